/// Two colours of a picture's ground, from the platform's palette, as `RRGGBB`.
struct Ground: Hashable, Sendable {
  let from: String
  let to: String

  static let all = [
    Ground(from: "6B5A3F", to: "D4A574"), Ground(from: "2D2520", to: "8B7355"),
    Ground(from: "92775B", to: "E6C49A"), Ground(from: "5A4F47", to: "B8935A"),
    Ground(from: "2D2520", to: "A68B6B"), Ground(from: "6B5A3F", to: "C4B8A8"),
  ]

  /// The ground that always goes with this name.
  static func of(_ name: String) -> Ground {
    let sum = name.unicodeScalars.reduce(7) { ($0 &* 31 &+ Int($1.value)) & 0xFFFF }
    return all[sum % all.count]
  }
}

/// Letters a title on a gradient: covers, avatars, quotes.
struct CoverPainter: Sendable {
  var width = 600
  var height = 600

  /// - Parameters:
  ///   - sign: a large character above the title, or the whole picture when `title` is empty.
  func paint(
    title: String, subtitle: String = "", sign: String = "", ground: Ground, to path: String
  ) async throws(DemoError) {
    let source =
      "gradients=s=\(width)x\(height):c0=0x\(ground.from):c1=0x\(ground.to)"
      + ":x0=0:y0=0:x1=\(width):y1=\(height):n=2:d=1"
    try await Tool.ffmpeg.run([
      "-nostdin", "-v", "error", "-y", "-f", "lavfi", "-i", source,
      "-vf", filters(title: title, subtitle: subtitle, sign: sign).joined(separator: ","),
      "-frames:v", "1", "-q:v", "4", "-fflags", "+bitexact", path,
    ])
  }

  private func filters(title: String, subtitle: String, sign: String) -> [String] {
    let long = title.count > 60
    let size = long ? 30 : 50
    let step = size * 13 / 10
    let lines = FilterText.lines(title, width: long ? width / 20 : width / 36)
    let signSize = title.isEmpty ? height / 2 : 120
    let signHeight = sign.isEmpty || title.isEmpty ? 0 : signSize + 30
    let top = max(24, (height - signHeight - lines.count * step) / 2)
    var filters = [
      "drawbox=x=18:y=18:w=iw-36:h=ih-36:color=0xF7F5F2@0.35:t=2", "vignette=PI/5",
    ]
    if !sign.isEmpty {
      let y = title.isEmpty ? "(h-text_h)/2" : "\(top)"
      filters.append(letters(sign, .sans, size: signSize, color: "E6C49A", y: y))
    }
    for (index, line) in lines.enumerated() {
      let y = "\(top + signHeight + index * step)"
      filters.append(letters(line, .serif, size: size, color: "FCFAF8", y: y))
    }
    if !subtitle.isEmpty {
      filters.append(letters(subtitle, .sans, size: 24, color: "F0EDE8", y: "h-64"))
    }
    return filters
  }

  private func letters(_ text: String, _ face: Typeface, size: Int, color: String, y: String)
    -> String
  {
    "drawtext=fontfile=\(face.path):expansion=none:text=\(FilterText.escaped(text)):fontsize=\(size)"
      + ":fontcolor=0x\(color):shadowcolor=0x2D2520@0.5:shadowx=2:shadowy=2:x=(w-text_w)/2:y=\(y)"
  }
}
