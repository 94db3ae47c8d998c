import CNTKit
import Foundation
import GRDB

/// The log behind the change feed: reading it, and forgetting what is old. `ChangeLogSchema` says
/// how it is written.
enum ChangeLog {
  /// Tombstones that are kept whatever their age.
  static let newestKept = 10_000
  static let keptSeconds = 30 * 86_400

  /// One thing that changed, without what it looks like now.
  struct Entry: Sendable {
    var seq: Int
    var key: SyncKey
    var isGone: Bool
  }

  /// Marks a start of the server, so that a cursor tells after which start it was made. Every start
  /// is one, even when nothing was logged since the last: a backup taken between the two could be
  /// put back later, and what the lost run had logged must not pass for what this one logs.
  static func begin(_ db: Database) throws {
    let epoch = (0..<2).map { _ in String(UInt64.random(in: .min ... .max), radix: 36) }
    try db.execute(
      sql: "INSERT INTO epochs (epoch, first_seq) VALUES (?, ?)",
      arguments: [epoch.joined(), try end(db) + 1])
  }

  static func epoch(_ db: Database) throws -> String {
    try String.fetchOne(db, sql: "SELECT epoch FROM epochs ORDER BY number DESC LIMIT 1") ?? ""
  }

  /// The largest number that was ever given, though its entry may have moved on since.
  static func end(_ db: Database) throws -> Int {
    try Int.fetchOne(db, sql: "SELECT seq FROM sqlite_sequence WHERE name = 'changes'") ?? 0
  }

  /// Whether the log can go on from here: the cursor was made on this very history (not after a
  /// backup that was put back), for this reader, and nothing that it lacks is forgotten.
  static func isGood(_ cursor: FeedCursor, for viewer: Call.Viewer, _ db: Database) throws -> Bool {
    guard cursor.reader == viewer,
      let number = try Int.fetchOne(
        db, sql: "SELECT number FROM epochs WHERE epoch = ?", arguments: [cursor.epoch])
    else { return false }
    let next = try Int.fetchOne(
      db, sql: "SELECT first_seq FROM epochs WHERE number > ? ORDER BY number LIMIT 1",
      arguments: [number])
    let last = try next.map { $0 - 1 } ?? end(db)
    let forgotten = try Int.fetchOne(
      db,
      sql: "SELECT max(seq) FROM pruned WHERE audience IN (SELECT value FROM json_each(?))",
      arguments: [audiences(of: viewer).description])
    return cursor.horizon <= last && cursor.horizon >= forgotten ?? 0
  }

  private static func audiences(of viewer: Call.Viewer) -> [Int] {
    [ChangeLogSchema.everybody, viewer.id] + (viewer.isAdmin ? [ChangeLogSchema.admins] : [])
  }

  /// The next entries that concern a viewer. Each audience is a range of the index
  /// (audience, seq), and SQLite merges the ranges: entries of other people cost nothing.
  static func entries(
    _ db: Database, for viewer: Call.Viewer, after seq: Int, limit: Int
  ) throws -> [Entry] {
    let audiences = audiences(of: viewer)
    let parts = audiences.map { _ in
      """
      SELECT seq, kind, row_id, type, is_gone FROM changes WHERE audience = ? AND seq > ?
      """
    }
    let rows = try Row.fetchAll(
      db.cachedStatement(
        sql: parts.joined(separator: " UNION ALL ") + " ORDER BY seq LIMIT ?"),
      arguments: StatementArguments(audiences.flatMap { [$0, seq] } + [limit]))
    return rows.compactMap { row in
      guard let kind = SyncKey.Kind(rawValue: row["kind"]) else { return nil }
      let type: String = row["type"]
      return Entry(
        seq: row["seq"],
        key: SyncKey(kind: kind, id: row["row_id"], type: type.isEmpty ? nil : type),
        isGone: row["is_gone"])
    }
  }

  /// Forgets tombstones that are old and not among the newest, and remembers for each audience how
  /// far. What is still there is never forgotten.
  static func prune(_ db: Database, now: Date, newestKept: Int = newestKept) throws {
    guard
      let newest = try Int.fetchOne(
        db, sql: "SELECT seq FROM changes WHERE is_gone ORDER BY seq DESC LIMIT 1 OFFSET ?",
        arguments: [newestKept])
    else { return }
    let old = "is_gone AND seq <= :newest AND changed_at < :before"
    let arguments: StatementArguments = [
      "newest": newest, "before": Int(now.timeIntervalSince1970) - keptSeconds,
    ]
    // The plus makes SQLite look at tombstones only, by their index.
    try db.execute(
      sql: """
        INSERT INTO pruned (audience, seq)
          SELECT audience, max(seq) FROM changes WHERE \(old) GROUP BY +audience
          ON CONFLICT (audience) DO UPDATE SET seq = max(seq, excluded.seq)
        """, arguments: arguments)
    try db.execute(sql: "DELETE FROM changes WHERE \(old)", arguments: arguments)
  }
}
