import Foundation

/// Renders films: H.264 at 640x360 with the reader's voice in AAC.
struct FilmMaker: Sendable {
  let workshop: Workshop
  let scripture: Scripture

  /// The scenes one by one, then joined; the cover is a frame of the middle. Answers the seconds.
  func make(_ film: Film) async throws(DemoError) -> Int {
    var parts: [String] = []
    for (index, scene) in film.scenes.enumerated() {
      let part = "film-\(film.slug)-\(index)"
      try await render(scene, title: index == 0 ? film.title : nil, reader: film.reader, part: part)
      parts.append("file '\(part).mp4'")
    }
    let list = workshop.draft("film-\(film.slug).txt")
    try workshop.write(Data(parts.joined(separator: "\n").utf8), to: list)
    let whole = workshop.path("video", film.fileName)
    try await ffmpeg([
      "-f", "concat", "-i", list, "-c", "copy", "-metadata", "title=\(film.title)", "-metadata",
      "artist=\(film.director.name)", "-movflags", "+faststart", whole,
    ])
    let seconds = try await AudioEncoder.duration(of: whole)
    try await ffmpeg([
      "-ss", "\(seconds * 0.45)", "-i", whole, "-frames:v", "1", "-q:v", "4",
      workshop.path("images", film.coverName),
    ])
    if film.hasPreview {
      try await ffmpeg([
        "-i", whole, "-t", "\(Film.previewSeconds)", "-c", "copy", "-movflags", "+faststart",
        workshop.path("video", film.previewName),
      ])
    }
    return Int(seconds.rounded())
  }

  private func ffmpeg(_ arguments: [String]) async throws(DemoError) {
    try await Tool.ffmpeg.run(
      ["-nostdin", "-v", "error", "-y"] + arguments.dropLast() + ["-fflags", "+bitexact"]
        + arguments.suffix(1))
  }

  private func render(_ scene: Scene, title: String?, reader: Person, part: String)
    async throws(DemoError)
  {
    let passage = try scripture.passage(scene.reference)
    let voice = workshop.draft(part + ".wav")
    let spoken = title.map { "\($0).\n\n\(passage.text)" } ?? passage.text
    try await reader.voice.speak(spoken, to: voice, in: workshop)
    let seconds = try await AudioEncoder.duration(of: voice) + 1.4
    var filters = [scene.sky.source(seconds: seconds), "format=yuv420p"]
    filters += scene.sprites.map(figure)
    filters += subtitles(passage, seconds: seconds)
    if let title {
      filters.append(letters(title, size: 40, y: "60") + ":alpha='max(0,min(1,min(t,4-t)))'")
    }
    filters += ["fade=in:d=0.6", "fade=out:st=\(seconds - 0.6):d=0.6"]
    try await ffmpeg([
      "-f", "lavfi", "-i", filters.joined(separator: ","), "-i", voice,
      "-af", "adelay=500,highpass=f=75,aecho=0.85:0.6:42:0.14,apad", "-t", "\(seconds)",
      "-c:v", "libx264", "-preset", "veryfast", "-crf", "26", "-g", "\(Sky.frameRate * 4)",
      "-c:a", "aac", "-ac", "1", "-ar", "44100", "-b:a", "64k", workshop.draft(part + ".mp4"),
    ])
  }

  private func figure(_ sprite: Sprite) -> String {
    "drawtext=fontfile=\(Typeface.sans.path):expansion=none"
      + ":text=\(FilterText.escaped(sprite.sign)):fontsize=\(sprite.size)"
      + ":fontcolor=0x\(sprite.color):x='\(sprite.x)':y='\(sprite.y)':alpha='\(sprite.alpha)'"
  }

  /// The verses as they are read, two lines at a time, each shown in proportion to its length.
  private func subtitles(_ passage: Passage, seconds: Double) -> [String] {
    let lines = FilterText.lines(passage.text, width: 48)
    let letterCount = Double(lines.reduce(0) { $0 + $1.count })
    var filters = ["drawbox=x=0:y=286:w=640:h=74:color=black@0.45:t=fill"]
    var clock = 0.5
    for start in stride(from: 0, to: lines.count, by: 2) {
      let block = lines[start..<min(start + 2, lines.count)]
      let share = Double(block.reduce(0) { $0 + $1.count }) / letterCount
      let end = clock + share * (seconds - 1.2)
      for (row, line) in block.enumerated() {
        filters.append(
          letters(line, size: 20, y: "\(294 + row * 30)") + ":enable='between(t,\(clock),\(end))'")
      }
      clock = end
    }
    return filters
  }

  private func letters(_ text: String, size: Int, y: String) -> String {
    "drawtext=fontfile=\(Typeface.serif.path):expansion=none:text=\(FilterText.escaped(text))"
      + ":fontsize=\(size):fontcolor=0xFCFAF8:x=(w-text_w)/2:y=\(y)"
  }
}
