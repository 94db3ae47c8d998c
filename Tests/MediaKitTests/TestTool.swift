import Foundation
import Subprocess
import SystemPackage
import Testing

/// Programs that tests run to their end.
///
/// Not by Foundation's `Process`: it copies whole directory entries out of the list of open files
/// and reads past its end where more than a thousand are open, as in a run of many tests at once.
enum TestTool {
  static func run(_ name: String, _ arguments: [String], in folder: String? = nil) async throws {
    let record = try await Subprocess.run(
      .name(name), arguments: Arguments(arguments),
      workingDirectory: folder.map { FilePath($0) }, output: .discarded,
      error: .string(limit: 1 << 16))
    try #require(
      record.terminationStatus.isSuccess, "\(name): \(record.standardError)")
  }
}
