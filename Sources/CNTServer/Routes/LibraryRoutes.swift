import CNTKit
import Foundation
import GRDB

/// One's own favourites and playlists.
enum LibraryRoutes {
  static let routes: [Route] = [
    Route(.get, "/api/v1/favorites", .member, favorites),
    Route(.post, "/api/v1/favorites", .member, addFavorite),
    Route(.delete, "/api/v1/favorites/{content_type}/{content_id}", .member, removeFavorite),
    Route(.get, "/api/v1/favorites/check/{content_type}/{content_id}", .member, checkFavorite),
    Route(.get, "/api/v1/playlists/", .member, playlists),
    Route(.post, "/api/v1/playlists/", .member, createPlaylist),
    Route(.get, "/api/v1/playlists/{playlist_id}", .member) {
      try .json(try await playlist($0, try $0.id("playlist_id")))
    },
    Route(.post, "/api/v1/playlists/{playlist_id}/items", .member, addItem),
    Route(.delete, "/api/v1/playlists/{playlist_id}/items/{item_id}", .member, removeItem),
  ]

  /// The content of a favourite or a playlist entry as JSON, null when it is gone or hidden.
  private static func content(_ type: String, _ id: String) -> String {
    func object(_ table: String, _ audio: String, _ video: String) -> String {
      """
      (SELECT json_object('title', title, 'description', \(table == "music_tracks" ? "album" : "description"),
        'cover_image', cover_image, 'audio_url', \(audio), 'video_url', \(video),
        'duration', duration) FROM \(table) WHERE id = \(id))
      """
    }
    return """
      CASE WHEN \(type) IN ('podcast', 'audio_podcast', 'video_podcast')
          THEN \(object("podcasts", "audio_url", "video_url"))
        WHEN \(type) = 'movie' THEN \(object("movies", "NULL", "video_url"))
        WHEN \(type) = 'music' THEN \(object("music_tracks", "audio_url", "NULL")) END
      """
  }

  private static func favorites(_ call: Call) async throws -> Reply {
    var filter = SQLFilter()
    filter.add("f.user_id = ?", try call.member().id)
    if let type = call.text("content_type") { filter.add("f.content_type = ?", type) }
    return try .json(try await rows(call, filter))
  }

  private static func rows(_ call: Call, _ filter: SQLFilter) async throws -> [Favorite] {
    try await call.services.database.read { db in
      try Fetched.all(
        db,
        """
        SELECT f.*, \(content("f.content_type", "f.content_id")) AS content
        FROM favorites f \(filter.sql) ORDER BY f.created_at DESC, f.id DESC
        """, filter.arguments)
    }
  }

  private static let tables = ["podcast": "podcasts", "movie": "movies", "music": "music_tracks"]

  private static func addFavorite(_ call: Call) async throws -> Reply {
    let body = try await call.body(
      FavoriteCreate.self, required: ["content_type", "content_id"], texts: ["content_type"])
    guard let table = tables[body.contentType] else {
      throw Problem(400, "Invalid content type: \(body.contentType)")
    }
    let user = try call.member().id
    let stamp = call.services.stamp
    let id = try await call.services.database.write { db in
      guard
        try Bool.fetchOne(
          db, sql: "SELECT EXISTS (SELECT 1 FROM \(table) WHERE id = ?)",
          arguments: [body.contentID]) == true
      else { throw Problem.notFound("Content") }
      let exists = try Bool.fetchOne(
        db,
        sql: """
          SELECT EXISTS (SELECT 1 FROM favorites
            WHERE user_id = ? AND content_type = ? AND content_id = ?)
          """, arguments: [user, body.contentType, body.contentID])
      if exists == true { throw Problem(400, "Content already in favorites") }
      return try db.insert(
        into: "favorites",
        [
          ("user_id", user), ("content_type", body.contentType), ("content_id", body.contentID),
          ("created_at", stamp),
        ])
    }
    var filter = SQLFilter()
    filter.add("f.id = ?", id)
    guard let favorite = try await rows(call, filter).first else {
      throw Problem(500, "Internal Server Error")
    }
    return try .json(favorite)
  }

  private static func removeFavorite(_ call: Call) async throws -> Reply {
    let user = try call.member().id
    let type = call.parameter("content_type")
    let id = try call.id("content_id")
    let count = try await call.services.database.write { db in
      try db.execute(
        sql: "DELETE FROM favorites WHERE user_id = ? AND content_type = ? AND content_id = ?",
        arguments: [user, type, id])
      return db.changesCount
    }
    guard count > 0 else { throw Problem.notFound("Favorite") }
    return try .message("Removed from favorites")
  }

  private static func checkFavorite(_ call: Call) async throws -> Reply {
    var filter = SQLFilter()
    filter.add("f.user_id = ?", try call.member().id)
    filter.add("f.content_type = ?", call.parameter("content_type"))
    filter.add("f.content_id = ?", try call.id("content_id"))
    return try .json(["is_favorited": try await !rows(call, filter).isEmpty])
  }

  private static func playlists(_ call: Call) async throws -> Reply {
    let user = try call.member().id
    let page = try call.page()
    let rows: [Playlist] = try await call.services.database.read { db in
      try Fetched.all(
        db,
        """
        SELECT *, (SELECT count(*) FROM playlist_items WHERE playlist_id = playlists.id)
          AS item_count
        FROM playlists WHERE user_id = ? ORDER BY id LIMIT ? OFFSET ?
        """, [user, page.limit, page.skip])
    }
    return try .json(rows)
  }

  private static func playlist(_ call: Call, _ id: Int) async throws -> Playlist {
    let user = try call.member().id
    let found: Playlist? = try await call.services.database.read { db in
      var playlist: Playlist? = try Fetched.one(
        db, "SELECT * FROM playlists WHERE id = ? AND user_id = ?", [id, user])
      let items: [PlaylistItem] = try Fetched.all(
        db,
        """
        SELECT i.*, \(content("i.content_type", "i.content_id")) AS content
        FROM playlist_items i WHERE i.playlist_id = ? ORDER BY i.position, i.id
        """, [id])
      playlist?.items = items
      playlist?.itemCount = items.count
      return playlist
    }
    guard let found else { throw Problem.notFound("Playlist") }
    return found
  }

  private static func createPlaylist(_ call: Call) async throws -> Reply {
    let body = try await call.body(PlaylistCreate.self, required: ["name"], texts: ["name"])
    let user = try call.member().id
    let stamp = call.services.stamp
    let id = try await call.services.database.write { db in
      try db.insert(
        into: "playlists",
        [
          ("user_id", user), ("name", body.name), ("description", body.description),
          ("cover_image", body.coverImage), ("created_at", stamp),
        ])
    }
    return try .json(try await playlist(call, id))
  }

  private static func addItem(_ call: Call) async throws -> Reply {
    let body = try await call.body(
      PlaylistItemCreate.self, required: ["content_type", "content_id"], texts: ["content_type"])
    let list = try await playlist(call, try call.id("playlist_id"))
    let allowed = ["podcast", "audio_podcast", "video_podcast", "movie", "music"]
    guard allowed.contains(body.contentType) else {
      throw Problem(400, "Invalid content type: \(body.contentType)")
    }
    // The client always sends 0: the real place is the end.
    let position = (list.items?.map(\.position).max() ?? -1) + 1
    let id = try await call.services.database.write { db in
      try db.insert(
        into: "playlist_items",
        [
          ("playlist_id", list.id), ("content_type", body.contentType),
          ("content_id", body.contentID), ("position", position),
        ])
    }
    let item = try await playlist(call, list.id).items?.first { $0.id == id }
    guard let item else { throw Problem(500, "Internal Server Error") }
    return try .json(item)
  }

  private static func removeItem(_ call: Call) async throws -> Reply {
    let list = try await playlist(call, try call.id("playlist_id"))
    let item = try call.id("item_id")
    let count = try await call.services.database.write { db in
      try db.execute(
        sql: "DELETE FROM playlist_items WHERE id = ? AND playlist_id = ?",
        arguments: [item, list.id])
      return db.changesCount
    }
    guard count > 0 else { throw Problem.notFound("Playlist item") }
    return try .message("Item removed")
  }
}
