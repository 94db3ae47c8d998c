import CNTKit
import Foundation
import GRDB

/// The feed: posts, likes and comments.
enum CommunityRoutes {
  static let routes: [Route] = [
    Route(.get, "/api/v1/community/posts", .optional, list),
    Route(.post, "/api/v1/community/posts", .member, create),
    Route(.get, "/api/v1/community/posts/{post_id}", .optional) {
      try .json(try await find($0, try $0.id("post_id")))
    },
    Route(.post, "/api/v1/community/posts/{post_id}/like", .member, like),
    Route(.get, "/api/v1/community/posts/{post_id}/comments", .optional, comments),
    Route(.post, "/api/v1/community/posts/{post_id}/comments", .member, comment),
  ]

  private static func select(_ viewer: Call.Viewer?) -> String {
    """
    SELECT p.*, coalesce(u.name, u.username) AS user_name, u.avatar AS user_avatar,
      EXISTS (SELECT 1 FROM likes WHERE post_id = p.id AND user_id = \(viewer?.id ?? -1)) AS is_liked
    FROM community_posts p JOIN users u ON u.id = p.user_id
    """
  }

  /// Who sees posts that wait: their authors and admins.
  private static func visible(_ viewer: Call.Viewer?) -> SQLFilter {
    var filter = SQLFilter()
    guard viewer?.isAdmin != true else { return filter }
    filter.add("p.is_approved = 1 OR p.user_id = ?", viewer?.id ?? -1)
    return filter
  }

  private static func list(_ call: Call) async throws -> Reply {
    let page = try call.page()
    var filter = visible(call.viewer)
    if try call.boolean("approved_only") ?? true { filter.add("p.is_approved = 1") }
    if try call.boolean("carousel_only") ?? false { filter.add("p.show_in_carousel = 1") }
    if let category = call.text("category"), category.lowercased() != "all" {
      filter.add("lower(p.category) = ?", category.lowercased())
    }
    if let type = call.text("post_type") { filter.add("p.post_type = ?", type) }
    if let user = try call.integer("user_id") { filter.add("p.user_id = ?", user) }
    let sql = """
      \(select(call.viewer)) \(filter.sql)
      ORDER BY p.created_at DESC, p.id DESC LIMIT ? OFFSET ?
      """
    let rows: [CommunityPost] = try await call.services.database.read { [filter] db in
      try Fetched.all(db, sql, filter.arguments + [page.limit, page.skip])
    }
    return try .json(rows)
  }

  private static func find(_ call: Call, _ id: Int) async throws -> CommunityPost {
    var filter = visible(call.viewer)
    filter.add("p.id = ?", id)
    let sql = "\(select(call.viewer)) \(filter.sql)"
    let post: CommunityPost? = try await call.services.database.read { [filter] db in
      try Fetched.one(db, sql, filter.arguments)
    }
    guard let post else { throw Problem.notFound("Post") }
    return post
  }

  private static func create(_ call: Call) async throws -> Reply {
    let body = try await call.body(
      CommunityPostCreate.self, required: ["title", "content", "category"],
      texts: ["title", "content", "category"])
    let viewer = try call.member()
    let stamp = call.services.stamp
    let id = try await call.services.database.write { db in
      try db.insert(
        into: "community_posts",
        [
          ("user_id", viewer.id), ("title", body.title), ("content", body.content),
          ("image_url", body.imageURL), ("category", body.category),
          ("post_type", body.postType ?? "image"), ("is_approved", viewer.isAdmin),
          ("created_at", stamp),
        ])
    }
    return try .json(try await find(call, id))
  }

  /// A toggle, as on the platform; one row for each person and post, however many ask at once.
  private static func like(_ call: Call) async throws -> Reply {
    let id = try await find(call, try call.id("post_id")).id
    let viewer = try call.member()
    let stamp = call.services.stamp
    let result = try await call.services.database.write { db in
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
      return LikeResult(liked: liked, likesCount: count)
    }
    return try .json(result)
  }

  private static let selectComments = """
    SELECT c.*, coalesce(u.name, u.username) AS user_name, u.avatar AS user_avatar
    FROM comments c JOIN users u ON u.id = c.user_id
    """

  private static func comments(_ call: Call) async throws -> Reply {
    let id = try await find(call, try call.id("post_id")).id
    let rows: [Comment] = try await call.services.database.read { db in
      try Fetched.all(
        db, "\(selectComments) WHERE c.post_id = ? ORDER BY c.created_at, c.id", [id])
    }
    return try .json(rows)
  }

  private static func comment(_ call: Call) async throws -> Reply {
    let body = try await call.body(CommentCreate.self, required: ["content"], texts: ["content"])
    guard !body.content.trimmingCharacters(in: .whitespacesAndNewlines).isEmpty else {
      throw Problem(400, "A comment needs some text")
    }
    let post = try await find(call, try call.id("post_id")).id
    let viewer = try call.member()
    let stamp = call.services.stamp
    let comment: Comment? = try await call.services.database.write { db in
      let id = try db.insert(
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
      return try Fetched.one(db, "\(selectComments) WHERE c.id = ?", [id])
    }
    guard let comment else { throw Problem(500, "Internal Server Error") }
    return try .json(comment)
  }
}
