import CNTKit
import GRDB

/// Events as a viewer sees them.
enum EventRows {
  /// Who sees events that wait or were refused: their hosts and admins.
  static func visible(to viewer: Call.Viewer?) -> SQLFilter {
    var filter = SQLFilter()
    guard viewer?.isAdmin != true else { return filter }
    filter.add("e.status IN ('published', 'approved') OR e.host_id = ?", viewer?.id ?? -1)
    return filter
  }

  static func fetch(
    _ db: Database, _ viewer: Call.Viewer?, _ filter: SQLFilter, _ page: Call.Page = .all
  ) throws -> [Event] {
    let id = viewer?.id ?? -1
    return try Fetched.all(
      db,
      """
      SELECT e.*,
        json_object('id', u.id, 'username', u.username, 'name', u.name, 'avatar', u.avatar) AS host,
        (SELECT count(*) FROM event_attendees WHERE event_id = e.id AND status = 'approved')
          AS attendees_count,
        EXISTS (SELECT 1 FROM event_attendees
          WHERE event_id = e.id AND user_id = ? AND status = 'approved') AS is_attending,
        (SELECT status FROM event_attendees WHERE event_id = e.id AND user_id = ?)
          AS my_attendance_status
      FROM events e JOIN users u ON u.id = e.host_id
      \(filter.sql) ORDER BY e.event_date, e.id LIMIT ? OFFSET ?
      """, [id, id] + filter.arguments + [page.limit, page.skip])
  }

  static func one(_ db: Database, _ id: Int, _ viewer: Call.Viewer?) throws -> Event {
    var filter = visible(to: viewer)
    filter.add("e.id = ?", id)
    guard let event = try fetch(db, viewer, filter).first else { throw Problem.notFound("Event") }
    return event
  }

  /// One that the viewer may change: its host's, or any for an admin.
  static func owned(_ db: Database, _ id: Int, _ viewer: Call.Viewer) throws -> Event {
    let event = try one(db, id, viewer)
    guard viewer.isAdmin || event.hostID == viewer.id else { throw Problem.notOwner }
    return event
  }
}
