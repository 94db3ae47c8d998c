/// Where sound comes from.
public enum AudioSource: Codable, Hashable, Sendable {
  /// A source of PulseAudio or PipeWire by its name; monitors of sinks are sources, too. nil for the
  /// one that the desktop has chosen.
  case pulse(String?)
  /// An ALSA device such as "plughw:0,0".
  case alsa(String)
  /// A sine, for trying things out; hertz.
  case tone(Double)
}

/// Where pictures come from.
public enum VideoSource: Codable, Hashable, Sendable {
  /// A Video4Linux2 device such as /dev/video0.
  case camera(path: String)
  /// An X display such as ":0", the whole of it.
  case screen(display: String)
  /// A test pattern.
  case pattern(width: Int, height: Int)
}

/// What is to be recorded, and how.
public struct RecordingPlan: Codable, Hashable, Sendable {
  public var audio: AudioSource?
  public var video: VideoSource?
  /// Samples a second.
  public var sampleRate: Int
  public var channels: Int
  /// Pictures a second.
  public var frameRate: Int
  /// Bytes that stay free on the disk: below, the recording ends by itself.
  public var leastFreeBytes: Int64

  public init(
    audio: AudioSource? = .pulse(nil), video: VideoSource? = nil, sampleRate: Int = 48_000,
    channels: Int = 2, frameRate: Int = 30, leastFreeBytes: Int64 = 500 << 20
  ) {
    self.audio = audio
    self.video = video
    self.sampleRate = sampleRate
    self.channels = channels
    self.frameRate = frameRate
    self.leastFreeBytes = leastFreeBytes
  }

  /// Refuses what no device and no file can do.
  func validate() throws(RecorderProblem) {
    guard audio != nil || video != nil else { throw RecorderProblem(.impossible("no source")) }
    guard (8000...192_000).contains(sampleRate) else {
      throw RecorderProblem(.impossible("\(sampleRate) samples a second"))
    }
    guard (1...8).contains(channels) else {
      throw RecorderProblem(.impossible("\(channels) channels"))
    }
    guard (1...120).contains(frameRate) else {
      throw RecorderProblem(.impossible("\(frameRate) pictures a second"))
    }
    if case .tone(let hertz) = audio, !(1...20_000).contains(hertz) {
      throw RecorderProblem(.impossible("a tone of \(hertz) Hz"))
    }
    if case .pattern(let width, let height) = video,
      !(16...4096).contains(width) || !(16...4096).contains(height)
    {
      throw RecorderProblem(.impossible("a picture of \(width)x\(height)"))
    }
    // These reach the program as a whole argument behind -i; a zero byte would end it early.
    let names: [String?] = [
      { if case .pulse(let name) = audio { name } else { nil } }(),
      { if case .alsa(let name) = audio { name } else { nil } }(),
      { if case .camera(let path) = video { path } else { nil } }(),
      { if case .screen(let display) = video { display } else { nil } }(),
    ]
    for case let name? in names where name.isEmpty || name.utf8.contains(0) {
      throw RecorderProblem(.impossible("a device without a name"))
    }
    if case .camera(let path) = video, !path.hasPrefix("/dev/") {
      throw RecorderProblem(.impossible("a camera that is no device"))
    }
  }
}
