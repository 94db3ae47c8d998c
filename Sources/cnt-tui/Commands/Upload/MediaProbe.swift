import Foundation
import Subprocess

/// Title and length of a file as `ffprobe` reads them; without that program, names must do.
struct MediaProbe: Sendable {
  struct Facts: Hashable, Sendable {
    var title: String?
    /// Seconds.
    var duration: Int?
    /// It holds no sound and no pictures.
    var isUnreadable = false
  }

  /// Whether the program is there.
  static func isInstalled(
    _ environment: [String: String] = ProcessInfo.processInfo.environment
  ) -> Bool {
    (environment["PATH"] ?? "").split(separator: ":").contains {
      FileManager.default.isExecutableFile(atPath: $0 + "/ffprobe")
    }
  }

  /// Longer than any file of this machine takes; a file may be made to hold a reader up.
  private static let limit = Duration.seconds(20)

  /// nil when the program could not be run, or took too long.
  func facts(_ path: String) async -> Facts? {
    await withTaskGroup(of: Facts?.self) { group in
      group.addTask { await Self.run(path) }
      group.addTask {
        try? await Task.sleep(for: Self.limit)
        return nil
      }
      let first = await group.next() ?? nil
      group.cancelAll()
      return first
    }
  }

  private static func run(_ path: String) async -> Facts? {
    // A file may name others, and addresses: only files of this machine are opened.
    let arguments = [
      "-v", "error", "-protocol_whitelist", "file", "-show_entries",
      "format=duration:format_tags=title:stream=index:stream_tags=title", "-of", "json", "-i", path,
    ]
    guard
      let result = try? await Subprocess.run(
        .name("ffprobe"), arguments: Arguments(arguments), input: .none,
        output: .string(limit: 1 << 16), error: .discarded)
    else { return nil }
    guard result.terminationStatus.isSuccess else {
      return Task.isCancelled ? nil : Facts(isUnreadable: true)
    }
    return parse(result.standardOutput)
  }

  private struct Answer: Decodable {
    struct Format: Decodable {
      var duration: String?
      var tags: [String: String]?
    }

    struct Stream: Decodable { var tags: [String: String]? }

    var format: Format?
    var streams: [Stream]?
  }

  static func parse(_ text: String) -> Facts {
    guard let answer = try? JSONDecoder().decode(Answer.self, from: Data(text.utf8)) else {
      return Facts(isUnreadable: true)
    }
    var facts = Facts()
    // Ogg has its tags in its streams.
    let tags = [answer.format?.tags] + (answer.streams ?? []).map(\.tags)
    facts.title = tags.compactMap { $0?.first { $0.key.lowercased() == "title" }?.value }.first
    if let seconds = answer.format?.duration.flatMap(Double.init), (0..<1e7).contains(seconds) {
      facts.duration = Int(seconds.rounded())
    }
    facts.isUnreadable = answer.streams?.isEmpty ?? true
    return facts
  }
}
