import CNTKit
import GRDB

/// Posts and comments as a viewer sees them.
enum PostRows {
  /// Who sees posts that wait: their authors and admins. The plus keeps SQLite from collecting all
  /// approved posts by index when only some ids are asked for.
  static func visible(to viewer: Call.Viewer?) -> SQLFilter {
    var filter = SQLFilter()
    guard viewer?.isAdmin != true else { return filter }
    filter.add("+p.is_approved = 1 OR p.user_id = ?", viewer?.id ?? -1)
    return filter
  }

  static func fetch(
    _ db: Database, _ viewer: Call.Viewer?, _ filter: SQLFilter, _ page: Call.Page = .all
  ) throws -> [CommunityPost] {
    try Fetched.all(
      db,
      """
      SELECT p.is_approved = 1 AS is_approved, p.*, coalesce(u.name, u.username) AS user_name, u.avatar AS user_avatar,
        EXISTS (SELECT 1 FROM likes WHERE post_id = p.id AND user_id = ?) AS is_liked
      FROM community_posts p JOIN users u ON u.id = p.user_id \(filter.sql)
      ORDER BY p.created_at DESC, p.id DESC LIMIT ? OFFSET ?
      """, [viewer?.id ?? -1] + filter.arguments + [page.limit, page.skip])
  }

  static func one(_ db: Database, _ id: Int, _ viewer: Call.Viewer?) throws -> CommunityPost {
    var filter = visible(to: viewer)
    filter.add("p.id = ?", id)
    guard let post = try fetch(db, viewer, filter).first else { throw Problem.notFound("Post") }
    return post
  }

  /// `filter` may speak of the comment as `c` and of its post as `p`.
  static func comments(_ db: Database, _ filter: SQLFilter) throws -> [Comment] {
    try Fetched.all(
      db,
      """
      SELECT c.*, coalesce(u.name, u.username) AS user_name, u.avatar AS user_avatar
      FROM comments c JOIN community_posts p ON p.id = c.post_id JOIN users u ON u.id = c.user_id
      \(filter.sql) ORDER BY c.created_at, c.id
      """, filter.arguments)
  }
}
