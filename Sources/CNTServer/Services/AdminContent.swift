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
  /// SQL of its state as an admin reads it; the row is `t`.
  let status: String
  let approve: String
  let reject: String
  let archive: String

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
    approve: String, reject: String, archive: String = "status = 'archived'"
  ) {
    self.type = type
    self.title = title
    self.table = table
    self.owner = owner
    self.status = status
    select = """
      SELECT t.id, '\(type)' AS type, t.title, coalesce(u.name, u.username) AS creator_name,
        \(status) AS status, t.created_at, \(text) AS description, \(cover) AS cover_image,
        NULL AS thumbnail_url, \(image) AS image_url, \(audio) AS audio_url, \(video) AS video_url,
        \(duration) AS duration
      FROM \(table) t LEFT JOIN users u ON u.id = \(owner)
      """
    self.approve = "UPDATE \(table) SET \(approve) WHERE id = ?"
    self.archive = "UPDATE \(table) SET \(archive) WHERE id = ?"
    self.reject = reject.hasPrefix("DELETE") ? reject : "UPDATE \(table) SET \(reject) WHERE id = ?"
  }

  /// Music and posts have a flag where others have a word: 0 waits, 1 is approved. What was archived
  /// or rejected has numbers of its own, and no more than the flag's 0 leaves the server.
  private static let archived = 2
  private static let rejected = 3

  private static func state(_ flag: String) -> String {
    """
    CASE \(flag) WHEN 1 THEN 'approved' WHEN \(archived) THEN 'archived'
      WHEN \(rejected) THEN 'rejected' ELSE 'pending' END
    """
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
      status: state("t.is_published"),
      cover: "t.cover_image", audio: "t.audio_url", duration: "t.duration", text: "t.album",
      approve: "is_published = 1", reject: "is_published = \(rejected)",
      archive: "is_published = \(archived)"),
    AdminContent(
      "community_post", "Post", table: "community_posts", owner: "user_id",
      status: state("t.is_approved"),
      image: "t.image_url", cover: "NULL", text: "t.content", approve: "is_approved = 1",
      reject: "DELETE FROM community_posts WHERE id = ?", archive: "is_approved = \(archived)"),
    AdminContent(
      "event", "Event", table: "events", owner: "host_id",
      status: "CASE t.status WHEN 'published' THEN 'approved' ELSE t.status END",
      cover: "t.cover_image", text: "t.description", approve: "status = 'published'",
      reject: "status = 'rejected'"),
  ]
}
