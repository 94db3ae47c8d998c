import CNTKit
import Foundation
import GRDB

/// Music, categories and Bible stories.
enum CatalogueRoutes {
  static let routes: [Route] = [
    Route(.get, "/api/v1/music/tracks", .open, tracks),
    Route(.post, "/api/v1/music/tracks", .admin, createTrack),
    Route(.get, "/api/v1/music/tracks/{track_id}", .optional, track),
    Route(.get, "/api/v1/categories/", .open, categories),
    Route(.get, "/api/v1/bible-stories/", .open, stories),
    Route(.get, "/api/v1/bible-stories/{story_id}", .open) {
      try await one($0, "story_id", BibleStory.self, .stories, "Bible story")
    },
  ]

  static func one<Model: Codable & Sendable>(
    _ call: Call, _ parameter: String, _ type: Model.Type, _ table: CatalogueRows.Table,
    _ name: String
  ) async throws -> Reply {
    let id = try call.id(parameter)
    return try await call.read { db in
      try .json(CatalogueRows.one(db, table, id, name) as Model)
    }
  }

  static func rows<Model: Codable & Sendable>(
    _ call: Call, _ type: Model.Type, _ table: CatalogueRows.Table, _ filter: SQLFilter,
    _ page: Call.Page = .all
  ) async throws -> Reply {
    try await call.read { db in
      try .json(CatalogueRows.fetch(db, table, filter, page) as [Model])
    }
  }

  private static func tracks(_ call: Call) async throws -> Reply {
    var filter = CatalogueRows.published
    if let genre = call.text("genre") { filter.add("genre = ?", genre) }
    if let artist = call.text("artist") { filter.add("artist = ?", artist) }
    return try await rows(call, MusicTrack.self, .music, filter, try call.page())
  }

  /// What is not published is there for admins only; a track has no maker.
  private static func track(_ call: Call) async throws -> Reply {
    let id = try call.id("track_id")
    return try await call.read { db in
      var filter = call.viewer?.isAdmin == true ? SQLFilter() : CatalogueRows.published
      filter.add("id = ?", id)
      let rows: [MusicTrack] = try CatalogueRows.fetch(db, .music, filter)
      guard let track = rows.first else { throw Problem.notFound("Music track") }
      return try .json(track)
    }
  }

  private static func createTrack(_ call: Call) async throws -> Reply {
    let body = try await call.body(
      MusicTrackCreate.self, required: ["title", "artist", "audio_url"],
      texts: ["title", "artist", "audio_url"])
    let stamp = call.services.stamp
    return try await call.write { db in
      let id = try db.insert(
        into: "music_tracks",
        [
          ("title", body.title), ("artist", body.artist), ("album", body.album),
          ("genre", body.genre), ("audio_url", body.audioURL), ("cover_image", body.coverImage),
          ("duration", body.duration), ("lyrics", body.lyrics),
          ("is_featured", body.isFeatured ?? false), ("created_at", stamp),
        ])
      return try .json(CatalogueRows.one(db, .music, id, "Music track") as MusicTrack)
    }
  }

  private static func categories(_ call: Call) async throws -> Reply {
    var filter = SQLFilter()
    if let type = call.text("type") { filter.add("type = ?", type) }
    return try await rows(call, CNTKit.Category.self, .categories, filter)
  }

  private static func stories(_ call: Call) async throws -> Reply {
    try await rows(call, BibleStory.self, .stories, SQLFilter(), try call.page())
  }
}
