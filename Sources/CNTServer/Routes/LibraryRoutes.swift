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
    Route(.get, "/api/v1/playlists/{playlist_id}", .member) { call in
      let (id, user) = (try call.id("playlist_id"), try call.member().id)
      return try await call.read { try .json(LibraryRows.playlist($0, id, of: user)) }
    },
    Route(.post, "/api/v1/playlists/{playlist_id}/items", .member, addItem),
    Route(.delete, "/api/v1/playlists/{playlist_id}/items/{item_id}", .member, removeItem),
  ]

  private static func favorites(_ call: Call) async throws -> Reply {
    var filter = SQLFilter()
    filter.add("f.user_id = ?", try call.member().id)
    if let type = call.text("content_type") { filter.add("f.content_type = ?", type) }
    return try await call.read { [filter] db in try .json(LibraryRows.favorites(db, filter)) }
  }

  /// One favourite by what it marks.
  private static func filter(_ user: Int, _ type: String, _ id: Int) -> SQLFilter {
    var filter = SQLFilter()
    filter.add("f.user_id = ?", user)
    filter.add("f.content_type = ?", type)
    filter.add("f.content_id = ?", id)
    return filter
  }

  private static func addFavorite(_ call: Call) async throws -> Reply {
    let body = try await call.body(
      FavoriteCreate.self, required: ["content_type", "content_id"], texts: ["content_type"])
    guard let table = ContentTable(body.contentType, in: .favorites) else {
      throw Problem(400, "Invalid content type: \(body.contentType)")
    }
    let user = try call.member().id
    let stamp = call.services.stamp
    return try await call.write { db in
      guard try table.has(body.contentID, for: user, db) else { throw Problem.notFound("Content") }
      let filter = filter(user, body.contentType, body.contentID)
      guard try LibraryRows.favorites(db, filter).isEmpty else {
        throw Problem(400, "Content already in favorites")
      }
      _ = try db.insert(
        into: "favorites",
        [
          ("user_id", user), ("content_type", body.contentType), ("content_id", body.contentID),
          ("created_at", stamp),
        ])
      guard let favorite = try LibraryRows.favorites(db, filter).first else {
        throw Problem(500, "Internal Server Error")
      }
      return try .json(favorite)
    }
  }

  private static func removeFavorite(_ call: Call) async throws -> Reply {
    let user = try call.member().id
    let type = call.parameter("content_type")
    let id = try call.id("content_id")
    return try await call.write { db in
      try db.execute(
        sql: "DELETE FROM favorites WHERE user_id = ? AND content_type = ? AND content_id = ?",
        arguments: [user, type, id])
      guard db.changesCount > 0 else { throw Problem.notFound("Favorite") }
      return try .message("Removed from favorites")
    }
  }

  private static func checkFavorite(_ call: Call) async throws -> Reply {
    let filter = filter(
      try call.member().id, call.parameter("content_type"), try call.id("content_id"))
    return try await call.read { db in
      try .json(["is_favorited": try !LibraryRows.favorites(db, filter).isEmpty])
    }
  }

  private static func playlists(_ call: Call) async throws -> Reply {
    let user = try call.member().id
    let page = try call.page()
    return try await call.read { try .json(LibraryRows.playlists($0, of: user, page)) }
  }

  private static func createPlaylist(_ call: Call) async throws -> Reply {
    let body = try await call.body(
      PlaylistCreate.self, of: "playlist", required: ["name"], texts: ["name"])
    let user = try call.member().id
    let stamp = call.services.stamp
    return try await call.write { db in
      let id = try db.insert(
        into: "playlists",
        [
          ("user_id", user), ("name", body.name), ("description", body.description),
          ("cover_image", body.coverImage), ("created_at", stamp),
        ])
      return try .json(LibraryRows.playlist(db, id, of: user))
    }
  }

  private static func addItem(_ call: Call) async throws -> Reply {
    let body = try await call.body(
      PlaylistItemCreate.self, required: ["content_type", "content_id"], texts: ["content_type"])
    let list = try call.id("playlist_id")
    let user = try call.member().id
    return try await call.write { db in
      let items = try LibraryRows.playlist(db, list, of: user).items ?? []
      guard let table = ContentTable(body.contentType, in: .playlists) else {
        throw Problem(400, "Invalid content type: \(body.contentType)")
      }
      guard try table.has(body.contentID, for: user, db) else { throw Problem.notFound("Content") }
      // The client always sends 0: the real place is the end.
      let position = (items.map(\.position).max() ?? -1) + 1
      let id = try db.insert(
        into: "playlist_items",
        [
          ("playlist_id", list), ("content_type", body.contentType),
          ("content_id", body.contentID), ("position", position),
        ])
      let item = try LibraryRows.playlist(db, list, of: user).items?.first { $0.id == id }
      guard let item else { throw Problem(500, "Internal Server Error") }
      return try .json(item)
    }
  }

  private static func removeItem(_ call: Call) async throws -> Reply {
    let list = try call.id("playlist_id")
    let user = try call.member().id
    let item = try call.id("item_id")
    return try await call.write { db in
      _ = try LibraryRows.playlist(db, list, of: user)
      try db.execute(
        sql: "DELETE FROM playlist_items WHERE id = ? AND playlist_id = ?",
        arguments: [item, list])
      guard db.changesCount > 0 else { throw Problem.notFound("Playlist item") }
      return try .message("Item removed")
    }
  }
}
