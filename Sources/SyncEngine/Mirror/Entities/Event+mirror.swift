import CNTKit
import GRDB

extension Event: MirrorEntity {
  static var kind: ItemKind { .event }
  static var table: String { "event" }
  static var columns: String {
    """
    host_id INTEGER NOT NULL, title TEXT NOT NULL, description TEXT, event_date TEXT,
    location TEXT, latitude REAL, longitude REAL, max_attendees INTEGER NOT NULL,
    status TEXT NOT NULL, cover_image TEXT, created_at TEXT, updated_at TEXT, host TEXT,
    attendees_count INTEGER NOT NULL, is_attending INTEGER NOT NULL, my_attendance_status TEXT
    """
  }
  var sortKey: Int { eventDate.sortKey }
  var searchTitle: String { title }
  var searchBody: String { (location ?? "") + " " + (description ?? "") }
  var item: Item { .event(self) }
}
