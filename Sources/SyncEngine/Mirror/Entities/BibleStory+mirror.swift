import CNTKit
import GRDB

extension BibleStory: MirrorEntity {
  static var kind: ItemKind { .story }
  static var table: String { "story" }
  static var columns: String {
    """
    title TEXT NOT NULL, scripture_reference TEXT NOT NULL, content TEXT NOT NULL,
    audio_url TEXT, cover_image TEXT, created_at TEXT
    """
  }
  var sortKey: Int { id }
  var searchTitle: String { title }
  var searchBody: String { scriptureReference + " " + content }
  var item: Item { .story(self) }
}
