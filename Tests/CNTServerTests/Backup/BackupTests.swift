import CNTKit
import Foundation
import GRDB
import Testing

@testable import CNTServer

/// Data folders that are saved and put back.
struct BackupTests {
  /// A folder of its own, gone afterwards.
  static func inFolder(_ work: (String) async throws -> Void) async throws {
    let folder = NSTemporaryDirectory() + "cnt-backup-test-" + UUID().uuidString
    try Paths.makeFolder(folder)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try await work(folder)
  }

  private static func mode(_ path: String) -> Int {
    var facts = stat()
    return lstat(path, &facts) == 0 ? Int(facts.st_mode & 0o777) : -1
  }

  @Test(arguments: ["b", "b.tar"])
  func `what was saved while the server ran is what is put back`(name: String) async throws {
    try await Self.inFolder { place in
      try await ServerHarness.run { server async throws in
        let world = try await FeedWorld(server)
        try await world.fill()
        let made = try await server.upload("audio", as: world.grace, content: PartTests.mp3)
        let url = made.json["url"]?.stringValue ?? ""
        let part = try await server.parts("grace").create(10)
        #expect(
          try await server.parts("grace").patch(part, 0, Data("ID3".utf8)).status == 204)
        let saved = try await Backup.make(of: server.folder, to: "\(place)/\(name)")
        #expect(saved.files >= 3)
        let before = try await server.contents().filter { !$0.contains("epochs") }
        _ = try await world.post("/playlists/", as: world.grace, #"{"name":"After"}"#)
        let back = try await Backup.restore("\(place)/\(name)", to: "\(place)/new/data")
        #expect(back == saved)
        try await server.restarted(folder: "\(place)/new/data") { again async throws in
          let after = try await again.contents().filter { !$0.contains("epochs") }
          #expect(after == before)
          #expect(try await again.call("GET", url).body == PartTests.mp3)
          // The key is the same: who was signed in stays so.
          #expect(try await again.call("GET", "/api/v1/users/me", as: world.grace).status == 200)
          let parts = try await again.parts("grace")
          #expect(try await parts.offset(part) == 0, "parts begin anew")
        }
      }
    }
  }

  @Test func `a backup and what it becomes are for their owner only`() async throws {
    try await Self.inFolder { place in
      try await ServerHarness.run { server async throws in
        _ = try await server.upload(
          "audio", as: try await server.token("grace"), content: PartTests.mp3)
        _ = try await Backup.make(of: server.folder, to: place + "/b")
        _ = try await Backup.make(of: server.folder, to: place + "/b.tar")
        _ = try await Backup.restore(place + "/b.tar", to: place + "/d")
        #expect(Self.mode(place + "/b.tar") == 0o600)
        for root in ["b", "d"] {
          #expect(Self.mode("\(place)/\(root)") == 0o700)
          for file in ["cnt.sqlite", "secret.key"] {
            #expect(Self.mode("\(place)/\(root)/\(file)") == 0o600)
          }
          for folder in ["media", "media/audio"] {
            #expect(Self.mode("\(place)/\(root)/\(folder)") == 0o700)
          }
        }
        #expect(
          try FileManager.default.contentsOfDirectory(atPath: place).sorted() == [
            "b", "b.tar", "d",
          ])
      }
    }
  }

  @Test func `what people may write over is saved as it was`() async throws {
    try await Self.inFolder { place in
      try await ServerHarness.run { server async throws in
        let picture = "/media/images/thumbnails/default/p.png"
        let data = server.folder
        try Data("before".utf8).write(to: URL(fileURLWithPath: data + picture))
        _ = try await Backup.make(of: data, to: place + "/b")
        let file = try #require(FileHandle(forWritingAtPath: data + picture))
        try file.write(contentsOf: Data("after!".utf8))
        try file.close()
        _ = try await Backup.restore(place + "/b", to: place + "/d")
        #expect(try String(contentsOfFile: place + "/d" + picture, encoding: .utf8) == "before")
      }
    }
  }

  @Test func `cursors from before are of another history`() async throws {
    try await Self.inFolder { place in
      try await ServerHarness.run { server async throws in
        let world = try await FeedWorld(server)
        try await world.fill()
        @Sendable func changes(
          _ server: ServerHarness, _ cursor: String
        ) async throws -> ServerHarness.Answer {
          try await server.call(
            "GET", "/api/v1/sync/changes?limit=2000&cursor=\(cursor)", as: world.grace)
        }
        let cursor = try await changes(server, "").json["cursor"]?.stringValue ?? ""
        _ = try await Backup.make(of: server.folder, to: place + "/b")
        #expect(try await changes(server, cursor).status == 200)
        _ = try await Backup.restore(place + "/b", to: place + "/d")
        try await server.restarted(folder: place + "/d") { again async throws in
          #expect(try await changes(again, cursor).status == 410)
          #expect(try await changes(again, "").json["changes"]?.list.isEmpty == false)
        }
      }
    }
  }

  @Test func `one moment is saved while others write`() async throws {
    try await Self.inFolder { place in
      try await ServerHarness.run { server async throws in
        let grace = try await server.token("grace")
        try await withThrowingTaskGroup(of: Void.self) { group in
          group.addTask {
            for number in 0..<60 {
              _ = try await server.call(
                "POST", "/api/v1/playlists/", as: grace, json: #"{"name":"\#(number)"}"#)
            }
          }
          for number in 0..<4 {
            group.addTask {
              _ = try await Backup.make(of: server.folder, to: "\(place)/b\(number)")
            }
          }
          try await group.waitForAll()
        }
        for number in 0..<4 {
          _ = try await Backup.restore("\(place)/b\(number)", to: "\(place)/d\(number)")
          let queue = try DatabaseQueue(path: "\(place)/d\(number)/cnt.sqlite")
          let (names, logged) = try await queue.read { db in
            (
              try String.fetchAll(db, sql: "SELECT name FROM playlists ORDER BY id"),
              try Int.fetchOne(db, sql: "SELECT count(*) FROM changes WHERE kind = 'playlist'")
            )
          }
          #expect(names == (0..<names.count).map(String.init), "without a gap")
          #expect(logged == names.count, "rows and log are of one moment")
        }
      }
    }
  }

  @Test func `nothing is put over what is there`() async throws {
    try await Self.inFolder { place in
      try await ServerHarness.run { server async throws in
        let (backup, data) = (place + "/b", place + "/d")
        _ = try await Backup.make(of: server.folder, to: backup)
        func sentence(_ work: () async throws -> Void) async -> String {
          do {
            try await work()
            return ""
          } catch { return (error as? CNTServerApplication.Failure)?.recovery ?? "\(error)" }
        }
        let twice = await sentence { _ = try await Backup.make(of: server.folder, to: backup) }
        #expect(twice.contains("is there already"))
        let inside = await sentence {
          _ = try await Backup.make(of: server.folder, to: server.folder + "/media/audio/b")
        }
        #expect(inside.contains("inside of the data folder"))
        let nothing = await sentence {
          _ = try await Backup.make(of: place + "/no", to: place + "/c")
        }
        #expect(nothing.contains("no server's data"))
        let none = await sentence { _ = try await Backup.restore(place + "/no", to: data) }
        #expect(none.contains("no backup"))
        try Paths.makeFolder(data)
        try Data("mine".utf8).write(to: URL(fileURLWithPath: data + "/file"))
        let full = await sentence { _ = try await Backup.restore(backup, to: data) }
        #expect(full.contains("is not empty"))
        #expect(try String(contentsOfFile: data + "/file", encoding: .utf8) == "mine")
        try FileManager.default.removeItem(atPath: data + "/file")
        let lock = try DataLock.take(data)
        let running = await sentence { _ = try await Backup.restore(backup, to: data) }
        #expect(running.contains("is running"))
        withExtendedLifetime(lock) {}
        try FileManager.default.removeItem(atPath: data + "/server.lock")
        _ = try await Backup.restore(backup, to: data)
        #expect(FileManager.default.fileExists(atPath: data + "/cnt.sqlite"), "empty is good")
      }
    }
  }
}
