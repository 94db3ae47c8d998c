import CNTKit
import Foundation
import GRDB

extension Mirror {
  /// Puts a write into the outbox and its effect into the rows, in one transaction.
  @discardableResult
  public func submit(_ write: Write, now: Date) throws -> OutboxID {
    let json = String(decoding: try JSONEncoder().encode(write), as: UTF8.self)
    return try self.write { db in
      if let target = write.target {
        // The opposite, unsent: both together are nothing.
        let queued = try OutboxRow.fetch(
          db, "state = 'queued' AND attempts = 0 AND target_kind = ? AND target_id = ?",
          [target.kind.rawValue, target.id])
        if let last = queued.last, last.write.isUndone(by: write) {
          try db.execute(sql: "DELETE FROM outbox WHERE id = ?", arguments: [last.id])
          try OutboxEffects.apply(db, write, localID: nil, now: now)
          return last.id
        }
        if let last = queued.last, last.write == write { return last.id }
      }
      let localID = try OutboxEffects.localID(db, for: write)
      try db.execute(
        sql: """
          INSERT INTO outbox ("write", state, created_at, title, target_kind, target_id, local_id)
          VALUES (?, 'queued', ?, ?, ?, ?, ?)
          """,
        arguments: [
          json, now.microseconds, write.title,
          write.target?.kind.rawValue ?? localID.map { _ in write.localKind.rawValue },
          write.target?.id ?? localID, localID,
        ])
      let id = db.lastInsertedRowID
      try OutboxEffects.apply(db, write, localID: localID, now: now)
      return id
    }
  }

  /// What has not been sent, oldest first.
  public func outbox() throws -> [OutboxEntry] {
    try read { db in try OutboxRow.fetch(db, "state <> 'done'", []) }
  }

  /// Sends a refused write again, as it is.
  public func retry(_ id: OutboxID) throws {
    try write { db in
      try db.execute(
        sql: "UPDATE outbox SET state = 'queued', failure = NULL WHERE id = ? AND state = 'failed'",
        arguments: [id])
    }
  }

  /// Gives a write up and undoes its effect here. One that is being sent stays.
  public func discard(_ id: OutboxID) throws {
    try write { db in
      guard
        let entry = try OutboxRow.fetch(
          db, "id = ? AND state IN ('queued', 'failed')", [id]
        ).first
      else { return }
      try db.execute(sql: "DELETE FROM outbox WHERE id = ?", arguments: [id])
      try OutboxEffects.undo(db, entry)
    }
  }
}

extension Write {
  /// The kind of row that it makes.
  var localKind: ItemKind { if case .comment = self { .comment } else { .post } }
}

/// Rows of the outbox.
enum OutboxRow {
  static func fetch(
    _ db: Database, _ condition: String, _ arguments: StatementArguments
  ) throws -> [OutboxEntry] {
    try GRDB.Row.fetchAll(
      db, sql: "SELECT * FROM outbox WHERE \(condition) ORDER BY id", arguments: arguments
    ).compactMap { row in
      guard let state = OutboxEntry.State(rawValue: row["state"]) else { return nil }
      let json: String = row["write"]
      return OutboxEntry(
        id: row["id"], write: try JSONDecoder().decode(Write.self, from: Data(json.utf8)),
        state: state, createdAt: Date(microseconds: row["created_at"]),
        sentAt: (row["sent_at"] as Int?).map { Date(microseconds: $0) },
        attempts: row["attempts"], failure: row["failure"], title: row["title"],
        localID: row["local_id"])
    }
  }
}
