/// How ffmpeg is told to record. Names of devices are whole arguments behind `-i`: nothing in them is
/// an option, a filter or a word for a shell.
enum CaptureCommand {
  private static let start = ["-hide_banner", "-nostdin", "-v", "error"]

  /// Sound as interleaved little-endian 16-bit samples on standard output, as they come.
  static func sound(_ source: AudioSource, _ plan: RecordingPlan) -> [String] {
    start + input(source, plan) + pcm(plan, of: "0:a:0")
  }

  /// The source to a sink of PulseAudio or PipeWire, nil for the one that the desktop has chosen.
  static func monitor(
    _ source: AudioSource, _ plan: RecordingPlan, to sink: String?
  ) -> [String] {
    start + input(source, plan) + ["-map", "0:a:0", "-f", "pulse"]
      + (sink.map { ["-device", $0] } ?? []) + ["-buffer_duration", "60", "cnt"]
      // Where nobody is left to read this, ffmpeg ends.
      + [
        "-map", "0:a:0", "-ac", "1", "-ar", "8000", "-flush_packets", "1", "-f", "s16le", "pipe:1",
      ]
  }

  /// Pictures, and sound where it is wanted, into Matroska at `path`. Standard output has the sound for
  /// the level meter, or a few pixels where there is none: either way ffmpeg ends when nobody is left
  /// to read it, which it would not do for its reports of progress.
  ///
  /// A cluster is closed, and with it what was recorded is in the file, twice a second. zerolatency: no
  /// picture waits inside the encoder.
  static func film(_ source: VideoSource, _ plan: RecordingPlan, to path: String) -> [String] {
    var arguments = start + input(source, plan)
    if let audio = plan.audio {
      arguments += input(audio, plan, follows: isClocked(source) && isClocked(audio))
    }
    arguments += [
      "-map", "0:v:0", "-c:v", "libx264", "-preset", "veryfast", "-tune", "zerolatency", "-crf",
      "20",
      "-g", "\(plan.frameRate)", "-pix_fmt", "yuv420p",
      // x264 takes no odd sizes in this pixel format.
      "-vf", "crop=trunc(iw/2)*2:trunc(ih/2)*2", "-r", "\(plan.frameRate)",
    ]
    if plan.audio != nil {
      arguments += [
        "-map", "1:a:0", "-c:a", "pcm_s16le", "-ar", "\(plan.sampleRate)", "-ac",
        "\(plan.channels)",
      ]
    }
    arguments += [
      "-flush_packets", "1", "-cluster_time_limit", "500", "-f", "matroska", "-y",
      InputFile.argument(path),
    ]
    guard plan.audio == nil else { return arguments + pcm(plan, of: "1:a:0") }
    return arguments + [
      "-map", "0:v:0", "-vf", "scale=2:2", "-r", "10", "-c:v", "rawvideo", "-pix_fmt", "gray",
      "-flush_packets", "1", "-f", "rawvideo", "pipe:1",
    ]
  }

  private static func pcm(_ plan: RecordingPlan, of stream: String) -> [String] {
    [
      "-map", stream, "-c:a", "pcm_s16le", "-ar", "\(plan.sampleRate)", "-ac", "\(plan.channels)",
      "-flush_packets", "1", "-f", "s16le", "pipe:1",
    ]
  }

  private static func input(
    _ source: AudioSource, _ plan: RecordingPlan, follows: Bool = false
  ) -> [String] {
    // The clocks of picture and sound are the same one: keep the distance of their beginnings.
    let sync = follows ? ["-isync", "0"] : []
    let format = ["-sample_rate", "\(plan.sampleRate)", "-channels", "\(plan.channels)"]
    return switch source {
    case .pulse(let name):
      // 20 ms a piece, so that the level meter is current.
      ["-thread_queue_size", "1024"] + sync + ["-f", "pulse"] + format + [
        "-fragment_size", "\(max(2, plan.sampleRate / 50 * plan.channels * 2))", "-name", "cnt",
        "-i", name ?? "default",
      ]
    case .alsa(let name):
      ["-thread_queue_size", "1024"] + sync + ["-f", "alsa"] + format + ["-i", name]
    case .tone(let hertz):
      [
        "-re", "-f", "lavfi", "-i",
        "sine=frequency=\(hertz):sample_rate=\(plan.sampleRate):samples_per_frame=\(plan.sampleRate / 50)",
      ]
    }
  }

  private static func input(_ source: VideoSource, _ plan: RecordingPlan) -> [String] {
    switch source {
    case .camera(let path):
      [
        "-thread_queue_size", "64", "-f", "v4l2", "-timestamps", "abs", "-framerate",
        "\(plan.frameRate)", "-i", path,
      ]
    case .screen(let display):
      [
        "-thread_queue_size", "64", "-f", "x11grab", "-framerate", "\(plan.frameRate)", "-i",
        display,
      ]
    case .pattern(let width, let height):
      ["-re", "-f", "lavfi", "-i", "testsrc2=size=\(width)x\(height):rate=\(plan.frameRate)"]
    }
  }

  private static func isClocked(_ source: VideoSource) -> Bool {
    if case .pattern = source { false } else { true }
  }

  private static func isClocked(_ source: AudioSource) -> Bool {
    if case .pulse = source { true } else { false }
  }
}
