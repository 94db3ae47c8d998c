import CNTKit
import Foundation
import GRDB

/// Artists' pages and their followers.
enum ArtistRoutes {
  static let routes: [Route] = [
    Route(.get, "/api/v1/artists/me", .member, me),
    Route(.put, "/api/v1/artists/me", .member, update),
    Route(.get, "/api/v1/artists/by-user/{user_id}", .optional) {
      try await find($0, "a.user_id = ?", "user_id")
    },
    Route(.get, "/api/v1/artists/{artist_id}", .optional) {
      try await find($0, "a.id = ?", "artist_id")
    },
    Route(.get, "/api/v1/artists/{artist_id}/podcasts", .optional, podcasts),
    Route(.post, "/api/v1/artists/{artist_id}/follow", .member) { try await follow($0, true) },
    Route(.delete, "/api/v1/artists/{artist_id}/follow", .member) { try await follow($0, false) },
    Route(.get, "/api/v1/artists/{artist_id}/followers", .optional, followers),
  ]

  private static func find(
    _ call: Call, _ condition: String, _ parameter: String
  ) async throws -> Reply {
    let id = try call.id(parameter)
    return try await call.read { db in
      try .json(ArtistRows.one(db, condition, id, call.viewer))
    }
  }

  private static func me(_ call: Call) async throws -> Reply {
    let viewer = try call.member()
    let stamp = call.services.stamp
    return try await call.write { db in
      try make(db, viewer, stamp)
      return try .json(ArtistRows.one(db, "a.user_id = ?", viewer.id, viewer))
    }
  }

  /// A page is made when its artist first looks at it, as on the platform.
  static func make(_ db: Database, _ viewer: Call.Viewer, _ stamp: String) throws {
    try db.execute(
      sql: """
        INSERT INTO artists (user_id, artist_name, created_at)
        SELECT id, coalesce(name, username), ? FROM users WHERE id = ? ON CONFLICT DO NOTHING
        """, arguments: [stamp, viewer.id])
  }

  private static func update(_ call: Call) async throws -> Reply {
    let members = try await call.object()
    let viewer = try call.member()
    let stamp = call.services.stamp
    let links: String? = try members["social_links"].flatMap { value in
      if value == .null { return nil }
      guard case .object(let links) = value, links.values.allSatisfy({ $0.stringValue != nil })
      else {
        throw Problem(invalid: [
          Invalid.type("dictionary", [.string("body"), .string("social_links")], input: value)
        ])
      }
      let text = String(decoding: try JSONEncoder().encode(links), as: UTF8.self)
      try TextLimits.check(text, "social_links")
      return text
    }
    for key in ["artist_name", "bio"] {
      guard let value = members[key], value != .null, value.stringValue == nil else { continue }
      throw Problem(invalid: [
        Invalid.type("string", [.string("body"), .string(key)], input: value)
      ])
    }
    return try await call.write { db in
      try make(db, viewer, stamp)
      for key in ["artist_name", "bio"] where members[key] != nil {
        try db.execute(
          sql: "UPDATE artists SET \(key) = ?, updated_at = ? WHERE user_id = ?",
          arguments: [members[key]?.stringValue, stamp, viewer.id])
      }
      if members["social_links"] != nil {
        try db.execute(
          sql: "UPDATE artists SET social_links = ?, updated_at = ? WHERE user_id = ?",
          arguments: [links, stamp, viewer.id])
      }
      return try .json(ArtistRows.one(db, "a.user_id = ?", viewer.id, viewer))
    }
  }

  private static func podcasts(_ call: Call) async throws -> Reply {
    let id = try call.id("artist_id")
    let page = try call.page()
    return try await call.read { db in
      let artist = try ArtistRows.one(db, "a.id = ?", id, call.viewer)
      var filter = Visibility.condition(call.viewer)
      filter.add("creator_id = ?", artist.userID)
      return try .json(
        PodcastRows.fetch(db, filter, order: "created_at DESC, id DESC", page))
    }
  }

  private static func follow(_ call: Call, _ on: Bool) async throws -> Reply {
    let id = try call.id("artist_id")
    let viewer = try call.member()
    let stamp = call.services.stamp
    return try await call.write { db in
      let artist = try ArtistRows.one(db, "a.id = ?", id, viewer)
      guard artist.userID != viewer.id else { throw Problem(400, "You cannot follow yourself") }
      try db.execute(
        sql: on
          ? """
          INSERT INTO artist_followers (artist_id, user_id, created_at) VALUES (?1, ?2, ?3)
          ON CONFLICT DO NOTHING
          """
          : "DELETE FROM artist_followers WHERE artist_id = ?1 AND user_id = ?2 AND ?3 IS NOT NULL",
        arguments: [artist.id, viewer.id, stamp])
      if on, db.changesCount > 0 { try tell(db, artist, of: viewer, stamp) }
      let count = try Int.fetchOne(
        db, sql: "SELECT count(*) FROM artist_followers WHERE artist_id = ?",
        arguments: [artist.id])
      return try .json(
        JSONValue.object([
          "message": .string(on ? "Artist followed" : "Artist unfollowed"),
          "followers_count": .int(count ?? 0),
        ]))
    }
  }

  private static func tell(
    _ db: Database, _ artist: Artist, of follower: Call.Viewer, _ stamp: String
  ) throws {
    let name = try String.fetchOne(
      db, sql: "SELECT coalesce(name, username) FROM users WHERE id = ?", arguments: [follower.id])
    try NotificationRows.insert(
      db, to: artist.userID, type: "new_follower", title: "New follower",
      message: "\(name ?? "Somebody") follows you", data: ["user_id": .int(follower.id)], stamp)
  }

  private static func followers(_ call: Call) async throws -> Reply {
    let id = try call.id("artist_id")
    let page = try call.page()
    return try await call.read { db in
      let artist = try ArtistRows.one(db, "a.id = ?", id, call.viewer)
      let rows: [ArtistFollower] = try Fetched.all(
        db,
        """
        SELECT f.id, f.user_id, coalesce(u.name, u.username) AS user_name, u.avatar AS user_avatar,
          f.created_at
        FROM artist_followers f JOIN users u ON u.id = f.user_id
        WHERE f.artist_id = ? ORDER BY f.id LIMIT ? OFFSET ?
        """, [artist.id, page.limit, page.skip])
      return try .json(rows)
    }
  }
}
