import Foundation
import Subprocess

#if canImport(System)
  import System
#else
  import SystemPackage
#endif

/// A text as a person gives it to a command: as an argument, on standard input, or in an editor.
struct TextInput: Sendable {
  /// Bytes that are read at most.
  static let most = 1 << 20

  /// `argument`: the text itself, or - for standard input; without one, an editor opens where there is
  /// a terminal. White space at both ends goes; an empty text is refused.
  static func read(_ argument: String?, for what: String) async throws -> String {
    let text: String
    if let argument, argument != "-" {
      text = argument
    } else if argument == nil, isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1 {
      text = try await edited()
    } else {
      text = try decoded(FileHandle.standardInput.read(upToCount: most + 1) ?? Data())
    }
    let trimmed = text.trimmingWhitespace()
    guard !trimmed.isEmpty else {
      throw Failure(
        sentence: "The \(what) has no text, so nothing was done: give it as an argument, or on"
          + " standard input.", code: .noInput)
    }
    return trimmed
  }

  static func decoded(_ data: Data) throws -> String {
    guard data.count <= most else {
      throw Failure(sentence: "The text is longer than 1 MB: shorten it.", code: .noInput)
    }
    guard let text = String(validating: data, as: UTF8.self), !text.contains("\0") else {
      throw Failure(sentence: "The text is not UTF-8: convert it first.", code: .noInput)
    }
    return text
  }

  /// Opens `$VISUAL`, `$EDITOR` or vi on an empty file that only its owner can read.
  private static func edited() async throws -> String {
    let environment = ProcessInfo.processInfo.environment
    let editor =
      [environment["VISUAL"], environment["EDITOR"]].compactMap { $0 }
      .first { !$0.isEmpty } ?? "vi"
    let folder = NSTemporaryDirectory() + "cnt-" + UUID().uuidString
    try FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
    let path = folder + "/text.md"
    guard
      FileManager.default.createFile(
        atPath: path, contents: Data(), attributes: [.posixPermissions: 0o600])
    else { throw Failure(sentence: "\(path) cannot be made.", code: .cannotCreate) }
    // As git does: what stands in the variable may have arguments of its own.
    let result = try await Subprocess.run(
      .path("/bin/sh"), arguments: ["-c", editor + " \"$@\"", editor, path],
      input: .fileDescriptor(.standardInput, closeAfterSpawningProcess: false),
      output: .fileDescriptor(.standardOutput, closeAfterSpawningProcess: false),
      error: .fileDescriptor(.standardError, closeAfterSpawningProcess: false))
    guard result.terminationStatus.isSuccess else {
      throw Failure(
        sentence: "The editor “\(editor)” failed, so nothing was done: set EDITOR to another. What"
          + " was written is in \(path).")
    }
    let text: String
    do { text = try decoded(FileManager.default.contents(atPath: path) ?? Data()) } catch {
      throw Failure(sentence: sentence(for: error) + " What was written is in \(path).")
    }
    try? FileManager.default.removeItem(atPath: folder)
    return text
  }
}
