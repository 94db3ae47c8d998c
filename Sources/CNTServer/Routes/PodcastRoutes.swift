import CNTKit
import Foundation
import GRDB

/// Podcasts. What waits or was refused is seen by its maker and by admins.
enum PodcastRoutes {
  static let routes: [Route] = [
    Route(.get, "/api/v1/podcasts/", .optional, list),
    Route(.post, "/api/v1/podcasts/", .member, create),
    Route(.post, "/api/v1/podcasts/bulk/", .admin, createMany),
    Route(.get, "/api/v1/podcasts/{podcast_id}", .optional, get),
    Route(.delete, "/api/v1/podcasts/{podcast_id}", .member, delete),
  ]

  private static func list(_ call: Call) async throws -> Reply {
    let page = try call.page()
    var filter = Visibility.condition(call.viewer)
    if let status = call.text("status") { filter.add("status = ?", status) }
    if let category = try call.integer("category_id") { filter.add("category_id = ?", category) }
    if let creator = try call.integer("creator_id") { filter.add("creator_id = ?", creator) }
    let order = call.text("sort") == "newest" ? "created_at DESC, id DESC" : "id"
    return try await rows(call, filter, order, page)
  }

  static func rows(
    _ call: Call, _ filter: SQLFilter, _ order: String, _ page: Call.Page
  ) async throws -> Reply {
    let rows: [Podcast] = try await call.services.database.read { db in
      try Fetched.all(
        db, "SELECT * FROM podcasts \(filter.sql) ORDER BY \(order) LIMIT ? OFFSET ?",
        filter.arguments + [page.limit, page.skip])
    }
    return try .json(rows)
  }

  private static func get(_ call: Call) async throws -> Reply {
    try .json(try await find(call, try call.id("podcast_id")))
  }

  private static func find(_ call: Call, _ id: Int) async throws -> Podcast {
    var filter = Visibility.condition(call.viewer)
    filter.add("id = ?", id)
    let podcast: Podcast? = try await call.services.database.read { [filter] db in
      try Fetched.one(db, "SELECT * FROM podcasts \(filter.sql)", filter.arguments)
    }
    guard let podcast else { throw Problem.notFound("Podcast") }
    return podcast
  }

  private static func create(_ call: Call) async throws -> Reply {
    let body = try await call.body(PodcastCreate.self, required: ["title"], texts: ["title"])
    let viewer = try call.member()
    let stamp = call.services.stamp
    let podcast = try await call.services.database.write { db in
      try insert(db, body, creator: viewer.id, status: "pending", stamp)
    }
    return try .json(podcast)
  }

  private static func createMany(_ call: Call) async throws -> Reply {
    let data = try await call.bytes(atMost: Call.largestJSON)
    guard JSONDepth.isAcceptable(data),
      let bodies = try? JSONDecoder().decode([PodcastCreate].self, from: data)
    else { throw Problem(invalid: [Invalid.json(at: JSONDepth.firstFault(data))]) }
    let viewer = try call.member()
    let stamp = call.services.stamp
    let podcasts = try await call.services.database.write { db in
      try bodies.map { try insert(db, $0, creator: viewer.id, status: "approved", stamp) }
    }
    return try .json(podcasts)
  }

  private static func insert(
    _ db: Database, _ body: PodcastCreate, creator: Int, status: String, _ stamp: String
  ) throws -> Podcast {
    guard !body.title.trimmingCharacters(in: .whitespaces).isEmpty else {
      throw Problem(400, "A podcast needs a title")
    }
    let id = try db.insert(
      into: "podcasts",
      [
        ("title", body.title), ("description", body.description), ("audio_url", body.audioURL),
        ("video_url", body.videoURL), ("cover_image", body.coverImage), ("creator_id", creator),
        ("category_id", body.categoryID), ("duration", body.duration), ("status", status),
        ("created_at", stamp),
      ])
    guard
      let podcast: Podcast = try Fetched.one(db, "SELECT * FROM podcasts WHERE id = ?", [id])
    else { throw Problem(500, "Internal Server Error") }
    return podcast
  }

  private static func delete(_ call: Call) async throws -> Reply {
    let id = try call.id("podcast_id")
    let podcast = try await find(call, id)
    let viewer = try call.member()
    guard viewer.isAdmin || podcast.creatorID == viewer.id else { throw Problem.notOwner }
    try await call.services.database.write { db in
      try db.execute(sql: "DELETE FROM podcasts WHERE id = ?", arguments: [id])
    }
    return try .message("Podcast deleted")
  }
}
