/// What a programme is written as.
public enum RenderFormat: String, CaseIterable, Codable, Hashable, Sendable {
  case mp3, m4a, opus, flac, wav, mp4

  /// By a file's ending; nil for others.
  public init?(ending: String) {
    switch ending.lowercased() {
    case "ogg": self = .opus
    case let ending: self.init(rawValue: ending)
    }
  }

  public var isFilm: Bool { self == .mp4 }

  /// Opus knows no other rate (RFC 7845); MP3 none above.
  func sampleRate(_ rate: Int) -> Int {
    switch self {
    case .opus: 48_000
    case .mp3: [48_000, 44_100, 32_000, 24_000, 22_050, 16_000].contains(rate) ? rate : 48_000
    case .m4a, .mp4: min(rate, 96_000)
    case .flac, .wav: rate
    }
  }

  var muxer: String {
    switch self {
    case .m4a: "ipod"
    case .opus: "ogg"
    default: rawValue
    }
  }

  var audio: [String] {
    switch self {
    case .mp3: ["-c:a", "libmp3lame", "-q:a", "2", "-id3v2_version", "3"]
    case .m4a, .mp4: ["-c:a", "aac", "-b:a", "160k", "-movflags", "+faststart"]
    case .opus: ["-c:a", "libopus", "-b:a", "96k"]
    case .flac: ["-c:a", "flac"]
    // Larger than 4 GiB it is an RF64 (EBU Tech 3306).
    case .wav: ["-c:a", "pcm_s16le", "-rf64", "auto"]
    }
  }

  /// A stream beside the sound can hold the cover. Ogg's is a tag (METADATA_BLOCK_PICTURE).
  var hasCoverStream: Bool { self != .opus && self != .wav }
}
