import Foundation
import GRDB

/// Favourites have their base in the same table, under a name of their own.
extension FavoriteRow {
  private static let prefix = "favorite "

  static func ref(baseKind: String, _ id: Int) -> ItemRef? {
    guard baseKind.hasPrefix(prefix) else { return nil }
    return ItemKind(rawValue: String(baseKind.dropFirst(prefix.count))).map {
      ItemRef(kind: $0, id: id)
    }
  }

  /// Keeps what the server said about it, before the first change made here.
  static func keepBase(_ db: Database, _ ref: ItemRef) throws {
    let json: String?
    if let row = try one(db, ref) {
      json = String(decoding: try JSONEncoder().encode(row), as: UTF8.self)
    } else {
      json = BaseRow.absent
    }
    try db.execute(
      sql: "INSERT OR IGNORE INTO base (kind, id, row) VALUES (?, ?, ?)",
      arguments: [prefix + ref.kind.rawValue, ref.id, json])
  }

  /// Goes back to what the server said last.
  static func restore(_ db: Database, _ ref: ItemRef) throws {
    let name = prefix + ref.kind.rawValue
    let json = try String.fetchOne(
      db, sql: "SELECT row FROM base WHERE kind = ? AND id = ?", arguments: [name, ref.id])
    guard let json else { return }
    if let row = try? JSONDecoder().decode(FavoriteRow.self, from: Data(json.utf8)) {
      try store(db, ref, row)
    } else {
      try remove(db, ref)
    }
    try forgetBase(db, ref)
  }

  /// Those that something done here changed.
  static func based(_ db: Database) throws -> [ItemRef] {
    try GRDB.Row.fetchAll(
      db, sql: "SELECT kind, id FROM base WHERE kind LIKE '\(prefix)%' ORDER BY kind, id"
    ).compactMap { ref(baseKind: $0["kind"], $0["id"]) }
  }

  /// The server told of it anew.
  static func forgetBase(_ db: Database, _ ref: ItemRef) throws {
    try db.execute(
      sql: "DELETE FROM base WHERE kind = ? AND id = ?",
      arguments: [prefix + ref.kind.rawValue, ref.id])
  }

  /// The server told of all of them anew.
  static func forgetBases(_ db: Database) throws {
    try db.execute(sql: "DELETE FROM base WHERE kind LIKE '\(prefix)%'")
  }
}
