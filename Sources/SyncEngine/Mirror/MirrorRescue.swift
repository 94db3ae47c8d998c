import CNTKit
import Foundation
import GRDB

/// Replaces a damaged mirror. Everything in it can be fetched again but what only this machine knows:
/// the outbox, positions, settings and downloads, which are read out as far as they can be.
enum MirrorRescue {
  /// Tables that are taken over, with a condition on their rows.
  private static let tables = [
    ("outbox", "state <> 'done'"), ("playback", "1"), ("setting", "1"),
    (
      "state",
      "key IN ('\(StateRow.userID)', '\(StateRow.userName)', '\(StateRow.historyCleared)')"
    ),
    // What is on the disk would be fetched again.
    ("download", "1"), ("download_offered", "1"), ("queue", "1"), ("queue_state", "1"),
    ("reading", "1"), ("bookmark", "1"), ("publication", "state <> 'done'"),
  ]

  static func rebuild(
    _ path: String, open: (String) throws -> DatabasePool
  ) throws -> DatabasePool {
    let aside = try setAside(path)
    let saved = tables.map { ($0.0, rows(of: aside, $0.0, where: $0.1)) }
    let pool = try open(path)
    try pool.write { db in
      for (table, rows) in saved {
        // What a damaged page left of a row may be no row: the others are worth more than it.
        for row in rows {
          do { try insert(db, table, row) } catch let error as DatabaseError
            where error.resultCode == .SQLITE_CONSTRAINT
          {}
        }
      }
      // What waits must show again, with the ids by which others refer to it.
      for entry in try OutboxRow.fetch(db, "state <> 'done'") {
        try OutboxEffects.apply(db, entry.write, localID: entry.localID, now: entry.createdAt)
      }
    }
    return pool
  }

  /// Moves the files to `mirror.corrupt-<seconds since 1970>`, which no other has.
  private static func setAside(_ path: String) throws -> String {
    let base = (path as NSString).deletingPathExtension
    var stamp = Int(Date().timeIntervalSince1970)
    while FileManager.default.fileExists(atPath: "\(base).corrupt-\(stamp)") { stamp += 1 }
    let aside = "\(base).corrupt-\(stamp)"
    for suffix in ["", "-wal", "-shm"] {
      guard FileManager.default.fileExists(atPath: path + suffix) else { continue }
      try FileManager.default.moveItem(atPath: path + suffix, toPath: aside + suffix)
    }
    return aside
  }

  /// Row by row, so that a damaged page costs only its own rows.
  private static func rows(
    of path: String, _ table: String, where condition: String
  ) -> [[String: DatabaseValue]] {
    guard let queue = try? DatabaseQueue(path: path) else { return [] }
    var rows: [[String: DatabaseValue]] = []
    try? queue.inDatabase { db in
      let cursor = try GRDB.Row.fetchCursor(
        db, sql: "SELECT * FROM \(table) WHERE \(condition)")
      while let row = try cursor.next() {
        rows.append(
          Dictionary(row.map { ($0, $1) }, uniquingKeysWith: { first, _ in first }))
      }
    }
    return rows
  }

  private static func insert(_ db: Database, _ table: String, _ row: [String: DatabaseValue]) throws
  {
    let columns = try Set(db.columns(in: table).map(\.name))
    let names = row.keys.filter(columns.contains).sorted()
    try db.execute(
      sql: """
        INSERT OR REPLACE INTO \(table) (\(names.map { "\"\($0)\"" }.joined(separator: ", ")))
        VALUES (\(names.map { _ in "?" }.joined(separator: ", ")))
        """, arguments: StatementArguments(names.map { row[$0] ?? .null }))
  }
}
