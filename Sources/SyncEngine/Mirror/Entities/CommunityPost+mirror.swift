import CNTKit
import GRDB

extension CommunityPost: MirrorEntity {
  static var kind: ItemKind { .post }
  static var table: String { "post" }
  static var columns: String {
    """
    user_id INTEGER NOT NULL, user_name TEXT, user_avatar TEXT, title TEXT NOT NULL,
    content TEXT NOT NULL, image_url TEXT, category TEXT NOT NULL, post_type TEXT NOT NULL,
    is_approved INTEGER, show_in_carousel INTEGER, likes_count INTEGER NOT NULL,
    comments_count INTEGER NOT NULL, is_liked INTEGER NOT NULL, created_at TEXT
    """
  }
  /// The server's count of comments when they were last fetched.
  static var ownColumns: String? { "comments_fetched INTEGER" }
  static var viewerColumns: [String] { ["is_liked"] }
  var sortKey: Int { createdAt.sortKey }
  var searchTitle: String { title }
  var searchBody: String { (userName ?? "") + " " + content }
  static var searchSQL: (title: String, body: String) {
    ("title", "coalesce(user_name, '') || ' ' || content")
  }
  var item: Item { .post(self) }

  static func deleteDependents(_ db: Database, id: Int) throws {
    for comment in try Int.fetchAll(
      db, sql: "SELECT id FROM comment WHERE post_id = ?", arguments: [id])
    {
      try Comment.delete(db, id: comment)
    }
  }

  mutating func takeLocalIDs(_ row: GRDB.Row) {
    id = row["id"]
  }

  func write(to row: inout ColumnValues) {
    row.add(userID)
    row.add(userName)
    row.add(userAvatar)
    row.add(title)
    row.add(content)
    row.add(imageURL)
    row.add(category)
    row.add(postType)
    row.add(isApproved)
    row.add(showInCarousel)
    row.add(likesCount)
    row.add(commentsCount)
    row.add(isLiked)
    row.add(createdAt)
  }
}
