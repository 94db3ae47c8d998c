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
  static var viewerColumns: [String] { ["is_attending", "my_attendance_status"] }
  var sortKey: Int { eventDate.sortKey }
  var searchTitle: String { title }
  var searchBody: String { (location ?? "") + " " + (description ?? "") }
  static var searchSQL: (title: String, body: String) {
    ("title", "coalesce(location, '') || ' ' || coalesce(description, '')")
  }
  var item: Item { .event(self) }

  mutating func takeLocalIDs(_ row: GRDB.Row) {
    id = row["id"]
  }

  func write(to row: inout ColumnValues) {
    row.add(hostID)
    row.add(title)
    row.add(description)
    row.add(eventDate)
    row.add(location)
    row.add(latitude)
    row.add(longitude)
    row.add(maxAttendees)
    row.add(status)
    row.add(coverImage)
    row.add(createdAt)
    row.add(updatedAt)
    row.add(json: host)
    row.add(attendeesCount)
    row.add(isAttending)
    row.add(myAttendanceStatus)
  }
}
