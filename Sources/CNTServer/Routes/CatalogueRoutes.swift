import CNTKit
import Foundation
import GRDB

/// Music, categories, Bible stories and documents.
enum CatalogueRoutes {
  static let routes: [Route] = [
    Route(.get, "/api/v1/music/tracks", .open, tracks),
    Route(.post, "/api/v1/music/tracks", .admin, createTrack),
    Route(.get, "/api/v1/music/tracks/{track_id}", .open) {
      let id = try $0.id("track_id")
      return try await one($0, MusicTrack.self, "music_tracks", id, "Music track")
    },
    Route(.get, "/api/v1/categories/", .open, categories),
    Route(.get, "/api/v1/bible-stories/", .open, stories),
    Route(.get, "/api/v1/bible-stories/{story_id}", .open) {
      let id = try $0.id("story_id")
      return try await one($0, BibleStory.self, "bible_stories", id, "Bible story")
    },
    Route(.get, "/api/v1/documents/", .optional, documents),
    Route(.get, "/api/v1/documents/{document_id}", .optional) {
      let id = try $0.id("document_id")
      return try await one($0, DocumentAsset.self, "document_assets", id, "Document")
    },
    Route(.post, "/api/v1/documents", .admin, createDocument),
    Route(.delete, "/api/v1/documents/{document_id}", .admin, deleteDocument),
  ]

  private static func rows<Model: Codable & Sendable>(
    _ call: Call, _ type: Model.Type, _ table: String, _ filter: SQLFilter, _ page: Call.Page
  ) async throws -> Reply {
    let rows: [Model] = try await call.services.database.read { db in
      try Fetched.all(
        db, "SELECT * FROM \(table) \(filter.sql) ORDER BY id LIMIT ? OFFSET ?",
        filter.arguments + [page.limit, page.skip])
    }
    return try .json(rows)
  }

  private static func one<Model: Codable & Sendable>(
    _ call: Call, _ type: Model.Type, _ table: String, _ id: Int, _ name: String
  ) async throws -> Reply {
    let row: Model? = try await call.services.database.read { db in
      try Fetched.one(db, "SELECT * FROM \(table) WHERE id = ?", [id])
    }
    guard let row else { throw Problem.notFound(name) }
    return try .json(row)
  }

  private static func tracks(_ call: Call) async throws -> Reply {
    var filter = SQLFilter()
    filter.add("is_published = 1")
    if let genre = call.text("genre") { filter.add("genre = ?", genre) }
    if let artist = call.text("artist") { filter.add("artist = ?", artist) }
    return try await rows(call, MusicTrack.self, "music_tracks", filter, try call.page())
  }

  private static func createTrack(_ call: Call) async throws -> Reply {
    let body = try await call.body(
      MusicTrackCreate.self, required: ["title", "artist", "audio_url"],
      texts: ["title", "artist", "audio_url"])
    let stamp = call.services.stamp
    let id = try await call.services.database.write { db in
      try db.insert(
        into: "music_tracks",
        [
          ("title", body.title), ("artist", body.artist), ("album", body.album),
          ("genre", body.genre), ("audio_url", body.audioURL), ("cover_image", body.coverImage),
          ("duration", body.duration), ("lyrics", body.lyrics),
          ("is_featured", body.isFeatured ?? false), ("created_at", stamp),
        ])
    }
    return try await one(call, MusicTrack.self, "music_tracks", id, "Music track")
  }

  private static func categories(_ call: Call) async throws -> Reply {
    var filter = SQLFilter()
    if let type = call.text("type") { filter.add("type = ?", type) }
    return try await rows(
      call, CNTKit.Category.self, "categories", filter, Call.Page(skip: 0, limit: 10_000))
  }

  private static func stories(_ call: Call) async throws -> Reply {
    try await rows(call, BibleStory.self, "bible_stories", SQLFilter(), try call.page())
  }

  private static func documents(_ call: Call) async throws -> Reply {
    var filter = SQLFilter()
    if let category = call.text("category") { filter.add("category = ?", category) }
    return try await rows(
      call, DocumentAsset.self, "document_assets", filter, Call.Page(skip: 0, limit: 10_000))
  }

  private static func createDocument(_ call: Call) async throws -> Reply {
    let body = try await call.body(
      DocumentCreate.self, required: ["title", "file_path"], texts: ["title", "file_path"])
    let stamp = call.services.stamp
    let id = try await call.services.database.write { db in
      try db.insert(
        into: "document_assets",
        [
          ("title", body.title), ("description", body.description), ("file_path", body.filePath),
          ("thumbnail_path", body.thumbnailPath), ("category", body.category),
          ("is_featured", body.isFeatured), ("created_at", stamp),
        ])
    }
    return try await one(call, DocumentAsset.self, "document_assets", id, "Document")
  }

  private static func deleteDocument(_ call: Call) async throws -> Reply {
    let id = try call.id("document_id")
    let count = try await call.services.database.write { db in
      try db.execute(sql: "DELETE FROM document_assets WHERE id = ?", arguments: [id])
      return db.changesCount
    }
    guard count > 0 else { throw Problem.notFound("Document") }
    return try .message("Document deleted")
  }
}
