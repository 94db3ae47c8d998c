import CNTKit
import Foundation
import GRDB

/// A copy of a data folder that can be put back.
///
/// It is made while the server runs: the database by SQLite's own way, which sees one moment, and after
/// it the media files, which are never changed under their names and never removed, so that every file
/// that a row of that moment names is there. Unfinished uploads are left out; they begin anew.
public enum Backup {
  /// What was saved.
  public struct Summary: Sendable, Hashable {
    public var files: Int
    public var bytes: Int
  }

  static func damaged(_ how: String) -> CNTServerApplication.Failure {
    CNTServerApplication.Failure(
      recovery: "This backup is damaged (\(how)): nothing was put back; take another one.")
  }

  /// Saves a data folder as a folder, or as an archive where `target` ends in `.tar`. It appears under its
  /// name only when it is whole.
  public static func make(of data: String, to target: String) async throws -> Summary {
    var target = target
    while target.count > 1, target.hasSuffix("/") { target.removeLast() }
    guard FileManager.default.fileExists(atPath: data + "/" + BackupManifest.database) else {
      throw CNTServerApplication.Failure(
        recovery: "There is no server's data in \(data): say its folder with --data.")
    }
    try checkPlace(target, data)
    let staging = target + ".partial-" + RandomName.make()
    guard mkdir(staging, 0o700) == 0 else { throw BackupFiles.fault(staging) }
    defer { try? FileManager.default.removeItem(atPath: staging) }

    var files = [try await copyDatabase(data, staging)]
    guard let secret = BackupFiles.open(BackupManifest.secret, in: data) else {
      throw CNTServerApplication.Failure(
        recovery: "\(data)/secret.key cannot be read: run this as the server's user.")
    }
    defer { close(secret) }
    files.append(
      try BackupFiles.take(
        secret, as: BackupManifest.secret, to: staging + "/" + BackupManifest.secret))
    files += try copyMedia(data + "/media", staging)
    try write(files, to: staging)
    if target.hasSuffix(".tar") {
      try await BackupArchive.pack(staging, to: target)
    } else {
      BackupFiles.sync(staging)
      guard rename(staging, target) == 0 else { throw BackupFiles.fault(target) }
    }
    BackupFiles.sync((target as NSString).deletingLastPathComponent)
    return Summary(files: files.count, bytes: files.reduce(0) { $0 + $1.size })
  }

  private static func write(_ files: [BackupManifest.File], to staging: String) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    let stamp = Timestamp(secondsSince1970: Int(Date().timeIntervalSince1970)).text + "Z"
    let data = try encoder.encode(BackupManifest(createdAt: stamp, files: files))
    do {
      try PrivateFile.write(data, to: staging + "/" + BackupManifest.name)
    } catch {
      throw CNTServerApplication.Failure(recovery: error.recovery)
    }
  }

  private static func checkPlace(_ target: String, _ data: String) throws {
    var facts = stat()
    guard lstat(target, &facts) != 0 else {
      throw CNTServerApplication.Failure(
        recovery: "\(target) is there already: choose another name for the backup.")
    }
    let place = URL(fileURLWithPath: target).deletingLastPathComponent()
      .resolvingSymlinksInPath().path
    let source = URL(fileURLWithPath: data).resolvingSymlinksInPath().path
    guard place != source, !place.hasPrefix(source + "/") else {
      throw CNTServerApplication.Failure(
        recovery: "A backup inside of the data folder would save itself: choose another place.")
    }
  }

  private static func copyDatabase(
    _ data: String, _ staging: String
  ) async throws -> BackupManifest.File {
    var configuration = Configuration()
    configuration.readonly = true
    configuration.busyMode = .timeout(10)
    let path = staging + "/" + BackupManifest.database
    do {
      let source = try DatabaseQueue(
        path: data + "/" + BackupManifest.database, configuration: configuration)
      let target = try DatabaseQueue(path: path)
      try source.backup(to: target)
      // One file, without a log beside it.
      try await target.writeWithoutTransaction { db in
        try db.execute(sql: "PRAGMA journal_mode = DELETE")
      }
      try target.close()
      try source.close()
    } catch let error as DatabaseError {
      throw CNTServerApplication.Failure(
        recovery:
          "The database cannot be saved (\(error.message ?? "\(error.resultCode)")): see that"
          + " the disk has room, and what cnt-server doctor says.")
    }
    guard chmod(path, 0o600) == 0,
      let fd = BackupFiles.open(BackupManifest.database, in: staging)
    else { throw BackupFiles.fault(path) }
    defer { close(fd) }
    fsync(fd)
    return try BackupFiles.take(fd, as: BackupManifest.database)
  }

  /// A second name for each file where the disk is the same, else a copy.
  private static func copyMedia(
    _ media: String, _ staging: String
  ) throws -> [BackupManifest.File] {
    var files: [BackupManifest.File] = []
    for name in BackupFiles.all(in: media, leavingOut: MediaStore.hidden) {
      let relative = "media/" + name
      let target = staging + "/" + relative
      try BackupFiles.makeFolder((relative as NSString).deletingLastPathComponent, in: staging)
      guard let fd = BackupFiles.open(name, in: media) else { continue }
      defer { close(fd) }
      // People lay pictures into the folder of defaults, and may write over them.
      let isOurs = !name.hasPrefix(ThumbnailRoutes.defaultFolder + "/")
      let isLinked = isOurs && link(media + "/" + name, target) == 0
      files.append(try BackupFiles.take(fd, as: relative, to: isLinked ? nil : target))
    }
    return files
  }
}
