import CNTKit
import Foundation
import GRDB
import Testing

@testable import CNTServer

struct FeedPropertyTests {
  /// Readers who follow the feed with pages of all sizes have what the lists have, whatever people
  /// do in between.
  @Test(arguments: [1, 2, 3]) func `whatever happens, the feed keeps up with the lists`(
    seed: UInt64
  ) async throws {
    try await ServerHarness.run { server in
      let world = try await FeedWorld(server)
      try await world.fill()
      var generator = SeededGenerator(state: seed)
      var readers = [
        try await FeedReader(server, as: "grace"), try await FeedReader(server, as: "miriam"),
        try await FeedReader(server, as: "admin"),
      ]
      var succeeded = 0
      for round in 0..<25 {
        for _ in 0..<6 {
          let write = Self.writes.randomElement(using: &generator)!
          let path = write.path.replacing("#", with: "\(Int.random(in: 1...5, using: &generator))")
          let number = Int.random(in: 1...4, using: &generator)
          let answer = try await server.call(
            write.method, "/api/v1" + path,
            as: [world.grace, world.miriam, world.admin].randomElement(using: &generator),
            json: write.body.isEmpty ? nil : write.body.replacing("#", with: "\(number)"))
          #expect(answer.status < 500, "\(write) \(answer.json)")
          if answer.status == 200 { succeeded += 1 }
        }
        for index in readers.indices where round % (index + 1) == 0 {
          try await readers[index].catchUp(limit: Int.random(in: 1...9, using: &generator))
          let differences = try await readers[index].differences()
          try #require(differences == [], "seed \(seed), round \(round), reader \(index)")
        }
      }
      #expect(succeeded > 50)
    }
  }

  private static let writes: [(method: String, path: String, body: String)] = [
    ("POST", "/community/posts", #"{"title":"t#","content":"c","category":"g"}"#),
    ("POST", "/community/posts/#/like", ""),
    ("POST", "/community/posts/#/comments", #"{"content":"c#"}"#),
    ("POST", "/podcasts/", #"{"title":"p#"}"#), ("DELETE", "/podcasts/#", ""),
    ("POST", "/movies/", ##"{"title":"m","video_url":"/v.mp4","category_id":#}"##),
    ("DELETE", "/movies/#", ""),
    ("POST", "/music/tracks", #"{"title":"t#","artist":"a","audio_url":"/a.mp3"}"#),
    ("POST", "/documents", #"{"title":"d#","file_path":"/d.pdf"}"#),
    ("DELETE", "/documents/#", ""), ("PATCH", "/documents/#", #"{"title":"e#"}"#),
    ("POST", "/support/messages", #"{"subject":"s#","message":"m"}"#),
    ("POST", "/support/messages/#/reply", #"{"response":"r#"}"#),
    ("POST", "/support/messages/#/mark-read", #"{"actor":"user"}"#),
    ("POST", "/support/messages/#/close", ""),
    ("POST", "/events/", #"{"title":"e#","event_date":"2030-01-0#T10:00:00"}"#),
    ("PUT", "/events/#", #"{"title":"changed #"}"#), ("POST", "/events/#/join", ""),
    ("DELETE", "/events/#/leave", ""), ("PUT", "/events/1/attendees/#", #"{"status":"approved"}"#),
    ("DELETE", "/events/#", ""),
    ("POST", "/favorites", ##"{"content_type":"podcast","content_id":#}"##),
    ("DELETE", "/favorites/movie/#", ""), ("POST", "/playlists/", #"{"name":"l#"}"#),
    ("POST", "/playlists/#/items", ##"{"content_type":"movie","content_id":#}"##),
    ("DELETE", "/playlists/#/items/1", ""), ("GET", "/artists/me", ""),
    ("POST", "/artists/#/follow", ""), ("DELETE", "/artists/#/follow", ""),
    ("PUT", "/artists/me", #"{"bio":"b#"}"#), ("PUT", "/users/me", #"{"name":"n#"}"#),
    ("POST", "/notifications/read", ##"{"notification_ids":[#]}"##),
    ("POST", "/notifications/read-all", ""), ("DELETE", "/notifications/#", ""),
    ("POST", "/admin/approve/podcast/#", ""), ("POST", "/admin/reject/podcast/#", "{}"),
    ("POST", "/admin/approve/movie/#", ""), ("POST", "/admin/reject/music/#", "{}"),
    ("POST", "/admin/approve/music/#", ""), ("POST", "/admin/approve/community_post/#", ""),
    ("POST", "/admin/reject/community_post/#", "{}"), ("POST", "/admin/approve/event/#", ""),
    ("POST", "/admin/reject/event/#", "{}"),
  ]

  @Test func `a database from before the feed is in it from the start`() async throws {
    try await ServerHarness.run { server in
      try await FeedWorld(server).fill()
      let old = server.folder + "-old"
      defer { try? FileManager.default.removeItem(atPath: old) }
      try FileManager.default.createDirectory(atPath: old, withIntermediateDirectories: true)
      let queue = try DatabaseQueue(path: old + "/cnt.sqlite")
      try ServerSchema.migrator.migrate(queue, upTo: "v1")
      try await queue.writeWithoutTransaction { [folder = server.folder] db in
        try db.execute(sql: "PRAGMA foreign_keys = OFF")
        try db.execute(sql: "ATTACH ? AS filled", arguments: [folder + "/cnt.sqlite"])
        let tables = try String.fetchAll(
          db,
          sql: """
            SELECT name FROM main.sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'
              AND name <> 'grdb_migrations'
            """)
        for table in tables {
          try db.execute(sql: "INSERT INTO main.\(table) SELECT * FROM filled.\(table)")
        }
      }
      try queue.close()
      try await server.restarted(folder: old) { migrated in
        for name in ["grace", "admin"] {
          var reader = try await FeedReader(migrated, as: name)
          try await reader.catchUp(limit: 10)
          #expect(try await reader.differences() == [])
          #expect(reader.rows.count >= 17)
        }
      }
    }
  }

  @Test func `who asks, and for what, is no part of the SQL, which is kept for ever`() async throws
  {
    try await ServerHarness.run { server in
      let world = try await FeedWorld(server)
      try await world.fill()
      // So that both have a notification.
      try await world.post("/admin/approve/community_post/2", as: world.admin)
      for (token, id) in [(world.grace, 1), (world.miriam, 2)] {
        _ = try await server.call(
          "PUT", "/api/v1/sync/positions", as: token,
          json:
            #"{"positions":[{"content_type":"podcast","content_id":\#(id),"seconds":5,"updated_at":9}]}"#
        )
      }
      let (first, second) = try await server.application.services.database.read { db in
        func statements(_ user: Int) throws -> Set<String> {
          nonisolated(unsafe) var statements: Set<String> = []
          db.trace { if case .statement(let it) = $0 { statements.insert(it.sql) } }
          defer { db.trace(options: []) }
          let viewer = Call.Viewer(id: user, isAdmin: false)
          let cursor = try ChangeFeed.page(db, for: viewer, after: nil, limit: 3).cursor
          _ = try ChangeFeed.page(db, for: viewer, after: cursor, limit: 500)
          return statements
        }
        return (try statements(1), try statements(2))
      }
      #expect(first.symmetricDifference(second) == [])
      #expect(first.contains { $0.contains("playback_positions") })
    }
  }

  @Test(arguments: [true, false]) func `no query of a page reads a whole table`(
    isAdmin: Bool
  ) async throws {
    try await ServerHarness.run { server in
      try await FeedWorld(server).fill()
      let database = server.application.services.database
      let plans = try await database.read { db -> [String] in
        nonisolated(unsafe) var statements: [String] = []
        db.trace { if case .statement(let it) = $0 { statements.append(it.expandedSQL) } }
        let viewer = Call.Viewer(id: isAdmin ? 3 : 1, isAdmin: isAdmin)
        let page = try ChangeFeed.page(db, for: viewer, after: nil, limit: 500)
        db.trace(options: [])
        #expect(statements.count < 30 && page.changes.count > 16)
        return try statements.filter { $0.contains("json_each") || $0.contains("changes") }
          .flatMap { sql in
            try Row.fetchAll(db, sql: "EXPLAIN QUERY PLAN \(sql)").map { $0["detail"] }
          }
      }
      #expect(plans.contains { $0.hasPrefix("SEARCH changes USING INDEX changes_audience") })
      // These have a row for each table, or a few.
      let small = ["json_each", "sqlite_sequence", "categories"]
      let large = plans.filter { plan in
        plan.contains("MULTI-INDEX")
          || plan.hasPrefix("SCAN") && !small.contains { plan.hasPrefix("SCAN \($0)") }
      }
      #expect(large == [])
    }
  }
}
