import Foundation
import Subprocess

/// A backup as one file, by the system's tar.
enum BackupArchive {
  static func pack(_ folder: String, to target: String) async throws {
    let partial = folder + ".tar"
    defer { unlink(partial) }
    let fd = open(partial, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard fd >= 0 else { throw BackupFiles.fault(partial) }
    close(fd)
    // What says how to read the rest comes first.
    let names = [BackupManifest.name] + names(in: folder).filter { $0 != BackupManifest.name }
    try await run(
      ["--create", "--file", partial, "--format", "posix", "--owner", "0", "--group", "0"]
        + ["--numeric-owner", "--directory", folder, "--"] + names,
      failing: "\(target) could not be written: see that the disk has room")
    BackupFiles.sync(partial)
    // Unlike a rename, this never replaces what somebody else made meanwhile.
    if link(partial, target) == 0 { return }
    guard IncomingFile.hasNoLinks, rename(partial, target) == 0 else {
      throw BackupFiles.fault(target)
    }
  }

  /// Into an empty folder of ours; what is in it is looked at afterwards, file by file.
  static func unpack(_ archive: String, to folder: String) async throws {
    try await run(
      [
        "--extract", "--file", archive, "--no-same-owner", "--no-same-permissions", "--directory",
        folder,
      ], failing: "\(archive) is no whole archive: nothing was put back; take another backup")
  }

  private static func names(in folder: String) -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted()
  }

  private static func run(_ arguments: [String], failing sentence: String) async throws {
    let (isDone, words): (Bool, String)
    do {
      let record = try await Subprocess.run(
        .name("tar"), arguments: Arguments(arguments), input: .none, output: .discarded,
        error: .string(limit: 4096))
      (isDone, words) = (record.terminationStatus.isSuccess, record.standardError)
    } catch {
      throw CNTServerApplication.Failure(
        recovery: "tar cannot be started: install it, or use a folder instead of an archive.")
    }
    guard isDone else {
      let first = words.split(separator: "\n").first.map { " (\($0))" } ?? ""
      throw CNTServerApplication.Failure(recovery: sentence + first + ".")
    }
  }
}
