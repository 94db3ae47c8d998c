import Foundation
import Subprocess

/// A program that reads files which may be hostile: it may take so much time, memory and output, and no
/// more. It never meets a terminal, and its arguments never a shell's reading.
struct BoundedProgram: Sendable {
  enum Problem: Error {
    case notInstalled
    /// It took longer, or printed more, than it may.
    case exceeded
  }

  struct Result: Sendable {
    var isSuccess: Bool
    var output: [UInt8]
    /// What it complained of, cut.
    var complaint: String
  }

  let name: String
  let arguments: [String]
  /// The environment to look for it in.
  var environment = ProcessInfo.processInfo.environment

  init(_ name: String, _ arguments: [String]) {
    self.name = name
    self.arguments = arguments
  }

  var isInstalled: Bool {
    (environment["PATH"] ?? "").split(separator: ":").contains {
      FileManager.default.isExecutableFile(atPath: "\($0)/\(name)")
    }
  }

  /// What bounds it: kilobytes of memory and seconds of work. Each is tried in a shell of its own first,
  /// because one that is refused, where a harder limit holds already, ends the shell (POSIX, 2.8.1). The
  /// shell's own words end with "exec".
  static func script(within limit: Duration) -> String {
    let bounds = ["-v 2097152", "-t \(max(1, limit.components.seconds))"].map {
      "(ulimit \($0)) 2>/dev/null && ulimit \($0); "
    }
    return bounds.joined() + "exec \"$@\""
  }

  /// Runs it to its end. `most`: bytes of its output.
  func run(most: Int, within limit: Duration) async throws -> Result {
    guard isInstalled else { throw Problem.notInstalled }
    let words = ["-c", Self.script(within: limit), "sh", name] + arguments
    return try await withThrowingTaskGroup(of: Result.self) { group in
      group.addTask {
        do {
          let record = try await Subprocess.run(
            .path("/bin/sh"), arguments: Arguments(words), input: .none,
            output: .bytes(limit: most), error: .string(limit: 1 << 20))
          return Result(
            isSuccess: record.terminationStatus.isSuccess, output: record.standardOutput,
            complaint: String(record.standardError.prefix(400)))
        } catch let error as SubprocessError {
          if Task.isCancelled { throw CancellationError() }
          if error.code == .outputLimitExceeded { throw Problem.exceeded }
          throw error
        }
      }
      group.addTask {
        try await Task.sleep(for: limit)
        throw Problem.exceeded
      }
      defer { group.cancelAll() }
      guard let first = try await group.next() else { throw Problem.exceeded }
      return first
    }
  }
}
