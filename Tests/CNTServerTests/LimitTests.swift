import CNTKit
import Foundation
import GRDB
import Testing

@testable import CNTServer

/// What one person can put into everybody's lists and feed.
struct LimitTests {
  private static func text(_ count: Int) -> String { String(repeating: "a", count: count) }

  @Test(arguments: [
    ("POST", "/support/messages", #"{"subject":"~","message":"m"}"#, 200),
    ("POST", "/support/messages", #"{"subject":"s","message":"~"}"#, 10_000),
    ("POST", "/support/messages/1/reply", #"{"response":"~"}"#, 10_000),
    ("POST", "/community/posts/1/comments", #"{"content":"~"}"#, 10_000),
    ("POST", "/community/posts", #"{"title":"t","content":"~","category":"g"}"#, 50_000),
    ("POST", "/community/posts", #"{"title":"~","content":"c","category":"g"}"#, 300),
    ("POST", "/podcasts/", #"{"title":"t","description":"~"}"#, 50_000),
    ("POST", "/podcasts/bulk/", #"[{"title":"t"},{"title":"~"}]"#, 300),
    ("PUT", "/users/me", #"{"name":"~"}"#, 100), ("PUT", "/users/me", #"{"avatar":"~"}"#, 2000),
    ("PUT", "/users/me", #"{"bio":"~"}"#, 5000),
    ("PUT", "/events/2", #"{"description":"~"}"#, 50_000),
    ("PUT", "/artists/me", #"{"social_links":{"web":"~"}}"#, 9990),
    ("POST", "/playlists/", #"{"name":"~"}"#, 300),
    ("POST", "/admin/reject/podcast/3", #"{"reason":"~"}"#, 2000),
  ])
  func `a text has an end, and up to there it is taken`(
    method: String, path: String, body: String, most: Int
  ) async throws {
    try await ServerHarness.run { server in
      let world = try await FeedWorld(server)
      try await world.fill()
      func status(_ count: Int) async throws -> Int {
        let answer = try await server.call(
          method, "/api/v1" + path, as: world.admin,
          json: body.replacing("~", with: Self.text(count)))
        if answer.status == 422 {
          #expect(answer.body.count < 1000, "it is not sent back whole")
          #expect(answer.json["detail"]?.list.count == 1)
        }
        return answer.status
      }
      let before = try await server.contents()
      #expect(try await status(most + 1) == 422)
      #expect(try await server.contents() == before)
      #expect(try await status(most) == 200)
    }
  }

  @Test func `an answer that is expected may be longer than one can be today`() async throws {
    try await ServerHarness.run { server in
      let world = try await FeedWorld(server)
      try await world.fill()
      let long = Self.text(20_000)
      try await world.execute("UPDATE support_messages SET admin_response = '\(long)' WHERE id = 1")
      let answer = try await server.call(
        "POST", "/api/v1/support/messages/1/reply", as: world.admin,
        json: #"{"response":"R","expected":"\#(long)"}"#)
      #expect(answer.status == 200 && answer.json["admin_response"] == .string("R"))
    }
  }

  @Test(arguments: [
    (9_007_199_254_740_993, 422), (-1, 400), (9_007_199_254_740_992, 200), (0, 200),
  ])
  func `an event's guests are a number that all can read`(guests: Int, status: Int) async throws {
    try await ServerHarness.run { server in
      let world = try await FeedWorld(server)
      try await world.fill()
      for (method, path, rest) in [
        ("PUT", "/events/1", ""), ("POST", "/events/", #","title":"T","event_date":"2030-01-01""#),
      ] {
        let answer = try await server.call(
          method, "/api/v1" + path, as: world.admin, json: #"{"max_attendees":\#(guests)\#(rest)}"#)
        #expect(answer.status == status, "\(method)")
      }
      #expect(try await server.call("GET", "/api/v1/events/").status == 200)
    }
  }

  @Test func `one who registers has a name with an end`() async throws {
    try await ServerHarness.run { server in
      let name = Self.text(101)
      let answer = try await server.call(
        "POST", "/api/v1/auth/register",
        json: #"{"email":"a@t.invalid","password":"long-enough","name":"\#(name)"}"#)
      #expect(answer.status == 422)
    }
  }

  @Test func `letters that are one to the eye are counted as what they are made of`() throws {
    #expect(throws: Problem.self) {
      try TextLimits.check(["name": .string("e" + String(repeating: "\u{301}", count: 200))])
    }
    try TextLimits.check(["name": .string(String(repeating: "詩", count: 100))])
  }

  @Test func `no more than fifty questions of one person wait at once`() async throws {
    try await ServerHarness.run { server in
      let (grace, miriam) = (try await server.token("grace"), try await server.token("miriam"))
      func ask(_ token: String) async throws -> Int {
        try await server.call(
          "POST", "/api/v1/support/messages", as: token, json: #"{"subject":"S","message":"M"}"#
        ).status
      }
      for _ in 0..<50 { #expect(try await ask(grace) == 200) }
      #expect(try await ask(grace) == 400)
      #expect(try await ask(miriam) == 200)
      // Who closes them could ask without an end.
      for id in [7, 8] {
        _ = try await server.call("POST", "/api/v1/support/messages/\(id)/close", as: grace)
      }
      #expect(try await ask(grace) == 400)
      let now = Int(Date().timeIntervalSince1970)
      for (hours, status) in [(23, 400), (25, 200)] {
        let closed = Timestamp(secondsSince1970: now - hours * 3600).text
        try await server.application.services.database.write { db in
          try db.execute(
            sql: "UPDATE support_messages SET updated_at = ? WHERE id = 7", arguments: [closed])
        }
        #expect(try await ask(grace) == status, "\(hours)")
      }
      #expect(try await ask(grace) == 400)
      _ = try await server.call(
        "POST", "/api/v1/support/messages/8/reply", as: try await server.token("admin"),
        json: #"{"response":"R","status":"closed"}"#)
      #expect(try await ask(grace) == 200, "an answer makes room at once")
    }
  }

  @Test func `a page of the feed ends where it becomes too large, and nothing is left out`()
    async throws
  {
    try await ServerHarness.run { server in
      let world = try await FeedWorld(server)
      try await world.fill()
      // From before there were limits: the last alone is larger than a page.
      try await world.execute(
        """
        INSERT INTO comments (post_id, user_id, content, created_at)
          WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20)
          SELECT 1, 2, hex(zeroblob(iif(i < 20, 500000, 5000000))), '2026-01-01T00:00:00' FROM n
        """)
      var reader = try await FeedReader(server, as: "grace")
      var (pages, hasMore) = (0, true)
      while hasMore, pages < 20 {
        let answer = try await reader.page(limit: 2000)
        #expect(answer.body.count < ChangeFeed.largestPage + 1000 || pages > 2)
        hasMore = answer.json["has_more"] == .bool(true)
        reader.cursor = answer.json["cursor"]?.stringValue
        pages += 1
      }
      #expect(pages == 4)
      reader.cursor = nil
      try await reader.catchUp(limit: 2000)
      #expect(try await reader.differences() == [])
    }
  }
}
