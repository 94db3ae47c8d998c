import CNTKit
import Foundation
import GRDB
import Testing

@testable import CNTServer

struct FeedCursorTests {
  @Test func `nothing new answers an empty page with the same cursor`() async throws {
    try await ServerHarness.run { server in
      let world = try await FeedWorld(server)
      try await world.fill()
      var reader = try await FeedReader(server, as: "grace")
      try await reader.catchUp()
      let cursor = reader.cursor
      try await world.post("/playlists/", as: world.miriam, #"{"name":"Hers"}"#)
      let answer = try await reader.page()
      #expect(answer.json["changes"] == .array([]) && answer.json["has_more"] == .bool(false))
      #expect(answer.json["cursor"]?.stringValue == cursor)
      let page = try JSONDecoder().decode(SyncChangePage.self, from: answer.body)
      #expect(page.cursor == cursor)
    }
  }

  @Test func `a limit is a number from 1 on, and a large one is cut`() async throws {
    try await ServerHarness.run { server in
      let reader = try await FeedReader(server, as: "grace")
      #expect(try await reader.page(limit: 0).status == 422)
      #expect(try await reader.page(limit: -1).status == 422)
      #expect(try await reader.page(limit: 1_000_000).status == 200)
    }
  }

  @Test func `a broken cursor is a 400 and never a fault`() async throws {
    try await ServerHarness.run { server in
      try await FeedWorld(server).fill()
      var reader = try await FeedReader(server, as: "grace")
      let first = try await reader.page(limit: 3).json["cursor"]?.stringValue ?? ""
      try await reader.catchUp()
      var generator = SeededGenerator(state: 7)
      let good = Array(first.utf8)
      for round in 0..<300 {
        var bytes = good
        switch round % 3 {
        case 0: bytes[Int.random(in: 0..<bytes.count, using: &generator)] ^= 1
        case 1: bytes.removeLast(Int.random(in: 1..<bytes.count, using: &generator))
        default: bytes = (0..<40).map { _ in UInt8.random(in: 33...126, using: &generator) }
        }
        let text =
          String(decoding: bytes, as: UTF8.self)
          .addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
        let status = try await reader.page(cursor: text).status
        // A changed digit can still be a place in this log.
        #expect([200, 400, 410].contains(status), "\(text): \(status)")
      }
      for text in ["x", "%00", "%F0%9F%98%80", String(repeating: "A", count: 5000), "-1", "0"] {
        let answer = try await reader.page(cursor: text)
        #expect(answer.status == 400, "\(text)")
        #expect(answer.json["detail"]?.stringValue?.contains("start again") == true)
      }
      for plain in ["1 e 9223372036854775807 0 1 member", "1 e 99999999999999999999 0 1 member"] {
        let text = Data(plain.utf8).base64EncodedString().replacing("=", with: "")
        #expect([400, 410].contains(try await reader.page(cursor: text).status))
      }
    }
  }

  @Test func `a cursor gives nobody anything of its first owner`() async throws {
    try await ServerHarness.run { server in
      try await FeedWorld(server).fill()
      var admin = try await FeedReader(server, as: "admin")
      let early = try await admin.page(limit: 1).json["cursor"]?.stringValue
      try await admin.catchUp()
      let grace = try await FeedReader(server, as: "grace")
      #expect(try await grace.page(cursor: early).status == 410)
      #expect(
        try await server.call("GET", "/api/v1/sync/changes?cursor=\(early ?? "")").status == 401)
      // Even a forged one is answered by who asks.
      let epoch = FeedCursor(early ?? "")?.epoch ?? ""
      let forged = FeedCursor(
        epoch: epoch, seq: 0, snapshotEnd: 0, reader: Call.Viewer(id: 1, isAdmin: false))
      let answer = try await grace.page(cursor: forged.text)
      #expect(answer.status == 200)
      let text = String(decoding: answer.body, as: UTF8.self)
      #expect(!text.contains("Waits") && !text.contains("admin_item"))
    }
  }

  @Test func `whoever becomes an admin, or is one no more, starts again`() async throws {
    try await ServerHarness.run { server in
      let world = try await FeedWorld(server)
      try await world.fill()
      var reader = try await FeedReader(server, as: "grace")
      try await reader.catchUp()
      _ = try await server.call(
        "PATCH", "/api/v1/admin/users/1/admin", as: world.admin, json: #"{"is_admin":true}"#)
      let answer = try await reader.page()
      #expect(answer.status == 410)
      #expect(
        answer.json["detail"]?.stringValue
          == "This cursor is too old: start again without one.")
      reader.cursor = nil
      reader.rows = [:]
      try await reader.catchUp()
      #expect(try await reader.differences() == [])
    }
  }

  @Test func `old tombstones are forgotten, and only who missed them starts again`() async throws {
    try await ServerHarness.run { server in
      let world = try await FeedWorld(server)
      try await world.fill()
      let database = server.application.services.database
      let later = Date().addingTimeInterval(40 * 86_400)
      var old = try await FeedReader(server, as: "grace")
      var miriam = try await FeedReader(server, as: "miriam")
      try await old.catchUp()
      try await miriam.catchUp()
      _ = try await server.call("DELETE", "/api/v1/favorites/movie/1", as: world.miriam)
      var fresh = try await FeedReader(server, as: "grace")
      try await fresh.catchUp()
      let missed = miriam.cursor
      try await miriam.catchUp()

      // All are young, or among the newest: nothing goes.
      try await database.write { db in try ChangeLog.prune(db, now: Date(), newestKept: 0) }
      try await database.write { db in try ChangeLog.prune(db, now: later) }
      #expect(try await miriam.page(cursor: missed).status == 200)

      try await database.write { db in try ChangeLog.prune(db, now: later, newestKept: 0) }
      #expect(try await miriam.page(cursor: missed).status == 410)
      #expect(try await miriam.page().status == 200)
      #expect(try await old.page().status == 200, "it was not for grace")
      _ = try await server.call("DELETE", "/api/v1/podcasts/1", as: world.admin)
      try await database.write { db in try ChangeLog.prune(db, now: later, newestKept: 0) }
      #expect(try await old.page().status == 410)
      #expect(try await fresh.page().status == 410)

      // A first reading that began after all that is not caught by it half-way.
      var new = try await FeedReader(server, as: "grace")
      try await new.catchUp(limit: 2)
      #expect(try await new.differences() == [])
    }
  }

  @Test func `a server put back from a backup refuses what was handed out after it`() async throws {
    try await ServerHarness.run { server in
      let world = try await FeedWorld(server)
      try await world.fill()
      var reader = try await FeedReader(server, as: "grace")
      try await reader.catchUp()
      let before = reader
      let backup = server.folder + "-backup"
      defer { try? FileManager.default.removeItem(atPath: backup) }
      try FileManager.default.createDirectory(
        atPath: backup, withIntermediateDirectories: true)
      // No change between a start and the backup: the hardest case, since all numbers are reused.
      let lost = try await server.restarted { restarted in
        try await restarted.application.services.database.pool.vacuum(into: backup + "/cnt.sqlite")
        try FileManager.default.copyItem(
          atPath: restarted.folder + "/secret.key", toPath: backup + "/secret.key")
        let world = try await FeedWorld(restarted)
        try await world.post("/community/posts/1/like", as: world.grace)
        try await world.post("/community/posts/3/like", as: world.grace)
        var after = try await FeedReader(restarted, as: "grace")
        let halfway = try await after.page(limit: 2).json["cursor"]?.stringValue
        try await after.catchUp()
        return [after.cursor, halfway]
      }
      try await server.restarted(folder: backup) { restored in
        let world = try await FeedWorld(restored)
        for id in [1, 2, 3] {
          try await world.post("/admin/approve/podcast/\(id)", as: world.admin)
        }
        func status(_ cursor: String?) async throws -> Int {
          try await FeedReader(restored, as: "grace").page(cursor: cursor).status
        }
        for cursor in lost { #expect(try await status(cursor) == 410) }
        #expect(try await status(before.cursor) == 200)
        var reader = try await FeedReader(restored, as: "grace")
        reader.cursor = before.cursor
        reader.rows = before.rows
        try await reader.catchUp()
        #expect(try await reader.differences() == [])
      }
    }
  }

  @Test func `a restart alone keeps cursors good`() async throws {
    try await ServerHarness.run { server in
      let world = try await FeedWorld(server)
      try await world.fill()
      var reader = try await FeedReader(server, as: "grace")
      reader.cursor = try await reader.page(limit: 5).json["cursor"]?.stringValue
      let cursor = reader.cursor
      try await server.restarted { once in
        try await once.restarted { twice in
          var reader = try await FeedReader(twice, as: "grace")
          reader.cursor = cursor
          #expect(try await reader.catchUp().count > 5)
        }
      }
    }
  }
}

/// SplitMix64: the same numbers for the same seed.
struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }
}
