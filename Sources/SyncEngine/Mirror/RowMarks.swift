import Foundation
import GRDB

/// What is known here about rows besides the server's words; read once for a whole window.
struct RowMarks {
  private var pending: Set<ItemRef> = []
  private var failures: [ItemRef: String] = [:]
  private let database: Database

  init(_ db: Database) throws {
    database = db
    let open = try GRDB.Row.fetchAll(
      db.cachedStatement(
        sql: """
          SELECT target_kind, target_id, state, failure FROM outbox
          WHERE state <> 'done' AND target_kind IS NOT NULL
          """))
    for entry in open {
      guard let kind = ItemKind(rawValue: entry["target_kind"]) else { continue }
      let ref = ItemRef(kind: kind, id: entry["target_id"])
      if entry["state"] == "failed" {
        failures[ref] = (entry["failure"] as String?) ?? ""
      } else {
        pending.insert(ref)
      }
    }
  }

  func row(_ item: Item, key: RowKey) -> Row {
    let ref = item.ref
    return Row(
      item: item, key: key, pending: pending.contains(ref), failure: failures[ref],
      isFavorite: isFavorite(ref), position: position(ref))
  }

  private func isFavorite(_ ref: ItemRef) -> Bool {
    guard [.podcast, .movie, .track].contains(ref.kind) else { return false }
    let found = try? Int.fetchOne(
      database.cachedStatement(sql: "SELECT 1 FROM favorite WHERE kind = ? AND content_id = ?"),
      arguments: [ref.kind.rawValue, ref.id])
    return found == 1
  }

  private func position(_ ref: ItemRef) -> PlaybackPosition? {
    guard [.podcast, .movie, .track, .story].contains(ref.kind) else { return nil }
    return try? PlaybackRow.position(database, ref)
  }
}

/// Where playback stopped, by thing.
enum PlaybackRow {
  static func position(_ db: Database, _ ref: ItemRef) throws -> PlaybackPosition? {
    try GRDB.Row.fetchOne(
      db.cachedStatement(
        sql:
          "SELECT seconds, duration, played_at FROM playback WHERE kind = ? AND id = ?"),
      arguments: [ref.kind.rawValue, ref.id]
    ).map {
      PlaybackPosition(
        seconds: $0["seconds"], duration: $0["duration"],
        playedAt: Date(microseconds: $0["played_at"]))
    }
  }
}

/// Single rows of any kind.
enum RowReader {
  static func exists(_ db: Database, _ ref: ItemRef) throws -> Bool {
    let table = MirrorEntities.type(of: ref.kind).table
    return try Int.fetchOne(
      db, sql: "SELECT 1 FROM \(table) WHERE id = ?", arguments: [ref.id]) != nil
  }

  static func row(_ db: Database, _ ref: ItemRef, _ marks: RowMarks) throws -> Row? {
    try MirrorEntities.type(of: ref.kind).fetch(db, ref.id, marks)
  }
}

extension MirrorEntity {
  static func fetch(_ db: Database, _ id: Int, _ marks: RowMarks) throws -> Row? {
    try GRDB.Row.fetchOne(
      db.cachedStatement(sql: "SELECT * FROM \(table) WHERE id = ?"), arguments: [id]
    ).map { try row($0, marks) }
  }

  /// The model itself.
  static func model(_ db: Database, _ id: Int) throws -> Item? {
    try fetch(db, id, RowMarks(db))?.item
  }
}
