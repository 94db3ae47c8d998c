import CNTKit
import Foundation
import GRDB
import Testing

@testable import CNTServer

struct FeedTests {
  @Test func `the server says what it offers, also to guests`() async throws {
    try await ServerHarness.run { server in
      let answer = try await server.call("GET", "/api/v1/capabilities")
      let capabilities = try JSONDecoder().decode(ServerCapabilities.self, from: answer.body)
      #expect(capabilities.server == "cnt-server")
      #expect(capabilities.hasChangeFeed && capabilities.hasIdempotencyKeys)
    }
  }

  @Test(arguments: ["grace", "miriam", "admin"], [1, 7, 500])
  func `read from the start the feed has what the lists have`(
    name: String, limit: Int
  ) async throws {
    try await ServerHarness.run { server in
      try await FeedWorld(server).fill()
      var reader = try await FeedReader(server, as: name)
      let changes = try await reader.catchUp(limit: limit)
      #expect(try await reader.differences() == [])
      #expect(reader.rows.count >= 17)
      #expect(changes.count == reader.rows.count, "a first reading is told nothing is gone")
    }
  }

  @Test func `what is not for a viewer is not in their feed`() async throws {
    try await ServerHarness.run { server in
      let world = try await FeedWorld(server)
      var reader = try await FeedReader(server, as: "grace")
      try await reader.catchUp()
      try await world.fill()
      let changes = try await reader.catchUp()
      #expect(try await reader.differences() == [])
      let text = "\(changes)"
      #expect(!text.contains("Waits") && !text.contains("Hidden") && !text.contains("Mine"))
      let own = ["playlist", "favorite", "notification", "admin_item"]
      let keys = Set(changes.map(\.key).filter { key in own.contains { key.hasPrefix($0) } })
      #expect(keys.isSubset(of: reader.rows.keys), "nothing is said of what others own: \(keys)")
      #expect(!keys.isEmpty)
      let gone = Set(changes.filter { $0.op == "delete" }.map(\.key))
      #expect(gone.isSuperset(of: ["community_post 2", "comment 2", "movie 3", "music 2"]))
    }
  }

  @Test func `a row that became invisible goes, and comes back`() async throws {
    try await ServerHarness.run { server in
      let world = try await FeedWorld(server)
      try await world.fill()
      var reader = try await FeedReader(server, as: "grace")
      try await reader.catchUp()
      try await world.post("/admin/reject/podcast/1", as: world.admin, "{}")
      let gone = try await reader.catchUp()
      #expect(
        Set(gone.map { "\($0.op) \($0.key)" }) == ["delete podcast 1", "upsert favorite podcast 1"])
      #expect(gone.first { $0.op == "upsert" }?.row["content"] ?? .null == .null)
      try await world.post("/admin/approve/podcast/1", as: world.admin)
      #expect(try await reader.catchUp().map(\.op) == ["upsert", "upsert"])
      try await world.post("/admin/approve/community_post/2", as: world.admin)
      let keys = try await reader.catchUp().map(\.key)
      #expect(Set(keys) == ["community_post 2", "comment 2"])
      #expect(try await reader.differences() == [])
    }
  }

  /// What one write changes for somebody else.
  @Test(arguments: [
    ("POST", "/community/posts/1/like", "", ["community_post 1"]),
    (
      "POST", "/community/posts/1/comments", #"{"content":"x"}"#, ["comment 3", "community_post 1"]
    ),
    ("POST", "/events/1/join", "", ["event 1"]),
    ("DELETE", "/artists/1/follow", "", ["artist 1"]),
    ("DELETE", "/favorites/podcast/1", "", []),
    ("POST", "/playlists/2/items", #"{"content_type":"music","content_id":1}"#, []),
    ("POST", "/notifications/read-all", "", []),
    (
      "PUT", "/users/me", #"{"name":"Mirjam"}"#,
      ["comment 1", "comment 2", "community_post 2", "event 2"]
    ),
    ("PUT", "/users/me", #"{"bio":"Singer"}"#, []),
    ("PUT", "/artists/me", #"{"bio":"Singer"}"#, ["artist 2"]),
  ])
  func `a write shows up where it is seen`(
    method: String, path: String, body: String, expected: [String]
  ) async throws {
    try await ServerHarness.run { server in
      let world = try await FeedWorld(server)
      try await world.fill()
      var reader = try await FeedReader(server, as: "grace")
      try await reader.catchUp()
      let answer = try await server.call(
        method, "/api/v1" + path, as: world.miriam, json: body.isEmpty ? nil : body)
      #expect(answer.status == 200, "\(answer.json)")
      #expect(Set(try await reader.catchUp().map(\.key)) == Set(expected))
      #expect(try await reader.differences() == [])
    }
  }

  @Test func `who did it sees it in what is theirs`() async throws {
    try await ServerHarness.run { server in
      let world = try await FeedWorld(server)
      try await world.fill()
      var reader = try await FeedReader(server, as: "miriam")
      try await reader.catchUp()
      for (method, path, body, expected) in [
        ("DELETE", "/favorites/podcast/1", "", ["favorite podcast 1"]),
        (
          "POST", "/playlists/2/items", #"{"content_type":"music","content_id":1}"#,
          ["playlist 2"]
        ),
        ("DELETE", "/playlists/2/items/3", "", ["playlist 2"]),
        ("DELETE", "/events/2", "", ["event 2"]),
      ] {
        _ = try await server.call(
          method, "/api/v1" + path, as: world.miriam, json: body.isEmpty ? nil : body)
        #expect(try await reader.catchUp().map(\.key) == expected, "\(path)")
        #expect(try await reader.differences() == [])
      }
    }
  }

  @Test func `content that is held in libraries changes there, too`() async throws {
    try await ServerHarness.run { server in
      let world = try await FeedWorld(server)
      try await world.fill()
      var reader = try await FeedReader(server, as: "grace")
      try await reader.catchUp()
      try await world.execute("UPDATE podcasts SET title = 'New' WHERE id IN (1, 2)")
      let keys = Set(try await reader.catchUp().map(\.key))
      #expect(keys == ["podcast 1", "podcast 2", "favorite podcast 1", "playlist 1"])
      try await world.execute("UPDATE podcasts SET plays_count = 5 WHERE id = 1")
      #expect(try await reader.catchUp().map(\.key) == ["podcast 1"])
      _ = try await server.call("DELETE", "/api/v1/podcasts/1", as: world.admin)
      let changes = try await reader.catchUp()
      #expect(
        changes.map { "\($0.op) \($0.key)" }.sorted()
          == ["delete podcast 1", "upsert favorite podcast 1"])
      #expect(try await reader.differences() == [])
    }
  }

  @Test func `films move to the children's list when their category is named so`() async throws {
    try await ServerHarness.run { server in
      let world = try await FeedWorld(server)
      try await world.fill()
      var reader = try await FeedReader(server, as: "grace")
      try await reader.catchUp()
      #expect(reader.rows["movie 2"]?["is_kids"] == .bool(true))
      try await world.execute("UPDATE categories SET name = 'Films' WHERE id = 2")
      #expect(Set(try await reader.catchUp().map(\.key)) == ["category 2", "movie 2"])
      #expect(reader.rows["movie 2"]?["is_kids"] == .bool(false))
      try await world.execute("DELETE FROM categories WHERE id = 2")
      #expect(Set(try await reader.catchUp().map(\.key)) == ["category 2", "movie 2"])
      #expect(try await reader.differences() == [])
    }
  }

  @Test func `the admins' queue is followed by admins alone`() async throws {
    try await ServerHarness.run { server in
      let world = try await FeedWorld(server)
      try await world.fill()
      var reader = try await FeedReader(server, as: "admin")
      try await reader.catchUp()
      func queue() async throws -> [String] {
        try await reader.catchUp().filter { $0.key.hasPrefix("admin_item") }
          .map { "\($0.op) \($0.key)" }
      }
      try await world.post("/admin/approve/podcast/3", as: world.admin)
      #expect(try await queue() == ["delete admin_item podcast 3"])
      try await world.post("/admin/reject/community_post/2", as: world.admin, "{}")
      #expect(try await queue() == ["delete admin_item community_post 2"])
      try await world.post("/podcasts/", as: world.grace, #"{"title":"More"}"#)
      #expect(try await queue() == ["upsert admin_item podcast 4"])
      _ = try await server.call(
        "PUT", "/api/v1/users/me", as: world.grace, json: #"{"name":"Gracia"}"#)
      #expect(try await queue() == ["upsert admin_item podcast 4"])
      try await world.post("/admin/approve/music/2", as: world.admin)
      #expect(try await queue() == ["delete admin_item music 2"])
      #expect(try await reader.differences() == [])
    }
  }

  @Test func `with a person goes all that was theirs`() async throws {
    try await ServerHarness.run { server in
      let world = try await FeedWorld(server)
      try await world.fill()
      var grace = try await FeedReader(server, as: "grace")
      var admin = try await FeedReader(server, as: "admin")
      try await grace.catchUp()
      try await admin.catchUp()
      let answer = try await server.call("DELETE", "/api/v1/admin/users/2", as: world.admin)
      #expect(answer.status == 200, "\(answer.json)")
      let gone = Set(try await grace.catchUp().filter { $0.op == "delete" }.map(\.key))
      #expect(gone.isSuperset(of: ["comment 1", "comment 2", "community_post 2", "event 2"]))
      try await admin.catchUp()
      #expect(try await grace.differences() == [])
      #expect(try await admin.differences() == [])
      let left = try await server.application.services.database.read { db in
        try Int.fetchOne(db, sql: "SELECT count(*) FROM changes WHERE audience = 2")
      }
      #expect(left == 0)
    }
  }

  @Test func `changes come in the order in which they happened, each thing once`() async throws {
    try await ServerHarness.run { server in
      let world = try await FeedWorld(server)
      try await world.fill()
      var reader = try await FeedReader(server, as: "grace")
      try await reader.catchUp()
      for path in ["/community/posts/3/like", "/events/1/join", "/community/posts/1/like"] {
        try await world.post(path, as: world.miriam)
      }
      try await world.post("/community/posts/3/like", as: world.miriam)
      #expect(
        try await reader.catchUp(limit: 1).map(\.key)
          == ["event 1", "community_post 1", "community_post 3"])
    }
  }
}
