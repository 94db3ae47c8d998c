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
  var sortKey: Int { createdAt.sortKey }

  var item: Item { .adminItem(self) }
}
