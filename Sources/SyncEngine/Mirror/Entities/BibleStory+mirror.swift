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
  static var searchSQL: (title: String, body: String) {
    ("title", "scripture_reference || ' ' || content")
  }
  var item: Item { .story(self) }

  func write(to row: inout ColumnValues) {
    row.add(title)
    row.add(scriptureReference)
    row.add(content)
    row.add(audioURL)
    row.add(coverImage)
    row.add(createdAt)
  }
}
