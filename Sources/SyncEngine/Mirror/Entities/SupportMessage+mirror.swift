import CNTKit
import GRDB

extension SupportMessage: MirrorEntity {
  static var kind: ItemKind { .support }
  static var table: String { "support_message" }
  static var columns: String {
    """
    subject TEXT NOT NULL, message TEXT NOT NULL, status TEXT NOT NULL, admin_response TEXT,
    user_id INTEGER NOT NULL, admin_id INTEGER, admin_seen INTEGER NOT NULL,
    user_seen INTEGER NOT NULL, created_at TEXT, updated_at TEXT, responded_at TEXT, user TEXT
    """
  }
  var sortKey: Int { createdAt.sortKey }
  var searchTitle: String { subject }
  var searchBody: String { message + " " + (adminResponse ?? "") }
  static var searchSQL: (title: String, body: String) {
    ("subject", "message || ' ' || coalesce(admin_response, '')")
  }
  var item: Item { .support(self) }

  func write(to row: inout ColumnValues) {
    row.add(subject)
    row.add(message)
    row.add(status)
    row.add(adminResponse)
    row.add(userID)
    row.add(adminID)
    row.add(adminSeen)
    row.add(userSeen)
    row.add(createdAt)
    row.add(updatedAt)
    row.add(respondedAt)
    row.add(json: user)
  }

  mutating func takeLocalIDs(_ row: GRDB.Row) { id = row["id"] }
}
