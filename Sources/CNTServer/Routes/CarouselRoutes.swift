import CNTKit
import GRDB

/// The carousel of the first page: which posts are in it, and with which picture.
enum CarouselRoutes {
  static let routes: [Route] = [
    Route(
      .patch, "/api/v1/community/posts/{post_id}/carousel-visibility", .admin, setVisibility),
    Route(.get, "/api/v1/community/posts/{post_id}/carousel-image", .optional, image),
  ]

  private static func setVisibility(_ call: Call) async throws -> Reply {
    let id = try call.id("post_id")
    let body = try await call.body([String: JSONValue].self, required: ["show_in_carousel"])
    guard case .bool(let isShown)? = body["show_in_carousel"] else {
      throw Problem(invalid: [
        Invalid.type(
          "boolean", [.string("body"), .string("show_in_carousel")],
          input: body["show_in_carousel"] ?? .null)
      ])
    }
    let viewer = try call.member()
    return try await call.write { db in
      try db.execute(
        sql: """
          UPDATE community_posts SET show_in_carousel = ?1 WHERE id = ?2 AND show_in_carousel <> ?1
          """, arguments: [isShown, id])
      return try .json(PostRows.one(db, id, viewer))
    }
  }

  /// This server makes no pictures of words: a post without one has none here either.
  private static func image(_ call: Call) async throws -> Reply {
    let id = try call.id("post_id")
    return try await call.read { db in
      let post = try PostRows.one(db, id, call.viewer)
      return try .json(["image_url": post.imageURL.map(JSONValue.string) ?? .null])
    }
  }
}
