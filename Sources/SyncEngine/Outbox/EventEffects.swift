import CNTKit
import GRDB

/// What a host's writes change in the event's row, and among those who want to come.
enum EventEffects {
  static func apply(_ db: Database, _ write: Write) throws {
    switch write {
    case .editEvent(let id, let changes): try edit(db, id, changes)
    case .deleteEvent(let id):
      // The row stays until the server has done it, so that it can come back; no list shows it.
      try BaseRow.keep(db, Event.self, id)
      try db.execute(
        sql: "UPDATE event SET status = ?, hash = 0 WHERE id = ?", arguments: [Event.deleted, id])
    case .decideAttendee(let event, let user, let status):
      try AttendeeRow.decide(db, event: event, user: user, status)
    default: break
    }
  }

  private static func edit(_ db: Database, _ id: Int, _ changes: MemberChanges) throws {
    guard id > 0, var event = try Event.stored(db, id) else { return }
    try BaseRow.keep(db, Event.self, id)
    let before = event
    event.apply(changes)
    guard event != before else { return }
    let seconds = try Int.fetchOne(
      db, sql: "SELECT seen_at FROM event WHERE id = ?", arguments: [id])
    try EntityRow(event).storeIndexed(db, seconds: seconds ?? 0)
    try db.execute(sql: "UPDATE event SET hash = 0 WHERE id = ?", arguments: [id])
  }
}

extension Event {
  /// The event with other words in it.
  mutating func apply(_ changes: MemberChanges) {
    for (name, value) in changes.values {
      switch name {
      case "title": title = value.stringValue ?? title
      case "description": description = value.stringValue
      case "location": location = value.stringValue
      case "event_date": eventDate = value.stringValue.flatMap { Timestamp($0) } ?? eventDate
      case "max_attendees": maxAttendees = value.intValue ?? maxAttendees
      default: break
      }
    }
  }
}
