/// Puts a reading over a moving picture.
struct FilmMaker: Sendable {
  let workshop: Workshop

  /// What came out.
  struct Print: Sendable {
    var seconds: Int
    var previewEnd: Int
  }

  /// Makes `<slug>.mp4`, a preview of it and a cover.
  func make(_ film: Film, text: String) async throws(DemoError) -> Print {
    let wav = workshop.draft("film-\(film.slug).wav")
    try await film.reader.voice.speak(text, to: wav, in: workshop)
    let seconds = try await AudioEncoder.duration(of: wav) + 1.5
    let target = workshop.path("video", "\(film.slug).mp4")
    let title = FilterText.escaped(film.title)
    let caption =
      "drawtext=fontfile=\(Typeface.serif.path):expansion=none:text=\(title):fontsize=34"
      + ":fontcolor=0xFCFAF8:shadowcolor=black@0.6:shadowx=2:shadowy=2:x=(w-text_w)/2:y=h-70"
      + ":enable='lt(t,4)'"
    try await Tool.ffmpeg.run([
      "-nostdin", "-v", "error", "-y", "-f", "lavfi", "-i", film.picture, "-i", wav,
      "-vf", caption, "-af", "apad", "-t", "\(seconds)", "-c:v", "libx264", "-preset",
      "veryfast", "-crf", "30", "-pix_fmt", "yuv420p", "-c:a", "aac", "-b:a", "64k", "-movflags",
      "+faststart", "-metadata", "title=\(film.title)", "-metadata", "artist=\(film.director)",
      target,
    ])
    let preview = min(8, Int(seconds))
    try await Tool.ffmpeg.run([
      "-nostdin", "-v", "error", "-y", "-i", target, "-t", "\(preview)", "-c", "copy",
      workshop.path("video", "\(film.slug)-preview.mp4"),
    ])
    try await Tool.ffmpeg.run([
      "-nostdin", "-v", "error", "-y", "-ss", "2", "-i", target, "-frames:v", "1", "-q:v", "4",
      workshop.path("images", "film-\(film.slug).jpg"),
    ])
    return Print(seconds: Int(seconds.rounded()), previewEnd: preview)
  }
}
