import Foundation
import Subprocess

/// What ffprobe and ffmpeg tell of files that somebody uploaded, and stills from them.
///
/// The files are hostile: no network, no other file, none of the formats that are lists of files, and
/// so much time.
enum MediaTools {
  private static let patience = Duration.seconds(30)
  private static let bounds = [
    "-v", "error", "-protocol_whitelist", "file", "-format_whitelist",
    "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,mp3,wav,flac,ogg,aac,avi",
  ]

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

  /// Writes the picture at a time as JPEG, at most 1280 wide. False where there is none.
  static func still(of path: String, at seconds: Double, to target: String) async -> Bool {
    let words =
      ["-nostdin", "-ss", "\(seconds)"] + bounds + [
        "-max_alloc", "\(1 << 28)", "-threads", "1", "-i", "file:" + path, "-map", "0:v:0",
        "-frames:v", "1", "-vf", "scale='min(1280,iw)':-2", "-c:v", "mjpeg", "-q:v", "3",
        "-map_metadata", "-1", "-f", "image2", "-y", "file:" + target,
      ]
    let isDone = try? await limited {
      let record = try await Subprocess.run(
        .name("ffmpeg"), arguments: Arguments(words), input: .none, output: .discarded,
        error: .discarded)
      return record.terminationStatus.isSuccess
    }
    let size = try? FileManager.default.attributesOfItem(atPath: target)[.size] as? Int
    return isDone == true && (size ?? 0) > 0
  }

  private static func limited<Result: Sendable>(
    _ work: @escaping @Sendable () async throws -> Result
  ) async throws -> Result? {
    try await withThrowingTaskGroup(of: Result?.self) { group in
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
