/// A character of the font that moves as a cut-out figure; positions are ffmpeg expressions in `t`.
struct Sprite: Sendable {
  let sign: String
  let size: Int
  let color: String
  let x: String
  let y: String
  let alpha: String

  init(_ sign: String, size: Int, color: String, x: String, y: String, alpha: String = "1") {
    self.sign = sign
    self.size = size
    self.color = color
    self.x = x
    self.y = y
    self.alpha = alpha
  }

  /// A sky full of them, spread by a fixed rule and twinkling each in its own time.
  static func stars(_ count: Int) -> [Sprite] {
    (0..<count).map { index in
      Sprite(
        index % 3 == 0 ? "✦" : "★", size: 12 + index * 7 % 18, color: "FFF4CC",
        x: "\(20 + index * 229 % 600)+4*t", y: "\(12 + index * index * 37 % 250)",
        alpha: "0.55+0.45*sin(t*\(1 + index % 4)+\(index))")
    }
  }

  /// Hills along the bottom, the nearer the darker.
  static let hills = [
    Sprite("●", size: 760, color: "6B7A4A", x: "-260-3*t", y: "150"),
    Sprite("●", size: 820, color: "55663C", x: "220-6*t", y: "170"),
  ]
}
