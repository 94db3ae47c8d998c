import CNTKit
import GRDB

extension DocumentAsset: MirrorEntity {
  static var kind: ItemKind { .document }
  static var table: String { "document" }
  static var columns: String {
    """
    title TEXT NOT NULL, description TEXT, file_path TEXT NOT NULL, thumbnail_path TEXT,
    category TEXT NOT NULL, is_featured INTEGER NOT NULL, file_type TEXT, file_size INTEGER,
    created_at TEXT
    """
  }
  var sortKey: Int { id }
  var searchTitle: String { title }
  var searchBody: String { description ?? "" }
  static var searchSQL: (title: String, body: String) {
    ("title", "coalesce(description, '')")
  }
  var item: Item { .document(self) }

  mutating func takeLocalIDs(_ row: GRDB.Row) { id = row["id"] }

  func write(to row: inout ColumnValues) {
    row.add(title)
    row.add(description)
    row.add(filePath)
    row.add(thumbnailPath)
    row.add(category)
    row.add(isFeatured)
    row.add(fileType)
    row.add(fileSize)
    row.add(createdAt)
  }
}
