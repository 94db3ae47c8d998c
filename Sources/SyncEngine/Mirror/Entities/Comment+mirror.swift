import CNTKit
import GRDB

extension Comment: MirrorEntity {
  static var kind: ItemKind { .comment }
  static var table: String { "comment" }
  static var columns: String {
    """
    post_id INTEGER NOT NULL, user_id INTEGER NOT NULL, user_name TEXT, user_avatar TEXT,
    content TEXT NOT NULL, created_at TEXT
    """
  }
  var sortKey: Int { createdAt.sortKey }
  var searchBody: String { (userName ?? "") + " " + content }
  static var searchSQL: (title: String, body: String) {
    ("''", "coalesce(user_name, '') || ' ' || content")
  }
  var item: Item { .comment(self) }

  mutating func takeLocalIDs(_ row: GRDB.Row) {
    id = row["id"]
    postID = row["post_id"]
  }

  func write(to row: inout ColumnValues) {
    row.add(postID)
    row.add(userID)
    row.add(userName)
    row.add(userAvatar)
    row.add(content)
    row.add(createdAt)
  }
}
