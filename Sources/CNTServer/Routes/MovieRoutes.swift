import CNTKit
import Foundation
import GRDB

/// Films, and the animated Bible stories that have a list of their own.
enum MovieRoutes {
  static let routes: [Route] = [
    Route(.get, "/api/v1/movies/", .optional) { try await list($0, kids: false) },
    Route(.get, "/api/v1/movies/featured/", .optional, featured),
    Route(.get, "/api/v1/movies/animated-bible-stories/", .optional) {
      try await list($0, kids: true, defaultLimit: 20)
    },
    Route(.post, "/api/v1/movies/", .member, create),
    Route(.get, "/api/v1/movies/{movie_id}", .optional) {
      try .json(try await find($0, try $0.id("movie_id")))
    },
    Route(.get, "/api/v1/movies/{movie_id}/similar", .optional, similar),
    Route(.delete, "/api/v1/movies/{movie_id}", .member, delete),
  ]

  private static let kidsCategory =
    "category_id IN (SELECT id FROM categories WHERE name = 'Animated Bible Stories')"

  private static func list(
    _ call: Call, kids: Bool, defaultLimit: Int = 100
  ) async throws -> Reply {
    let page = try call.page(defaultLimit: defaultLimit)
    var filter = Visibility.condition(call.viewer)
    filter.add(kids ? kidsCategory : "(\(kidsCategory)) IS NOT TRUE")
    if let status = call.text("status") { filter.add("status = ?", status) }
    if let featured = try call.boolean("featured") { filter.add("is_featured = ?", featured) }
    if let category = try call.integer("category_id") { filter.add("category_id = ?", category) }
    return try await rows(call, filter, "id", page)
  }

  private static func featured(_ call: Call) async throws -> Reply {
    var filter = Visibility.condition(call.viewer)
    filter.add("is_featured = 1")
    return try await rows(call, filter, "id DESC", try call.page(defaultLimit: 10))
  }

  private static func similar(_ call: Call) async throws -> Reply {
    let movie = try await find(call, try call.id("movie_id"))
    var filter = Visibility.condition(call.viewer)
    filter.add("id <> ?", movie.id)
    filter.add("category_id IS ?", movie.categoryID)
    return try await rows(
      call, filter, "plays_count DESC, id DESC", try call.page(defaultLimit: 10))
  }

  private static func rows(
    _ call: Call, _ filter: SQLFilter, _ order: String, _ page: Call.Page
  ) async throws -> Reply {
    let rows: [Movie] = try await call.services.database.read { db in
      try Fetched.all(
        db, "SELECT * FROM movies \(filter.sql) ORDER BY \(order) LIMIT ? OFFSET ?",
        filter.arguments + [page.limit, page.skip])
    }
    return try .json(rows)
  }

  private static func find(_ call: Call, _ id: Int) async throws -> Movie {
    var filter = Visibility.condition(call.viewer)
    filter.add("id = ?", id)
    let movie: Movie? = try await call.services.database.read { [filter] db in
      try Fetched.one(db, "SELECT * FROM movies \(filter.sql)", filter.arguments)
    }
    guard let movie else { throw Problem.notFound("Movie") }
    return movie
  }

  /// Only an admin's film may be live at once, or featured.
  private static func create(_ call: Call) async throws -> Reply {
    let body = try await call.body(
      MovieCreate.self, required: ["title", "video_url"], texts: ["title", "video_url"])
    let viewer = try call.member()
    if let rating = body.rating, !(0...10).contains(rating) {
      throw Problem(400, "A rating goes from 0 to 10")
    }
    let isLive = viewer.isAdmin && body.status == "approved"
    let stamp = call.services.stamp
    let id = try await call.services.database.write { db in
      try db.insert(
        into: "movies",
        [
          ("title", body.title), ("description", body.description), ("video_url", body.videoURL),
          ("cover_image", body.coverImage), ("preview_url", body.previewURL),
          ("director", body.director), ("cast", body.cast),
          ("release_date", body.releaseDate?.text), ("rating", body.rating),
          ("category_id", body.categoryID), ("creator_id", viewer.id),
          ("duration", body.duration), ("status", isLive ? "approved" : "pending"),
          ("is_featured", viewer.isAdmin && body.isFeatured == true), ("created_at", stamp),
        ])
    }
    return try .json(try await find(call, id))
  }

  private static func delete(_ call: Call) async throws -> Reply {
    let movie = try await find(call, try call.id("movie_id"))
    let viewer = try call.member()
    guard viewer.isAdmin || movie.creatorID == viewer.id else { throw Problem.notOwner }
    try await call.services.database.write { db in
      try db.execute(sql: "DELETE FROM movies WHERE id = ?", arguments: [movie.id])
    }
    return try .message("Movie deleted")
  }
}
