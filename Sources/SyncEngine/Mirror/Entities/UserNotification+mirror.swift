import CNTKit
import GRDB

extension UserNotification: MirrorEntity {
  static var kind: ItemKind { .notification }
  static var table: String { "notification" }
  static var columns: String {
    """
    type TEXT NOT NULL, title TEXT NOT NULL, message TEXT NOT NULL, data TEXT,
    read INTEGER NOT NULL, created_at TEXT
    """
  }
  var sortKey: Int { createdAt.sortKey }
  var searchTitle: String { title }
  var searchBody: String { message }
  static var searchSQL: (title: String, body: String) {
    ("title", "message")
  }
  var item: Item { .notification(self) }

  func write(to row: inout ColumnValues) {
    row.add(type)
    row.add(title)
    row.add(message)
    row.add(json: data)
    row.add(read)
    row.add(createdAt)
  }
}
