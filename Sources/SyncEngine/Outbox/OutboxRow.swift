import CNTKit
import Foundation
import GRDB

/// Rows of the outbox.
enum OutboxRow {
  static let unsent = "state IN ('queued', 'sending', 'uncertain')"

  /// Can still be taken back. A hold that would last longer than any does was set by a clock that has
  /// been set back since.
  static let held = "state = 'queued' AND held_until > ? AND held_until <= ?"

  static func holdTimes(_ now: Date) -> StatementArguments {
    [now.microseconds, now.addingTimeInterval(OutboxEntry.longestHold).microseconds]
  }

  static func json(_ write: Write) throws -> String {
    String(decoding: try JSONEncoder().encode(write), as: UTF8.self)
  }

  /// Puts a write into the queue. `localID`: of the row that it makes here.
  static func insert(
    _ db: Database, _ write: Write, localID: Int?, now: Date, heldUntil: Date?
  ) throws -> OutboxID {
    let target =
      write.target
      ?? write.madeKind.flatMap { kind in localID.map { ItemRef(kind: kind, id: $0) } }
    try db.cachedStatement(
      sql: """
        INSERT INTO outbox
          ("write", state, created_at, title, target_kind, target_id, local_id, "key", held_until)
        VALUES (?, 'queued', ?, ?, ?, ?, ?, lower(hex(randomblob(16))), ?)
        """
    ).execute(
      arguments: [
        try json(write), now.microseconds, write.title, target?.kind.rawValue, target?.id,
        localID, heldUntil?.microseconds,
      ])
    return db.lastInsertedRowID
  }

  static func fetch(
    _ db: Database, _ condition: String, _ arguments: StatementArguments = []
  ) throws -> [OutboxEntry] {
    try GRDB.Row.fetchAll(
      db.cachedStatement(sql: "SELECT * FROM outbox WHERE \(condition) ORDER BY id"),
      arguments: arguments
    ).compactMap(entry)
  }

  /// The oldest entry for which `isWanted` holds; no more are read than it takes to find it.
  static func first(
    _ db: Database, _ condition: String, where isWanted: (OutboxEntry) -> Bool
  ) throws -> OutboxEntry? {
    let rows = try GRDB.Row.fetchCursor(
      db.cachedStatement(sql: "SELECT * FROM outbox WHERE \(condition) ORDER BY id"))
    while let row = try rows.next() {
      if let entry = try entry(row), isWanted(entry) { return entry }
    }
    return nil
  }

  private static func entry(_ row: GRDB.Row) throws -> OutboxEntry? {
    guard let state = OutboxEntry.State(rawValue: row["state"]) else { return nil }
    let json: String = row["write"]
    return OutboxEntry(
      id: row["id"], write: try JSONDecoder().decode(Write.self, from: Data(json.utf8)),
      state: state, createdAt: Date(microseconds: row["created_at"]),
      sentAt: (row["sent_at"] as Int?).map { Date(microseconds: $0) },
      attempts: row["attempts"], failure: row["failure"], title: row["title"],
      localID: row["local_id"], floorID: row["floor_id"],
      triedAt: (row["tried_at"] as Int?).map { Date(microseconds: $0) },
      key: row["key"] ?? "", isKeyed: row["keyed"], isInsisted: row["insisted"],
      heldUntil: (row["held_until"] as Int?).map { Date(microseconds: $0) })
  }

  /// What waits to be sent, and what was done since `asked`.
  static func open(_ db: Database, settledAfter asked: Asked?) throws -> [OutboxEntry] {
    try fetch(db, "\(unsent) OR settled > ?", [asked?.settled ?? Int.max])
  }

  /// What rows made here became since `asked`. An entry of a playlist is no row.
  static func made(_ db: Database, settledAfter asked: Asked) throws -> Set<ItemRef> {
    let rows = try GRDB.Row.fetchAll(
      db,
      sql: """
        SELECT target_kind, server_id FROM outbox
        WHERE settled > ? AND server_id IS NOT NULL AND target_kind IS NOT NULL
          AND json_type("write", '$.addToPlaylist') IS NULL
        """, arguments: [asked.settled])
    var made: Set<ItemRef> = []
    for row in rows {
      guard let kind = ItemKind(rawValue: row["target_kind"]) else { continue }
      made.insert(ItemRef(kind: kind, id: row["server_id"]))
    }
    return made
  }
}
