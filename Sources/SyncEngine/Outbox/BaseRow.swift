import CNTKit
import Foundation
import GRDB

/// The server's words about rows that something done here changed: what a row goes back to when the
/// server refuses the change, or the person gives it up. A change feed tells a row once, so asking
/// again is no way back.
enum BaseRow {
  /// Keeps a row as it is, before the first change made here since the server told of it.
  static func keep<E: MirrorEntity>(_ db: Database, _ type: E.Type, _ id: Int) throws {
    guard id > 0 else { return }
    let known = try Int.fetchOne(
      db.cachedStatement(sql: "SELECT 1 FROM base WHERE kind = ? AND id = ?"),
      arguments: [E.kind.rawValue, id])
    guard known == nil, let row = try E.stored(db, id) else { return }
    let json = String(decoding: try JSONEncoder().encode(row), as: UTF8.self)
    try db.execute(
      sql: "INSERT INTO base (kind, id, row) VALUES (?, ?, ?)",
      arguments: [E.kind.rawValue, id, json])
  }

  /// What the server said last of a row that was changed here; nil for any other.
  static func kept<E: MirrorEntity>(_ db: Database, _ type: E.Type, _ id: Int) throws -> E? {
    let json = try String.fetchOne(
      db, sql: "SELECT row FROM base WHERE kind = ? AND id = ?",
      arguments: [E.kind.rawValue, id])
    return json.flatMap { try? JSONDecoder().decode(E.self, from: Data($0.utf8)) }
  }

  /// Goes back to what the server said last; without that, the row stays as it is.
  static func restore<E: MirrorEntity>(_ db: Database, _ type: E.Type, _ id: Int) throws {
    guard let row = try kept(db, type, id) else { return }
    let seconds = try Int.fetchOne(
      db, sql: "SELECT seen_at FROM \(E.table) WHERE id = ?", arguments: [id])
    guard let seconds else { return }
    try EntityRow(row).storeIndexed(db, seconds: seconds)
    try forget(db, E.kind, [id])
  }

  /// The server told of these rows anew.
  static func forget(_ db: Database, _ kind: ItemKind, _ ids: [Int]) throws {
    guard try Int.fetchOne(db.cachedStatement(sql: "SELECT 1 FROM base LIMIT 1")) != nil else {
      return
    }
    let statement = try db.cachedStatement(sql: "DELETE FROM base WHERE kind = ? AND id = ?")
    for id in ids { try statement.execute(arguments: [kind.rawValue, id]) }
  }

  /// Rows of a kind that something done here changed.
  static func ids(_ db: Database, _ kind: ItemKind) throws -> [Int] {
    try Int.fetchAll(
      db, sql: "SELECT id FROM base WHERE kind = ? ORDER BY id", arguments: [kind.rawValue])
  }

  /// Notes that a row was made by a write of this device's and that the server's feed has not told of
  /// it yet.
  static func noteMade(_ db: Database, _ ref: ItemRef) throws {
    try db.execute(
      sql: "INSERT OR IGNORE INTO base (kind, id, row) VALUES (?, ?, ?)",
      arguments: [ref.kind.rawValue, ref.id, absent])
  }

  /// What stands for a row that the server did not have.
  static let absent = "null"

  /// To be called when a feed was read to its end: it told of everything that was done before `asked`.
  /// What it did not tell of, the server has lost, or never did.
  static func restoreUntold(_ db: Database, asked: Asked) throws -> Int {
    let rows = try GRDB.Row.fetchAll(db, sql: "SELECT kind, id, row FROM base")
    guard !rows.isEmpty else { return 0 }
    let held = try HeldRows(db, asked: asked)
    var count = 0
    for row in rows {
      let (name, id, json) = (row["kind"] as String, row["id"] as Int, row["row"] as String)
      if let favorite = FavoriteRow.ref(baseKind: name, id) {
        guard !held.favorites.contains(favorite) else { continue }
        try FavoriteRow.restore(db, favorite)
      } else if let kind = ItemKind(rawValue: name) {
        let ref = ItemRef(kind: kind, id: id)
        guard !held.holds(ref) else { continue }
        let entity = MirrorEntities.type(of: kind)
        if json == absent {
          try entity.delete(db, id: id)
        } else {
          try entity.restoreBase(db, id: id)
        }
      }
      count += 1
    }
    return count
  }
}

/// Rows about which a write waits, or was done after some question was asked.
private struct HeldRows {
  private var refs: Set<ItemRef> = []
  private(set) var favorites: Set<ItemRef> = []
  private var holdsNotifications = false

  init(_ db: Database, asked: Asked) throws {
    for entry in try OutboxRow.open(db, settledAfter: asked) {
      switch entry.write {
      case .favorite(let ref, _): favorites.insert(ref)
      case .markRead, .markAllRead: holdsNotifications = true
      case .comment(let post, _): refs.insert(ItemRef(kind: .post, id: post))
      default: entry.write.target.map { _ = refs.insert($0) }
      }
    }
    refs.formUnion(try OutboxRow.made(db, settledAfter: asked))
  }

  func holds(_ ref: ItemRef) -> Bool {
    refs.contains(ref) || (holdsNotifications && ref.kind == .notification)
  }
}

extension MirrorEntity {
  static func restoreBase(_ db: Database, id: Int) throws {
    try BaseRow.restore(db, Self.self, id)
  }
}
