import CNTKit
import GRDB

extension AdminContentItem: MirrorEntity {
  static var kind: ItemKind { .adminItem }
  static var table: String { "admin_item" }
  static var columns: String {
    """
    type TEXT NOT NULL, title TEXT NOT NULL, creator_name TEXT, status TEXT, created_at TEXT,
    description TEXT, cover_image TEXT, thumbnail_url TEXT, image_url TEXT, audio_url TEXT,
    video_url TEXT, duration INTEGER, content_id INTEGER
    """
  }
  /// Set while a decision waits to be sent.
  static var ownColumns: String? { "decided INTEGER NOT NULL DEFAULT 0" }
  var sortKey: Int { createdAt.sortKey }
  var searchTitle: String { title }
  var searchBody: String { (creatorName ?? "") + " " + (description ?? "") }
  var item: Item { .adminItem(self) }
}
