import CNTKit
import Foundation
import Subprocess
import Testing

@testable import CNTServer

/// Backups that are broken, or were made to do harm.
struct DamagedBackupTests {
  enum Damage: String, CaseIterable {
    case mediaBit, databaseBit, secretBit, shorter, missing, noManifest, halfManifest, noDatabase
    case pathAbove, absolutePath, linkedFolder, linkedFile, otherFormat, newerVersion, twice
  }

  private static func change(_ path: String, _ work: (inout Data) -> Void) throws {
    var data = try Data(contentsOf: URL(fileURLWithPath: path))
    work(&data)
    // Not the file that the data folder has too.
    try FileManager.default.removeItem(atPath: path)
    try data.write(to: URL(fileURLWithPath: path))
  }

  /// Changes the manifest's text.
  private static func edit(_ backup: String, _ from: String, _ to: String) throws {
    try change(backup + "/manifest.json") { data in
      data = Data(String(decoding: data, as: UTF8.self).replacing(from, with: to).utf8)
    }
  }

  private static func damage(_ damage: Damage, _ backup: String, _ media: String) throws {
    let files = FileManager.default
    switch damage {
    case .mediaBit: try change("\(backup)/\(media)") { $0[100] ^= 1 }
    case .databaseBit: try change("\(backup)/cnt.sqlite") { $0[5000] ^= 1 }
    case .secretBit: try change("\(backup)/secret.key") { $0[0] ^= 1 }
    case .shorter: try change("\(backup)/\(media)") { $0.removeLast() }
    case .missing: try files.removeItem(atPath: "\(backup)/\(media)")
    case .noManifest: try files.removeItem(atPath: "\(backup)/manifest.json")
    case .halfManifest: try change("\(backup)/manifest.json") { $0 = $0.prefix($0.count / 2) }
    case .noDatabase: try edit(backup, "\"cnt.sqlite\"", "\"media/cnt.sqlite\"")
    case .pathAbove:
      try edit(backup, "\"\(media)\"", "\"media/../../escaped\"")
      try files.copyItem(atPath: "\(backup)/\(media)", toPath: "\(backup)/../escaped")
    case .absolutePath: try edit(backup, "\"\(media)\"", "\"/etc/hostname\"")
    case .linkedFolder:
      try files.moveItem(atPath: "\(backup)/media", toPath: "\(backup)/../elsewhere")
      try files.createSymbolicLink(
        atPath: "\(backup)/media", withDestinationPath: "\(backup)/../elsewhere")
    case .linkedFile:
      try files.moveItem(atPath: "\(backup)/\(media)", toPath: "\(backup)/other")
      try files.createSymbolicLink(
        atPath: "\(backup)/\(media)", withDestinationPath: "\(backup)/other")
    case .otherFormat: try edit(backup, "cnt-server backup", "something else")
    case .newerVersion: try edit(backup, "\"version\" : 1", "\"version\" : 2")
    case .twice: try edit(backup, "\"\(media)\"", "\"secret.key\"")
    }
  }

  @Test(arguments: Damage.allCases)
  func `what is not what was saved is not put back, and leaves nothing`(
    damage: Damage
  ) async throws {
    try await BackupTests.inFolder { place in
      try await ServerHarness.run { server async throws in
        let made = try await server.upload(
          "audio", as: try await server.token("grace"), content: PartTests.mp3)
        let media = String((made.json["url"]?.stringValue ?? "").dropFirst())
        let backup = place + "/from/b"
        try Paths.makeFolder(place + "/from")
        _ = try await Backup.make(of: server.folder, to: backup)
        try Self.damage(damage, backup, media)
        let sentence: String
        do {
          _ = try await Backup.restore(backup, to: place + "/d")
          sentence = ""
        } catch { sentence = (error as? CNTServerApplication.Failure)?.recovery ?? "\(error)" }
        #expect(
          damage == .newerVersion
            ? sentence.contains("newer cnt-server") : sentence.contains("is damaged"), "\(sentence)"
        )
        #expect(try FileManager.default.contentsOfDirectory(atPath: place) == ["from"])
        #expect(try await server.call("GET", "/" + media).body == PartTests.mp3)
      }
    }
  }

  @Test func `a database that was broken before it was saved is not put back`() async throws {
    try await BackupTests.inFolder { place in
      try await ServerHarness.run { server async throws in
        let backup = place + "/b"
        _ = try await Backup.make(of: server.folder, to: backup)
        let old = try FileHandle(forReadingFrom: URL(fileURLWithPath: backup + "/cnt.sqlite"))
        let fd = old.fileDescriptor
        let was = try BackupFiles.take(fd, as: "cnt.sqlite")
        try Self.change(backup + "/cnt.sqlite") {
          $0.replaceSubrange(4096..<40_000, with: Data(count: 35_904))
        }
        let new = try FileHandle(forReadingFrom: URL(fileURLWithPath: backup + "/cnt.sqlite"))
        let now = try BackupFiles.take(new.fileDescriptor, as: "cnt.sqlite")
        try Self.edit(backup, was.sha256, now.sha256)
        await #expect(throws: CNTServerApplication.Failure.self) {
          _ = try await Backup.restore(backup, to: place + "/d")
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: place) == ["b"])
      }
    }
  }

  /// Archives that try to write outside of where they are unpacked.
  @Test(arguments: [
    """
    m = tarfile.TarInfo('../escaped'); m.size = 4; t.addfile(m, io.BytesIO(b'evil'))
    """,
    """
    m = tarfile.TarInfo(place + '/escaped'); m.size = 4; t.addfile(m, io.BytesIO(b'evil'))
    """,
    """
    l = tarfile.TarInfo('media'); l.type = tarfile.SYMTYPE; l.linkname = place; t.addfile(l)
    m = tarfile.TarInfo('media/escaped'); m.size = 4; t.addfile(m, io.BytesIO(b'evil'))
    """,
    "pass",
  ]) func `a hostile archive writes nothing anywhere`(script: String) async throws {
    try await BackupTests.inFolder { place in
      let program =
        "import io, sys, tarfile\nplace = sys.argv[1]\n"
        + "t = tarfile.open(place + '/b.tar', 'w')\n" + script + "\nt.close()\n"
      let record = try await Subprocess.run(
        .name("python3"), arguments: ["-c", program, place], output: .discarded,
        error: .string(limit: 4096))
      try #require(record.terminationStatus.isSuccess, "\(record.standardError)")
      await #expect(throws: CNTServerApplication.Failure.self) {
        _ = try await Backup.restore(place + "/b.tar", to: place + "/d")
      }
      #expect(try FileManager.default.contentsOfDirectory(atPath: place) == ["b.tar"])
    }
  }

  @Test func `a cut archive is said`() async throws {
    try await BackupTests.inFolder { place in
      try await ServerHarness.run { server async throws in
        _ = try await Backup.make(of: server.folder, to: place + "/b.tar")
        try Self.change(place + "/b.tar") { $0 = $0.prefix(100_000) }
        await #expect(throws: CNTServerApplication.Failure.self) {
          _ = try await Backup.restore(place + "/b.tar", to: place + "/d")
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: place) == ["b.tar"])
      }
    }
  }
}
