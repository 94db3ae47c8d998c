import CNTKit
import Foundation
import GRDB

/// The feed: posts, likes and comments.
enum CommunityRoutes {
  static let routes: [Route] = [
    Route(.get, "/api/v1/community/posts", .optional, list),
    Route(.post, "/api/v1/community/posts", .member, create),
    Route(.get, "/api/v1/community/posts/{post_id}", .optional) { call in
      let id = try call.id("post_id")
      return try await call.read { try .json(PostRows.one($0, id, call.viewer)) }
    },
    Route(.post, "/api/v1/community/posts/{post_id}/like", .member, like),
    Route(.get, "/api/v1/community/posts/{post_id}/comments", .optional, comments),
    Route(.post, "/api/v1/community/posts/{post_id}/comments", .member, comment),
  ]

  private static func list(_ call: Call) async throws -> Reply {
    let page = try call.page()
    var filter = PostRows.visible(to: call.viewer)
    if try call.boolean("approved_only") ?? true { filter.add("p.is_approved = 1") }
    if try call.boolean("carousel_only") ?? false { filter.add("p.show_in_carousel = 1") }
    if let category = call.text("category"), category.lowercased() != "all" {
      filter.add("lower(p.category) = ?", category.lowercased())
    }
    if let type = call.text("post_type") { filter.add("p.post_type = ?", type) }
    if let user = try call.integer("user_id") { filter.add("p.user_id = ?", user) }
    return try await call.read { [filter] db in
      try .json(PostRows.fetch(db, call.viewer, filter, page))
    }
  }

  private static func create(_ call: Call) async throws -> Reply {
    let body = try await call.body(
      CommunityPostCreate.self, required: ["title", "content", "category"],
      texts: ["title", "content", "category"])
    let viewer = try call.member()
    let stamp = call.services.stamp
    let made = try await call.write { db in
      let id = try db.insert(
        into: "community_posts",
        [
          ("user_id", viewer.id), ("title", body.title), ("content", body.content),
          ("image_url", body.imageURL), ("category", body.category),
          ("post_type", body.postType ?? "image"), ("is_approved", viewer.isAdmin),
          ("created_at", stamp),
        ])
      return try .json(PostRows.one(db, id, viewer))
    }
    if body.postType == "text", body.imageURL == nil, case .bytes(let data, _) = made.body,
      let post = try? JSONDecoder().decode(CommunityPost.self, from: data)
    {
      QuotePictures.begin(post, call.services)
    }
    return made
  }

  /// A toggle, as on the platform; one row for each person and post, however many ask at once.
  private static func like(_ call: Call) async throws -> Reply {
    let post = try call.id("post_id")
    let viewer = try call.member()
    let stamp = call.services.stamp
    return try await call.write { db in
      let id = try PostRows.one(db, post, viewer).id
      try db.execute(
        sql: "DELETE FROM likes WHERE post_id = ? AND user_id = ?", arguments: [id, viewer.id])
      let liked = db.changesCount == 0
      if liked {
        _ = try db.insert(
          into: "likes", [("post_id", id), ("user_id", viewer.id), ("created_at", stamp)])
      }
      let count =
        try Int.fetchOne(
          db, sql: "SELECT count(*) FROM likes WHERE post_id = ?", arguments: [id]) ?? 0
      try db.execute(
        sql: "UPDATE community_posts SET likes_count = ? WHERE id = ?", arguments: [count, id])
      return try .json(LikeResult(liked: liked, likesCount: count))
    }
  }

  private static func comments(_ call: Call) async throws -> Reply {
    let post = try call.id("post_id")
    return try await call.read { db in
      var filter = SQLFilter()
      filter.add("c.post_id = ?", try PostRows.one(db, post, call.viewer).id)
      return try .json(PostRows.comments(db, filter))
    }
  }

  private static func comment(_ call: Call) async throws -> Reply {
    let body = try await call.body(
      CommentCreate.self, of: "comment", required: ["content"], texts: ["content"])
    guard !body.content.trimmingCharacters(in: .whitespacesAndNewlines).isEmpty else {
      throw Problem(400, "A comment needs some text")
    }
    let id = try call.id("post_id")
    let viewer = try call.member()
    let stamp = call.services.stamp
    return try await call.write { db in
      let post = try PostRows.one(db, id, viewer).id
      let comment = try db.insert(
        into: "comments",
        [
          ("post_id", post), ("user_id", viewer.id), ("content", body.content),
          ("created_at", stamp),
        ])
      try db.execute(
        sql: """
          UPDATE community_posts SET comments_count =
            (SELECT count(*) FROM comments WHERE post_id = ?1) WHERE id = ?1
          """, arguments: [post])
      var filter = SQLFilter()
      filter.add("c.id = ?", comment)
      guard let row = try PostRows.comments(db, filter).first else {
        throw Problem(500, "Internal Server Error")
      }
      return try .json(row)
    }
  }
}
