import CNTKit
import Foundation
import GRDB

extension Backup {
  /// Puts a backup, a folder or an archive, back as a data folder that is not there yet, or empty. Every
  /// file is compared with what was saved before anything appears; clients are made to read everything
  /// again.
  public static func restore(_ backup: String, to data: String) async throws -> Summary {
    var data = data
    while data.count > 1, data.hasSuffix("/") { data.removeLast() }
    try checkEmpty(data)
    var facts = stat()
    guard stat(backup, &facts) == 0 else {
      throw CNTServerApplication.Failure(recovery: "There is no backup at \(backup).")
    }
    let parent = (data as NSString).deletingLastPathComponent
    if !parent.isEmpty {
      do { try Paths.makeFolder(parent) } catch {
        throw CNTServerApplication.Failure(recovery: error.recovery)
      }
    }
    let staging = data + ".restore-" + RandomName.make()
    guard mkdir(staging, 0o700) == 0 else { throw BackupFiles.fault(staging) }
    defer { try? FileManager.default.removeItem(atPath: staging) }

    var source = backup
    let unpacked = staging + ".unpacked"
    defer { try? FileManager.default.removeItem(atPath: unpacked) }
    if facts.st_mode & S_IFMT == S_IFREG {
      guard mkdir(unpacked, 0o700) == 0 else { throw BackupFiles.fault(unpacked) }
      try await BackupArchive.unpack(backup, to: unpacked)
      source = unpacked
    }
    let files = try copy(source, to: staging)
    try await renew(staging + "/" + BackupManifest.database)
    BackupFiles.sync(staging)
    // An empty folder is replaced; one in which a server began meanwhile is not.
    guard rename(staging, data) == 0 else { throw BackupFiles.fault(data) }
    BackupFiles.sync(parent.isEmpty ? "." : parent)
    return Summary(files: files.count, bytes: files.reduce(0) { $0 + $1.size })
  }

  private static func checkEmpty(_ data: String) throws {
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: data) else {
      var facts = stat()
      guard lstat(data, &facts) != 0 else {
        throw CNTServerApplication.Failure(
          recovery: "\(data) is no folder that can be read: choose another --data.")
      }
      return
    }
    if names.contains("server.lock") { _ = try DataLock.take(data) }
    guard names.isEmpty else {
      throw CNTServerApplication.Failure(
        recovery:
          "\(data) is not empty, and nothing is put over it: move it away, or choose another"
          + " --data.")
    }
  }

  /// Copies what the manifest names, and only that, and compares each file as it passes.
  private static func copy(
    _ source: String, to staging: String
  ) throws -> [BackupManifest.File] {
    guard let fd = BackupFiles.open(BackupManifest.name, in: source) else {
      throw damaged("it has no \(BackupManifest.name)")
    }
    defer { close(fd) }
    let manifest = try BackupManifest.read(
      FileHandle(fileDescriptor: fd, closeOnDealloc: false).readToEnd() ?? Data())
    for file in manifest.files {
      guard let fd = BackupFiles.open(file.path, in: source) else {
        throw damaged("\(file.path) is missing")
      }
      defer { close(fd) }
      try BackupFiles.makeFolder((file.path as NSString).deletingLastPathComponent, in: staging)
      let found = try BackupFiles.take(fd, as: file.path, to: staging + "/" + file.path)
      guard found == file else { throw damaged("\(file.path) is not what was saved") }
    }
    return manifest.files
  }

  /// The server went on after the backup was made, and clients know of what is forgotten now. Without the
  /// starts that it had, no cursor is of this history, and everybody reads everything again.
  private static func renew(_ path: String) async throws {
    do {
      let queue = try DatabaseQueue(path: path)
      try await queue.write { db in
        guard try String.fetchAll(db, sql: "PRAGMA quick_check") == ["ok"] else {
          throw damaged("its database is broken")
        }
        guard try !ServerSchema.migrator.hasBeenSuperseded(db) else {
          throw CNTServerApplication.Failure(
            recovery: "A newer cnt-server made this backup: use that one to put it back.")
        }
        try db.execute(sql: "DELETE FROM epochs")
      }
      try queue.close()
    } catch is DatabaseError {
      throw damaged("its database is broken")
    }
  }
}
