import Foundation
import Subprocess
import SystemPackage

/// What ffprobe and ffmpeg tell of files that somebody uploaded, and stills from them.
///
/// The files are hostile: no network, no other file, none of the formats that are lists of files, and
/// so much time.
enum MediaTools {
  private static let patience = Duration.seconds(30)
  private static let bounds = [
    "-v", "error", "-protocol_whitelist", "file", "-format_whitelist",
    "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,mp3,wav,flac,ogg,aac,avi", "-max_alloc", "\(1 << 28)",
  ]

  /// What became of a still.
  enum Still {
    case made
    /// There is no picture in the file at that time.
    case none
    /// No ffmpeg, too much to do, or it took too long.
    case busy
  }

  /// Whole seconds, rounded; nil for what has no length, or where ffprobe is not installed.
  static func duration(of path: String) async -> Int? {
    let text = try? await limited {
      let record = try await Subprocess.run(
        .name("ffprobe"),
        arguments: Arguments(
          bounds + ["-show_entries", "format=duration", "-of", "csv=p=0", "file:" + path]),
        input: .none, output: .string(limit: 256), error: .discarded)
      return record.terminationStatus.isSuccess ? record.standardOutput : ""
    }
    let seconds = text.flatMap {
      Double($0.trimmingCharacters(in: .whitespacesAndNewlines))
    }
    guard let seconds, seconds.isFinite, (0..<1e9).contains(seconds) else { return nil }
    return Int(seconds.rounded())
  }

  /// Writes the picture at a time as JPEG, at most 1280 wide.
  static func still(of path: String, at seconds: Double, to target: String) async -> Still {
    let words =
      ["-nostdin", "-timelimit", "30", "-ss", "\(seconds)"] + bounds + [
        "-max_pixels", "36000000", "-threads", "1", "-i", "file:" + path, "-map", "0:v:0",
        "-frames:v", "1", "-vf", "scale='min(1280,iw)':-2", "-c:v", "mjpeg", "-q:v", "3",
        "-map_metadata", "-1", "-f", "image2", "-y", "file:" + target,
      ]
    let isDone = try? await limited {
      let record = try await Subprocess.run(
        .name("ffmpeg"), arguments: Arguments(words), input: .none, output: .discarded,
        error: .discarded)
      return record.terminationStatus.isSuccess
    }
    guard let isDone else { return .busy }
    let size = try? FileManager.default.attributesOfItem(atPath: target)[.size] as? Int
    return isDone && (size ?? 0) > 0 ? .made : .none
  }

  /// Draws one picture by a source and a filter of ffmpeg, whose files are named from `folder`.
  static func draw(
    _ source: String, _ filter: String, in folder: String, to target: String
  ) async -> Bool {
    let isDone = try? await limited {
      let record = try await Subprocess.run(
        .name("ffmpeg"),
        arguments: [
          "-nostdin", "-v", "error", "-timelimit", "30", "-f", "lavfi", "-i", source, "-vf", filter,
          "-frames:v", "1", "-c:v", "mjpeg", "-q:v", "3", "-f", "image2", "-y", "file:" + target,
        ], workingDirectory: FilePath(folder), input: .none, output: .discarded, error: .discarded)
      return record.terminationStatus.isSuccess
    }
    return isDone == true
  }

  /// Work that keeps a processor busy for long, when it is its turn: nothing short waits behind it.
  static func inTurn<Result: Sendable>(
    patience: Duration, _ work: @escaping @Sendable () async throws -> Result
  ) async throws -> Result? {
    try await limited(patience, .long, work)
  }

  /// nil where it took too long, or too many wait already.
  private static func limited<Result: Sendable>(
    _ patience: Duration = patience, _ places: Places = .short,
    _ work: @escaping @Sendable () async throws -> Result
  ) async throws -> Result? {
    guard await places.take() else { return nil }
    defer { Task { await places.give() } }
    return try await withThrowingTaskGroup(of: Result?.self) { group in
      group.addTask { try await work() }
      group.addTask {
        try await Task.sleep(for: patience)
        return nil
      }
      defer { group.cancelAll() }
      return try await group.next() ?? nil
    }
  }
}

/// So many programs at once, and so many that wait for one of them.
private actor Places {
  static let short = Places(free: 2)
  static let long = Places(free: 1)
  private static let mostWaiting = 32
  private var free: Int
  private var waiting: [CheckedContinuation<Void, Never>] = []

  init(free: Int) { self.free = free }

  func take() async -> Bool {
    if free > 0 {
      free -= 1
      return true
    }
    guard waiting.count < Self.mostWaiting else { return false }
    await withCheckedContinuation { waiting.append($0) }
    return true
  }

  func give() {
    if waiting.isEmpty { free += 1 } else { waiting.removeFirst().resume() }
  }
}
