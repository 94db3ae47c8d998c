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
  var sortKey: Int { createdAt.sortKey }
  var searchTitle: String { title }
  var searchBody: String { (userName ?? "") + " " + content }
  var item: Item { .post(self) }

  mutating func takeLocalIDs(_ row: GRDB.Row) {
    id = row["id"]
  }
}
