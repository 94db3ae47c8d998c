import Foundation
import Subprocess

/// Other people's programs that speak Socket.IO.
enum Peer {
  struct Missing: Error, CustomStringConvertible { var description: String }

  /// Runs `script` with Debian's Python while `work` talks to it; it writes the port that it listens on
  /// into the file that it is given.
  static func serving<Result: Sendable>(
    _ script: String, _ work: @escaping @Sendable (_ port: Int) async throws -> Result
  ) async throws -> Result {
    let file = NSTemporaryDirectory() + "cnt-peer-" + UUID().uuidString
    defer { try? FileManager.default.removeItem(atPath: file) }
    return try await withThrowingTaskGroup(of: Result?.self) { group in
      group.addTask {
        let record = try await Subprocess.run(
          .path("/usr/bin/python3"), arguments: ["-c", script, file],
          output: .discarded, error: .string(limit: 1 << 16))
        try Task.checkCancellation()
        let complaint: String? = record.standardError
        throw Missing(
          description: "python3-socketio and python3-aiohttp are needed: run "
            + "scripts/install-packages. \(complaint ?? "")")
      }
      group.addTask {
        while true {
          if let text = try? String(contentsOfFile: file, encoding: .utf8), let port = Int(text) {
            return try await work(port)
          }
          try await Task.sleep(for: .milliseconds(20))
        }
      }
      defer { group.cancelAll() }
      while let result = try await group.next() { if let result { return result } }
      throw CancellationError()
    }
  }
}
