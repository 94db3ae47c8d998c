import CNTKit
import GRDB

extension Playlist: MirrorEntity {
  static var kind: ItemKind { .playlist }
  static var table: String { "playlist" }
  static var columns: String {
    """
    user_id INTEGER NOT NULL, name TEXT NOT NULL, description TEXT, cover_image TEXT,
    item_count INTEGER, items TEXT, created_at TEXT
    """
  }
  var sortKey: Int { createdAt.sortKey }
  var searchTitle: String { name }
  var searchBody: String { description ?? "" }
  static var searchSQL: (title: String, body: String) {
    ("name", "coalesce(description, '')")
  }
  var item: Item { .playlist(self) }

  func write(to row: inout ColumnValues) {
    row.add(userID)
    row.add(name)
    row.add(description)
    row.add(coverImage)
    row.add(itemCount)
    row.add(json: items)
    row.add(createdAt)
  }
}
