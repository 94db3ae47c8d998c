import CNTKit
import Foundation
import GRDB

/// Podcasts. What waits or was refused is seen by its maker and by admins.
enum PodcastRoutes {
  static let routes: [Route] = [
    Route(.get, "/api/v1/podcasts/", .optional, list),
    Route(.post, "/api/v1/podcasts/", .member, create),
    Route(.post, "/api/v1/podcasts/bulk/", .admin, createMany),
    Route(.get, "/api/v1/podcasts/{podcast_id}", .optional) { call in
      let id = try call.id("podcast_id")
      return try await call.read { try .json(PodcastRows.one($0, id, call.viewer)) }
    },
    Route(.put, "/api/v1/podcasts/{podcast_id}", .member, update),
    Route(.delete, "/api/v1/podcasts/{podcast_id}", .member, delete),
  ]

  private static func list(_ call: Call) async throws -> Reply {
    let page = try call.page()
    var filter = Visibility.condition(call.viewer)
    if let status = call.text("status") { filter.add("status = ?", status) }
    if let category = try call.integer("category_id") { filter.add("category_id = ?", category) }
    if let creator = try call.integer("creator_id") { filter.add("creator_id = ?", creator) }
    let order = call.text("sort") == "newest" ? "created_at DESC, id DESC" : "id"
    return try await call.read { [filter] db in
      try .json(PodcastRows.fetch(db, filter, order: order, page))
    }
  }

  private static func create(_ call: Call) async throws -> Reply {
    let body = try await call.body(PodcastCreate.self, required: ["title"], texts: ["title"])
    let viewer = try call.member()
    let stamp = call.services.stamp
    return try await call.write { db in
      try .json(insert(db, body, creator: viewer, status: "pending", stamp))
    }
  }

  private static func createMany(_ call: Call) async throws -> Reply {
    let data = try await call.bytes(atMost: Call.largestJSON)
    guard JSONDepth.isAcceptable(data),
      let bodies = try? JSONDecoder().decode([PodcastCreate].self, from: data),
      let members = try? JSONDecoder().decode([[String: JSONValue]].self, from: data)
    else { throw Problem(invalid: [Invalid.json(at: JSONDepth.firstFault(data))]) }
    for members in members { try TextLimits.check(members) }
    let viewer = try call.member()
    let stamp = call.services.stamp
    return try await call.write { db in
      try .json(
        bodies.map { try insert(db, $0, creator: viewer, status: "approved", stamp) })
    }
  }

  private static func insert(
    _ db: Database, _ body: PodcastCreate, creator: Call.Viewer, status: String, _ stamp: String
  ) throws -> Podcast {
    guard !body.title.trimmingCharacters(in: .whitespaces).isEmpty else {
      throw Problem(400, "A podcast needs a title")
    }
    let id = try db.insert(
      into: "podcasts",
      [
        ("title", body.title), ("description", body.description), ("audio_url", body.audioURL),
        ("video_url", body.videoURL), ("cover_image", body.coverImage), ("creator_id", creator.id),
        ("category_id", body.categoryID), ("duration", body.duration), ("status", status),
        ("created_at", stamp),
      ])
    return try PodcastRows.one(db, id, creator)
  }

  private static func update(_ call: Call) async throws -> Reply {
    let id = try call.id("podcast_id")
    let values = try ContentEdit.podcast.values(try await call.object())
    let viewer = try call.member()
    return try await call.write { db in
      let podcast = try PodcastRows.one(db, id, viewer)
      guard viewer.isAdmin || podcast.creatorID == viewer.id else { throw Problem.notOwner }
      try ContentEdit.apply(values, to: "podcasts", id, by: viewer, db)
      return try .json(PodcastRows.one(db, id, viewer))
    }
  }

  private static func delete(_ call: Call) async throws -> Reply {
    let id = try call.id("podcast_id")
    let viewer = try call.member()
    return try await call.write { db in
      let podcast = try PodcastRows.one(db, id, viewer)
      guard viewer.isAdmin || podcast.creatorID == viewer.id else { throw Problem.notOwner }
      try db.execute(sql: "DELETE FROM podcasts WHERE id = ?", arguments: [id])
      return try .message("Podcast deleted")
    }
  }
}
