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
    Route(.get, "/api/v1/movies/{movie_id}", .optional) { call in
      let id = try call.id("movie_id")
      return try await call.read { try .json(MovieRows.one($0, id, call.viewer)) }
    },
    Route(.get, "/api/v1/movies/{movie_id}/similar", .optional, similar),
    Route(.put, "/api/v1/movies/{movie_id}", .member, update),
    Route(.delete, "/api/v1/movies/{movie_id}", .member, delete),
  ]

  private static func list(
    _ call: Call, kids: Bool, defaultLimit: Int = 100
  ) async throws -> Reply {
    let page = try call.page(defaultLimit: defaultLimit)
    var filter = Visibility.condition(call.viewer)
    filter.add("(\(MovieRows.isKids)) = ?", kids)
    if let status = call.text("status") { filter.add("status = ?", status) }
    if let featured = try call.boolean("featured") { filter.add("is_featured = ?", featured) }
    if let category = try call.integer("category_id") { filter.add("category_id = ?", category) }
    return try await call.read { [filter] db in
      try .json(MovieRows.fetch(db, filter, order: "id", page))
    }
  }

  private static func featured(_ call: Call) async throws -> Reply {
    let page = try call.page(defaultLimit: 10)
    var filter = Visibility.condition(call.viewer)
    filter.add("is_featured = 1")
    return try await call.read { [filter] db in
      try .json(MovieRows.fetch(db, filter, order: "id DESC", page))
    }
  }

  private static func similar(_ call: Call) async throws -> Reply {
    let id = try call.id("movie_id")
    let page = try call.page(defaultLimit: 10)
    return try await call.read { db in
      let movie = try MovieRows.one(db, id, call.viewer)
      var filter = Visibility.condition(call.viewer)
      filter.add("id <> ?", movie.id)
      filter.add("category_id IS ?", movie.categoryID)
      return try .json(MovieRows.fetch(db, filter, order: "plays_count DESC, id DESC", page))
    }
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
    return try await call.write { db in
      let id = try db.insert(
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
      return try .json(MovieRows.one(db, id, viewer))
    }
  }

  /// Only an admin may change whether it is featured.
  private static func update(_ call: Call) async throws -> Reply {
    let id = try call.id("movie_id")
    let members = try await call.object()
    var values = try ContentEdit.movie.values(members)
    switch members["rating"] {
    case nil: break
    case .null: values.append(("rating", .null))
    case let value?:
      guard let rating = value.doubleValue, (0...10).contains(rating) else {
        throw Problem(400, "A rating goes from 0 to 10")
      }
      values.append(("rating", rating.databaseValue))
    }
    let viewer = try call.member()
    if viewer.isAdmin, case .bool(let isFeatured)? = members["is_featured"] {
      values.append(("is_featured", isFeatured.databaseValue))
    }
    return try await call.write { [values] db in
      let movie = try MovieRows.one(db, id, viewer)
      guard viewer.isAdmin || movie.creatorID == viewer.id else { throw Problem.notOwner }
      try ContentEdit.apply(values, to: "movies", id, by: viewer, db)
      return try .json(MovieRows.one(db, id, viewer))
    }
  }

  private static func delete(_ call: Call) async throws -> Reply {
    let id = try call.id("movie_id")
    let viewer = try call.member()
    return try await call.write { db in
      let movie = try MovieRows.one(db, id, viewer)
      guard viewer.isAdmin || movie.creatorID == viewer.id else { throw Problem.notOwner }
      try db.execute(sql: "DELETE FROM movies WHERE id = ?", arguments: [movie.id])
      return try .message("Movie deleted")
    }
  }
}
