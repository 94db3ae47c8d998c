import CNTKit
import GRDB

/// Who asked to come to an event: fetched for the events that somebody looks at.
enum AttendeeRow {
  static let schema = """
    CREATE TABLE attendee (
      event_id INTEGER NOT NULL, user_id INTEGER NOT NULL, id INTEGER NOT NULL,
      status TEXT NOT NULL,
      told TEXT NOT NULL,           -- the status as the server gave it
      created_at TEXT, user TEXT,   -- JSON
      PRIMARY KEY (event_id, user_id)
    ) WITHOUT ROWID;
    """

  /// At most so many are kept of one event.
  static let most = 1000

  static func fetch(_ db: Database, event: Int) throws -> [EventAttendee] {
    try GRDB.Row.fetchAll(
      db,
      sql: """
        SELECT id, user_id, status, created_at, user FROM attendee WHERE event_id = ?
        ORDER BY status <> 'pending', created_at, id
        """, arguments: [event]
    ).compactMap { try? EventAttendee(row: $0) }
  }

  /// The whole list as the server gave it; what waits to be sent is done to it again.
  static func replace(
    _ db: Database, event: Int, _ attendees: [EventAttendee], asked: Asked?
  ) throws {
    try db.execute(sql: "DELETE FROM attendee WHERE event_id = ?", arguments: [event])
    for attendee in attendees.prefix(most) {
      var values = ColumnValues(capacity: 2)
      values.add(attendee.createdAt)
      values.add(json: attendee.user)
      try db.execute(
        sql: """
          INSERT OR REPLACE INTO attendee (event_id, user_id, id, status, told, created_at, user)
          VALUES (?, ?, ?, ?, ?, ?, ?)
          """,
        arguments: [
          event, attendee.userID, attendee.id, attendee.status, attendee.status,
          values.values[0], values.values[1],
        ])
    }
    for entry in try OutboxRow.open(db, settledAfter: asked) {
      guard case .decideAttendee(event, let user, let status) = entry.write else { continue }
      try decide(db, event: event, user: user, status)
    }
  }

  static func decide(_ db: Database, event: Int, user: Int, _ status: String) throws {
    try db.execute(
      sql: "UPDATE attendee SET status = ? WHERE event_id = ? AND user_id = ?",
      arguments: [status, event, user])
  }

  /// The server has it: from now on these are its words.
  static func settle(_ db: Database, event: Int, user: Int, _ status: String) throws {
    try db.execute(
      sql: "UPDATE attendee SET told = ? WHERE event_id = ? AND user_id = ?",
      arguments: [status, event, user])
  }

  /// Goes back to what the server said, with what still waits done again.
  static func restore(_ db: Database, event: Int, user: Int) throws {
    try db.execute(
      sql: "UPDATE attendee SET status = told WHERE event_id = ? AND user_id = ?",
      arguments: [event, user])
    for entry in try OutboxRow.open(db, settledAfter: nil) {
      guard case .decideAttendee(event, user, let status) = entry.write else { continue }
      try decide(db, event: event, user: user, status)
    }
  }
}

extension EventAttendee: FetchableRecord {}

extension Mirror {
  /// Who asked to come, those that wait for an answer first; empty before somebody looked at the event.
  public func attendees(event: Int) throws -> [EventAttendee] {
    try read { try AttendeeRow.fetch($0, event: event) }
  }

  func setAttendees(_ attendees: [EventAttendee], event: Int, asked: Asked) throws {
    // A look that brings nothing new writes nothing.
    guard try self.attendees(event: event) != attendees.sortedForHost else { return }
    try write(durably: false) { db in
      try AttendeeRow.replace(db, event: event, attendees, asked: asked)
    }
  }
}

extension [EventAttendee] {
  /// In the order of the table.
  fileprivate var sortedForHost: [EventAttendee] {
    prefix(AttendeeRow.most).sorted { a, b in
      let (first, second) = (a.status != "pending", b.status != "pending")
      if first != second { return !first }
      return (a.createdAt?.text ?? "", a.id) < (b.createdAt?.text ?? "", b.id)
    }
  }
}
