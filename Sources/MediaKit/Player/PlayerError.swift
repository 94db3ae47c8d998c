import Foundation

/// Why nothing can be played.
public struct PlayerError: Error, Hashable, Sendable {
  public enum Reason: Hashable, Sendable {
    case libraryMissing
    case symbolMissing(String)
    case cannotStart(String)
    /// Not http, https or a file that is here.
    case unplayableSource
    /// An address within the person's own network, from somebody else.
    case privateSource
  }

  public var reason: Reason

  public init(_ reason: Reason) { self.reason = reason }

  /// The sentence that says what to do.
  public var recovery: String {
    switch reason {
    case .libraryMissing:
      "libmpv is not installed: run “sudo apt install libmpv2”, then play again."
    case .symbolMissing(let name):
      "The installed libmpv is too old (it lacks \(name)): update it, then play again."
    case .cannotStart(let why): "The player could not start (\(why)): check the audio device."
    case .privateSource:
      "This address leads into your own network, where the server may send nobody: it is not played."
    case .unplayableSource: "This address cannot be played: it is neither http, https nor a file."
    }
  }
}

/// What can be played.
public enum MediaSource: Hashable, Sendable {
  /// A file on this machine.
  case file(path: String)
  /// An http or https address.
  case url(String)

  /// Refuses everything but http and https: an address from the network must not open local files
  /// or one of libmpv's many other protocols.
  public static func remote(_ address: String) throws(PlayerError) -> MediaSource {
    let lower = address.lowercased()
    guard lower.hasPrefix("http://") || lower.hasPrefix("https://"),
      address.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7f })
    else { throw PlayerError(.unplayableSource) }
    return .url(address)
  }

  /// What a playlist or a container may refer to (FFmpeg, Protocols): one from the network to nothing on
  /// this machine, one that is here to nothing in the network.
  var protocols: String {
    switch self {
    case .file: "file"
    case .url: "http,https,tcp,tls,crypto,httpproxy"
    }
  }

  /// What libmpv is told. A file name that looks like an option or a protocol stays a file name.
  var argument: String {
    switch self {
    case .file(let path): path.hasPrefix("/") ? path : "./" + path
    case .url(let address): address
    }
  }
}

/// How to play.
///
/// The certificates of https are checked against the system's authorities, or those of the PEM file that
/// `SSL_CERT_FILE` names.
public struct PlayerOptions: Hashable, Sendable {
  /// One of libmpv's audio outputs, such as "null" or "pulse"; nil lets libmpv choose.
  public var audioOutput: String?
  /// Names under which the library is looked for.
  public var libraryNames: [String]
  public var replayGain: ReplayGain
  /// A PEM file of authorities that https is checked against; nil for the system's.
  public var certificates: String?
  /// A WAV file to which the sound goes, as fast as it can be decoded, instead of a device.
  var recordingPath: String?

  public init(
    audioOutput: String? = nil,
    libraryNames: [String] = ["libmpv.so.2", "libmpv.so.1", "libmpv.so"],
    replayGain: ReplayGain = .track,
    certificates: String? = ProcessInfo.processInfo.environment["SSL_CERT_FILE"]
  ) {
    self.certificates = certificates
    self.replayGain = replayGain
    self.audioOutput = audioOutput
    self.libraryNames = libraryNames
  }
}

/// Which loudness of a file's ReplayGain tags is used (mpv(1), "replaygain").
public enum ReplayGain: String, CaseIterable, Hashable, Sendable {
  case track, album, no
}

/// What the player reports.
public enum PlayerEvent: Sendable, Hashable {
  /// Playback begins; seconds, where the length is known.
  case loaded(duration: Double?)
  /// Seconds from the start; a few times a second.
  case position(Double)
  case duration(Double)
  case paused(Bool)
  /// Waiting for the network.
  case buffering(Bool)
  /// The end was reached.
  case ended
  /// The end was reached, and what was handed over with this token goes on without a gap.
  case advanced(UInt32)
  /// The chapters of what plays, in order; empty where it has none.
  case chapters([Chapter])
  /// It cannot be played, and why.
  case failed(String)
  /// The film's picture as it is meant to be seen, in square pixels; nil where there is none.
  case picture(PixelSize?)
  /// What is said now, as text with line breaks; empty for nothing. Not sanitised.
  case subtitle(String)
  /// The subtitles that there are, and which is shown.
  case subtitleTracks([SubtitleTrack])
}
