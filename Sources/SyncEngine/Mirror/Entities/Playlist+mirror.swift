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
  var item: Item { .playlist(self) }
}
