import CNTKit
import Foundation
import GRDB

/// Artists' pages and their followers.
enum ArtistRoutes {
  static let routes: [Route] = [
    Route(.get, "/api/v1/artists/me", .member, me),
    Route(.put, "/api/v1/artists/me", .member, update),
    Route(.get, "/api/v1/artists/by-user/{user_id}", .optional) {
      try .json(try await find($0, "a.user_id = ?", try $0.id("user_id")))
    },
    Route(.get, "/api/v1/artists/{artist_id}", .optional) {
      try .json(try await find($0, "a.id = ?", try $0.id("artist_id")))
    },
    Route(.get, "/api/v1/artists/{artist_id}/podcasts", .optional, podcasts),
    Route(.post, "/api/v1/artists/{artist_id}/follow", .member) { try await follow($0, true) },
    Route(.delete, "/api/v1/artists/{artist_id}/follow", .member) { try await follow($0, false) },
    Route(.get, "/api/v1/artists/{artist_id}/followers", .optional, followers),
  ]

  /// `is_following` is there only for somebody who is signed in.
  private static func select(_ viewer: Call.Viewer?) -> String {
    let following =
      viewer.map {
        """
        EXISTS (SELECT 1 FROM artist_followers WHERE artist_id = a.id AND user_id = \($0.id))
        """
      } ?? "NULL"
    return """
      SELECT a.*, (SELECT count(*) FROM artist_followers WHERE artist_id = a.id) AS followers_count,
        \(following) AS is_following
      FROM artists a
      """
  }

  private static func find(_ call: Call, _ condition: String, _ value: Int) async throws -> Artist {
    let sql = "\(select(call.viewer)) WHERE \(condition)"
    let artist: Artist? = try await call.services.database.read { db in
      try Fetched.one(db, sql, [value])
    }
    guard let artist else { throw Problem.notFound("Artist") }
    return artist
  }

  /// Made at the first call, as on the platform.
  private static func me(_ call: Call) async throws -> Reply {
    let user = try call.member().id
    let stamp = call.services.stamp
    try await call.services.database.write { db in
      try db.execute(
        sql: """
          INSERT INTO artists (user_id, artist_name, created_at)
          SELECT id, coalesce(name, username), ? FROM users WHERE id = ? ON CONFLICT DO NOTHING
          """, arguments: [stamp, user])
    }
    return try .json(try await find(call, "a.user_id = ?", user))
  }

  private static func update(_ call: Call) async throws -> Reply {
    _ = try await me(call)
    let members = try await call.object()
    let user = try call.member().id
    let stamp = call.services.stamp
    let links: String? = try members["social_links"].flatMap { value in
      if value == .null { return nil }
      guard case .object(let links) = value, links.values.allSatisfy({ $0.stringValue != nil })
      else {
        throw Problem(invalid: [
          Invalid.type("dictionary", [.string("body"), .string("social_links")], input: value)
        ])
      }
      return String(decoding: try JSONEncoder().encode(links), as: UTF8.self)
    }
    for key in ["artist_name", "bio"] {
      guard let value = members[key], value != .null, value.stringValue == nil else { continue }
      throw Problem(invalid: [
        Invalid.type("string", [.string("body"), .string(key)], input: value)
      ])
    }
    try await call.services.database.write { db in
      for key in ["artist_name", "bio"] where members[key] != nil {
        try db.execute(
          sql: "UPDATE artists SET \(key) = ?, updated_at = ? WHERE user_id = ?",
          arguments: [members[key]?.stringValue, stamp, user])
      }
      if members["social_links"] != nil {
        try db.execute(
          sql: "UPDATE artists SET social_links = ?, updated_at = ? WHERE user_id = ?",
          arguments: [links, stamp, user])
      }
    }
    return try .json(try await find(call, "a.user_id = ?", user))
  }

  private static func podcasts(_ call: Call) async throws -> Reply {
    let artist = try await find(call, "a.id = ?", try call.id("artist_id"))
    var filter = Visibility.condition(call.viewer)
    filter.add("creator_id = ?", artist.userID)
    return try await PodcastRoutes.rows(
      call, filter, "created_at DESC, id DESC", try call.page())
  }

  private static func follow(_ call: Call, _ on: Bool) async throws -> Reply {
    let artist = try await find(call, "a.id = ?", try call.id("artist_id"))
    let user = try call.member().id
    guard artist.userID != user else { throw Problem(400, "You cannot follow yourself") }
    let stamp = call.services.stamp
    let count = try await call.services.database.write { db in
      try db.execute(
        sql: on
          ? """
          INSERT INTO artist_followers (artist_id, user_id, created_at) VALUES (?1, ?2, ?3)
          ON CONFLICT DO NOTHING
          """
          : "DELETE FROM artist_followers WHERE artist_id = ?1 AND user_id = ?2 AND ?3 IS NOT NULL",
        arguments: [artist.id, user, stamp])
      if on, db.changesCount > 0 {
        let name = try String.fetchOne(
          db, sql: "SELECT coalesce(name, username) FROM users WHERE id = ?", arguments: [user])
        try NotificationRow.insert(
          db, to: artist.userID, type: "new_follower", title: "New follower",
          message: "\(name ?? "Somebody") follows you", data: ["user_id": .int(user)], stamp)
      }
      return try Int.fetchOne(
        db, sql: "SELECT count(*) FROM artist_followers WHERE artist_id = ?",
        arguments: [artist.id]) ?? 0
    }
    return try .json(
      JSONValue.object([
        "message": .string(on ? "Artist followed" : "Artist unfollowed"),
        "followers_count": .int(count),
      ]))
  }

  private static func followers(_ call: Call) async throws -> Reply {
    let artist = try await find(call, "a.id = ?", try call.id("artist_id"))
    let page = try call.page()
    let rows: [ArtistFollower] = try await call.services.database.read { db in
      try Fetched.all(
        db,
        """
        SELECT f.id, f.user_id, coalesce(u.name, u.username) AS user_name, u.avatar AS user_avatar,
          f.created_at
        FROM artist_followers f JOIN users u ON u.id = f.user_id
        WHERE f.artist_id = ? ORDER BY f.id LIMIT ? OFFSET ?
        """, [artist.id, page.limit, page.skip])
    }
    return try .json(rows)
  }
}
