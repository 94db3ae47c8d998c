import CNTKit
import GRDB

extension Podcast: MirrorEntity {
  static var kind: ItemKind { .podcast }
  static var table: String { "podcast" }
  static var columns: String {
    """
    title TEXT NOT NULL, description TEXT, audio_url TEXT, video_url TEXT, cover_image TEXT,
    creator_id INTEGER, category_id INTEGER, duration INTEGER, status TEXT NOT NULL,
    plays_count INTEGER NOT NULL, created_at TEXT
    """
  }
  var sortKey: Int { createdAt.sortKey }
  var searchTitle: String { title }
  var searchBody: String { description ?? "" }
  static var searchSQL: (title: String, body: String) {
    ("title", "coalesce(description, '')")
  }
  var item: Item { .podcast(self) }

  mutating func takeLocalIDs(_ row: GRDB.Row) {
    id = row["id"]
  }

  func write(to row: inout ColumnValues) {
    row.add(title)
    row.add(description)
    row.add(audioURL)
    row.add(videoURL)
    row.add(coverImage)
    row.add(creatorID)
    row.add(categoryID)
    row.add(duration)
    row.add(status)
    row.add(playsCount)
    row.add(createdAt)
  }
}
