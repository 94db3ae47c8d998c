import CNTKit
import Foundation
import GRDB
import Testing

@testable import CNTServer

/// The routes of the admin desk: accounts, archive, commission, carousel.
struct DeskRouteTests {
  private static let adminOnly: [(method: String, path: String, body: String?)] = [
    ("GET", "users", nil), ("GET", "users/1", nil),
    ("PATCH", "users/1/admin", #"{"is_admin":true}"#),
    ("DELETE", "users/2", nil), ("POST", "archive/podcast/1", nil), ("DELETE", "podcast/1", nil),
    ("GET", "settings/commission", nil), ("PUT", "settings/commission", "{}"),
  ]

  @Test func `a guest is asked to sign in, and a member is refused`() async throws {
    try await ServerHarness.run { server in
      let grace = try await server.token("grace")
      for (method, path, body) in Self.adminOnly {
        let path = "/api/v1/admin/\(path)"
        #expect(try await server.call(method, path, json: body).status == 401, "\(path)")
        #expect(try await server.call(method, path, as: grace, json: body).status == 403, "\(path)")
      }
      let carousel = "/api/v1/community/posts/1/carousel-visibility"
      let body = #"{"show_in_carousel":false}"#
      #expect(try await server.call("PATCH", carousel, json: body).status == 401)
      #expect(try await server.call("PATCH", carousel, as: grace, json: body).status == 403)
    }
  }

  @Test func `accounts have the contract's keys, are found, and change their role`() async throws {
    try await ServerHarness.run { server in
      let admin = try await server.token("admin")
      let found = try await server.call("GET", "/api/v1/admin/users?search=GRA", as: admin)
      guard case .array(let rows) = found.json, case .object(let user)? = rows.first else {
        Issue.record("\(found.json)")
        return
      }
      #expect(rows.count == 1)
      let keys = [
        "id", "username", "name", "email", "avatar", "phone", "date_of_birth", "bio", "is_admin",
        "auth_provider", "created_at", "updated_at", "has_artist_profile",
      ]
      #expect(user["password_hash"] == nil)
      #expect(Set(user.keys).isSubset(of: keys) && user["email"] == .string("grace@t.invalid"))
      let id = user["id"]?.intValue ?? 0
      let path = "/api/v1/admin/users/\(id)"
      #expect(try await server.call("GET", path, as: admin).json["is_admin"] == .bool(false))
      let made = try await server.call(
        "PATCH", "\(path)/admin", as: admin, json: #"{"is_admin":true}"#)
      #expect(made.json["is_admin"] == .bool(true))
      #expect(
        try await server.call("GET", "/api/v1/admin/users", as: try await server.token("grace"))
          .status == 200)
      for broken in [#"{"is_admin":"yes"}"#, "{}", "[]"] {
        #expect(
          try await server.call("PATCH", "\(path)/admin", as: admin, json: broken).status == 422)
      }
      #expect(try await server.call("GET", "/api/v1/admin/users/99", as: admin).status == 404)
      let gone = try await server.call(
        "PATCH", "/api/v1/admin/users/99/admin", as: admin, json: #"{"is_admin":true}"#)
      #expect(gone.status == 404)
    }
  }

  @Test func `an admin can neither demote nor delete himself`() async throws {
    try await ServerHarness.run { server in
      let admin = try await server.token("admin")
      let me = try await server.call("GET", "/api/v1/users/me", as: admin).json["id"]?.intValue ?? 0
      let path = "/api/v1/admin/users/\(me)"
      #expect(
        try await server.call("PATCH", "\(path)/admin", as: admin, json: #"{"is_admin":false}"#)
          .status == 400)
      #expect(try await server.call("DELETE", path, as: admin).status == 400)
      #expect(try await server.call("GET", path, as: admin).json["is_admin"] == .bool(true))
    }
  }

  @Test func `with an account everything that hangs on it goes, and others' counts are right`()
    async throws
  {
    try await ServerHarness.run { server in
      let (grace, miriam, admin) = (
        try await server.token("grace"), try await server.token("miriam"),
        try await server.token("admin")
      )
      func made(_ path: String, _ json: String, as token: String) async throws -> Int {
        try await server.call("POST", "/api/v1\(path)", as: token, json: json).json["id"]?.intValue
          ?? 0
      }
      let post = #"{"title":"t","content":"c","category":"g"}"#
      let kept = try await made("/community/posts", post, as: admin)
      let gone = try await made("/community/posts", post, as: grace)
      let podcast = try await made("/podcasts/", #"{"title":"P"}"#, as: grace)
      for token in [grace, miriam] {
        _ = try await made("/community/posts/\(kept)/comments", #"{"content":"Amen"}"#, as: token)
        _ = try await server.call("POST", "/api/v1/community/posts/\(kept)/like", as: token)
      }
      let feed = FeedCursorReader(server, admin)
      let cursor = try await feed.end()
      let id = try await server.call("GET", "/api/v1/users/me", as: grace).json["id"]?.intValue ?? 0
      let answer = try await server.call(
        "DELETE", "/api/v1/admin/users/\(id)", as: admin, headers: ["Idempotency-Key": "k1"])
      #expect(answer.status == 200)
      let again = try await server.call(
        "DELETE", "/api/v1/admin/users/\(id)", as: admin, headers: ["Idempotency-Key": "k1"])
      #expect(again.status == 200 && again.json == answer.json)
      #expect(
        try await server.call("DELETE", "/api/v1/admin/users/\(id)", as: admin).status == 404)
      let left = try await server.call("GET", "/api/v1/community/posts/\(kept)", as: admin).json
      #expect(left["comments_count"] == .int(1) && left["likes_count"] == .int(1))
      #expect(
        try await server.call("GET", "/api/v1/community/posts/\(gone)", as: admin).status == 404)
      let orphan = try await server.call("GET", "/api/v1/podcasts/\(podcast)", as: admin)
      #expect(orphan.status == 200 && orphan.json["creator_id"] ?? .null == .null)
      #expect(try await server.call("GET", "/api/v1/users/me", as: grace).status == 401)
      let told = try await feed.changes(after: cursor)
      #expect(told.contains("delete user \(id)"))
      #expect(told.contains("delete community_post \(gone)"))
      #expect(told.contains("upsert community_post \(kept)"))
      #expect(told.contains("upsert podcast \(podcast)"))
    }
  }

  @Test func `what is archived is seen by nobody, does not wait, and can be approved again`()
    async throws
  {
    try await ServerHarness.run { server in
      let admin = try await server.token("admin")
      let post = try await server.call(
        "POST", "/api/v1/community/posts", as: admin,
        json: #"{"title":"t","content":"c","category":"g"}"#)
      _ = try await server.call(
        "POST", "/api/v1/podcasts/bulk/", as: admin, json: #"[{"title":"P"}]"#)
      _ = try await server.call(
        "POST", "/api/v1/music/tracks", as: admin,
        json: #"{"title":"S","artist":"A","audio_url":"/media/audio/s.mp3"}"#)
      #expect(post.json["is_approved"] == .bool(true))
      let lists = [
        ("community_post", "/api/v1/community/posts"), ("podcast", "/api/v1/podcasts/"),
        ("music", "/api/v1/music/tracks"),
      ]
      for (type, list) in lists {
        #expect(try await server.call("GET", list).json != .array([]), "\(type)")
        #expect(
          try await server.call("POST", "/api/v1/admin/archive/\(type)/1", as: admin).status == 200)
        #expect(try await server.call("GET", list).json == .array([]), "\(type)")
        let archived = try await server.call(
          "GET", "/api/v1/admin/content?content_type=\(type)&status=archived", as: admin)
        guard case .array(let rows) = archived.json else { return }
        #expect(rows.count == 1, "\(type)")
      }
      #expect(try await server.call("GET", "/api/v1/admin/pending", as: admin).json == .array([]))
      let seen = try await server.call("GET", "/api/v1/community/posts/1", as: admin)
      #expect(seen.json["is_approved"] == .bool(false))
      for (type, list) in lists {
        _ = try await server.call("POST", "/api/v1/admin/approve/\(type)/1", as: admin)
        #expect(try await server.call("GET", list).json != .array([]), "\(type)")
      }
      #expect(
        try await server.call("POST", "/api/v1/admin/archive/podcast/9", as: admin).status == 404)
      #expect(
        try await server.call("POST", "/api/v1/admin/archive/nonsense/1", as: admin).status == 400)
    }
  }

  @Test func `a decision on what was decided otherwise is a conflict, and nobody is told twice`()
    async throws
  {
    try await ServerHarness.run { server in
      let (grace, admin) = (try await server.token("grace"), try await server.token("admin"))
      _ = try await server.call("POST", "/api/v1/podcasts/", as: grace, json: #"{"title":"P"}"#)
      func decide(_ word: String, _ query: String = "?expected=pending") async throws -> Int {
        try await server.call(
          "POST", "/api/v1/admin/\(word)/podcast/1\(query)", as: admin, json: "{}"
        ).status
      }
      #expect(try await decide("reject") == 200)
      #expect(try await decide("reject") == 200)
      #expect(try await decide("approve") == 409)
      let told = try await server.call("GET", "/api/v1/notifications", as: grace)
      guard case .array(let notifications)? = told.json["notifications"] else { return }
      #expect(notifications.count == 1)
      #expect(try await decide("approve", "") == 200)
      #expect(
        try await server.call("GET", "/api/v1/podcasts/1").json["status"] == .string("approved"))
    }
  }

  @Test func `archiving and deleting go by the state that was seen, too`() async throws {
    try await ServerHarness.run { server in
      let (grace, admin) = (try await server.token("grace"), try await server.token("admin"))
      _ = try await server.call("POST", "/api/v1/podcasts/", as: grace, json: #"{"title":"P"}"#)
      func ask(_ method: String, _ path: String) async throws -> Int {
        try await server.call(method, "/api/v1/admin/\(path)", as: admin, json: "{}").status
      }
      func told() async throws -> Int {
        try await server.call("GET", "/api/v1/notifications", as: grace)
          .json["notifications"]?.list.count ?? -1
      }
      #expect(try await ask("POST", "approve/podcast/1") == 200)
      #expect(try await ask("POST", "approve/podcast/1") == 200)
      #expect(try await told() == 1, "approved already")
      #expect(try await ask("POST", "archive/podcast/1?expected=pending") == 409)
      #expect(try await ask("DELETE", "podcast/1?expected=archived") == 409)
      #expect(try await ask("POST", "archive/podcast/1?expected=approved") == 200)
      let before = try await server.contents()
      #expect(try await ask("POST", "archive/podcast/1?expected=approved") == 200)
      #expect(try await ask("POST", "archive/podcast/1") == 200)
      #expect(try await server.contents() == before, "archived already: nothing moves in the log")
      #expect(try await ask("POST", "approve/podcast/1?expected=rejected") == 409)
      #expect(try await ask("DELETE", "podcast/1?expected=archived") == 200)
      #expect(try await ask("DELETE", "podcast/1?expected=archived") == 404)
    }
  }

  @Test func `a search for a whole book finds nobody, and is no fault`() async throws {
    try await ServerHarness.run { server in
      let text = String(repeating: "a", count: 60_000)
      let answer = try await server.call(
        "GET", "/api/v1/admin/users?search=\(text)", as: try await server.token("admin"))
      #expect(answer.status == 200 && answer.json == .array([]))
    }
  }

  @Test func `what hangs on an account is found by indexes when it is deleted`() async throws {
    try await ServerHarness.run { server in
      let missing = try await server.application.services.database.read { db in
        let tables = try String.fetchAll(
          db, sql: "SELECT name FROM sqlite_master WHERE type = 'table'")
        return try tables.flatMap { table -> [String] in
          let columns = try String.fetchAll(
            db,
            sql: """
              SELECT "from" FROM pragma_foreign_key_list(?) WHERE "table" = 'users'
              """, arguments: [table])
          return try columns.filter { column in
            try Row.fetchAll(
              db, sql: "EXPLAIN QUERY PLAN SELECT 1 FROM \(table) WHERE \(column) = 1"
            ).contains { ($0["detail"] as String).hasPrefix("SCAN") }
          }.map { "\(table).\($0)" }
        }
      }
      #expect(missing == ["commission_settings.updated_by"], "that one has a single row")
    }
  }

  @Test func `the commission is one row with the contract's keys, and nonsense is refused`()
    async throws
  {
    try await ServerHarness.run { server in
      let admin = try await server.token("admin")
      let path = "/api/v1/admin/settings/commission"
      let first = try await server.call("GET", path, as: admin).json
      #expect(
        first["commission_type"] == .string("percentage") && first["is_active"] == .bool(false))
      let body =
        #"{"commission_type":"percentage_plus_fixed","commission_percentage":7.5,"commission_fixed_amount":0.3,"is_active":true}"#
      let changed = try await server.call("PUT", path, as: admin, json: body)
      #expect(changed.status == 200 && changed.json["commission_percentage"] == .double(7.5))
      #expect(changed.json["updated_by"] == .int(3) && changed.json["updated_at"] != nil)
      for broken in [
        #"{"commission_percentage":101}"#, #"{"commission_percentage":-1}"#,
        #"{"commission_fixed_amount":-0.01}"#, #"{"commission_type":"free"}"#,
        #"{"is_active":"yes"}"#, #"{"commission_percentage":"a"}"#, "[]",
      ] {
        let refused = try await server.call("PUT", path, as: admin, json: broken)
        #expect(refused.status == 422, "\(broken)")
        // It names the key that is wrong.
        if case .array(let place)? = refused.json["detail"]?.list.first?["loc"], place.count > 1 {
          #expect(broken.contains(place[1].stringValue ?? "-"), "\(broken)")
        }
      }
      #expect(try await server.call("GET", path, as: admin).json == changed.json)
    }
  }

  @Test func `a post is taken out of the carousel, and its picture is asked for`() async throws {
    try await ServerHarness.run { server in
      let admin = try await server.token("admin")
      for image in ["", #","image_url":"/media/images/a.jpg""#] {
        _ = try await server.call(
          "POST", "/api/v1/community/posts", as: admin,
          json: #"{"title":"t","content":"c","category":"g"\#(image)}"#)
      }
      let path = "/api/v1/community/posts/2/carousel-visibility"
      let answer = try await server.call(
        "PATCH", path, as: admin, json: #"{"show_in_carousel":false}"#)
      #expect(answer.json["show_in_carousel"] == .bool(false))
      let shown = try await server.call("GET", "/api/v1/community/posts?carousel_only=true")
      guard case .array(let rows) = shown.json else { return }
      #expect(rows.map { $0["id"] } == [.int(1)])
      #expect(
        try await server.call("PATCH", path, as: admin, json: #"{"show_in_carousel":1}"#).status
          == 422)
      #expect(
        try await server.call(
          "PATCH", "/api/v1/community/posts/9/carousel-visibility", as: admin,
          json: #"{"show_in_carousel":true}"#
        ).status == 404)
      let none = try await server.call("GET", "/api/v1/community/posts/1/carousel-image")
      #expect(none.json["image_url"] == .null)
      let picture = try await server.call("GET", "/api/v1/community/posts/2/carousel-image")
      #expect(picture.json["image_url"] == .string("/media/images/a.jpg"))
    }
  }
}

/// Reads what the feed tells after a moment, as "upsert user 3".
private struct FeedCursorReader {
  let server: ServerHarness
  let token: String

  init(_ server: ServerHarness, _ token: String) {
    self.server = server
    self.token = token
  }

  func end() async throws -> String {
    let page = try await server.call("GET", "/api/v1/sync/changes?limit=1000", as: token)
    return page.json["cursor"]?.stringValue ?? ""
  }

  func changes(after cursor: String) async throws -> [String] {
    let page = try await server.call(
      "GET", "/api/v1/sync/changes?limit=1000&cursor=\(cursor)", as: token)
    guard case .array(let changes)? = page.json["changes"] else { return [] }
    return changes.map {
      "\($0["op"]?.stringValue ?? "") \($0["kind"]?.stringValue ?? "") \($0["id"]?.intValue ?? 0)"
    }
  }
}
