import CNTKit
import GRDB

/// The kinds of content that the admin desk decides on, and how each is stored.
struct AdminContent: Sendable {
  /// The word in URLs.
  let type: String
  /// The word in sentences.
  let title: String
  let table: String
  /// The column that says who made it; NULL for nobody.
  let owner: String
  /// SQL of one row as an `AdminContentItem`.
  let select: String
  let approve: String
  let reject: String

  static func named(_ type: String) throws -> AdminContent {
    guard let kind = all.first(where: { $0.type == type }) else {
      throw Problem(400, "Invalid content type: \(type)")
    }
    return kind
  }

  /// Rows of these kinds, newest first; `filter` speaks of the columns of an `AdminContentItem`.
  static func fetch(
    _ db: Database, _ kinds: [AdminContent], _ filter: SQLFilter, _ page: Call.Page = .all
  ) throws -> [AdminContentItem] {
    let parts = kinds.map(\.select).joined(separator: " UNION ALL ")
    return try Fetched.all(
      db,
      """
      SELECT * FROM (\(parts)) \(filter.sql)
      ORDER BY created_at DESC, type, id DESC LIMIT ? OFFSET ?
      """, filter.arguments + [page.limit, page.skip])
  }

  /// What waits for a decision.
  static var pending: SQLFilter {
    var filter = SQLFilter()
    filter.add("status = 'pending'")
    return filter
  }

  private init(
    _ type: String, _ title: String, table: String, owner: String, status: String,
    image: String = "NULL", cover: String = "cover_image", audio: String = "NULL",
    video: String = "NULL", duration: String = "NULL", text: String = "description",
    approve: String, reject: String
  ) {
    self.type = type
    self.title = title
    self.table = table
    self.owner = owner
    select = """
      SELECT t.id, '\(type)' AS type, t.title, coalesce(u.name, u.username) AS creator_name,
        \(status) AS status, t.created_at, \(text) AS description, \(cover) AS cover_image,
        NULL AS thumbnail_url, \(image) AS image_url, \(audio) AS audio_url, \(video) AS video_url,
        \(duration) AS duration
      FROM \(table) t LEFT JOIN users u ON u.id = \(owner)
      """
    self.approve = "UPDATE \(table) SET \(approve) WHERE id = ?"
    self.reject = reject.hasPrefix("DELETE") ? reject : "UPDATE \(table) SET \(reject) WHERE id = ?"
  }

  static let all: [AdminContent] = [
    AdminContent(
      "podcast", "Podcast", table: "podcasts", owner: "creator_id", status: "t.status",
      cover: "t.cover_image", audio: "t.audio_url", video: "t.video_url", duration: "t.duration",
      text: "t.description", approve: "status = 'approved'", reject: "status = 'rejected'"),
    AdminContent(
      "movie", "Movie", table: "movies", owner: "creator_id", status: "t.status",
      cover: "t.cover_image", video: "t.video_url", duration: "t.duration", text: "t.description",
      approve: "status = 'approved'", reject: "status = 'rejected'"),
    AdminContent(
      "music", "Music track", table: "music_tracks", owner: "NULL",
      status: "CASE WHEN t.is_published THEN 'approved' ELSE 'pending' END",
      cover: "t.cover_image", audio: "t.audio_url", duration: "t.duration", text: "t.album",
      approve: "is_published = 1", reject: "is_published = 0"),
    AdminContent(
      "community_post", "Post", table: "community_posts", owner: "user_id",
      status: "CASE WHEN t.is_approved THEN 'approved' ELSE 'pending' END",
      image: "t.image_url", cover: "NULL", text: "t.content", approve: "is_approved = 1",
      reject: "DELETE FROM community_posts WHERE id = ?"),
    AdminContent(
      "event", "Event", table: "events", owner: "host_id",
      status: "CASE t.status WHEN 'published' THEN 'approved' ELSE t.status END",
      cover: "t.cover_image", text: "t.description", approve: "status = 'published'",
      reject: "status = 'rejected'"),
  ]
}
