import CNTKit
import Foundation
import GRDB

extension Mirror {
  /// Favourites here that the full list does not hold.
  func absentFavorites(_ favorites: [Favorite], asked: Asked) throws -> Set<ItemRef> {
    let list = try FavoriteList(favorites)
    return Set(try read { db in try list.difference(db, asked: asked, removing: nil).gone })
  }

  /// Takes the full list of favourites as the truth, then does again what waits in the outbox. Only
  /// those of `removable` go that it does not hold.
  func replaceFavorites(
    _ favorites: [Favorite], asked: Asked, removing removable: Set<ItemRef>
  ) throws -> ApplyResult {
    let list = try FavoriteList(favorites)
    var difference = try read { db in try list.difference(db, asked: asked, removing: removable) }
    guard !difference.isEmpty else { return ApplyResult(unchanged: favorites.count) }
    try write(durably: false) { db in
      difference = try list.difference(db, asked: asked, removing: removable)
      try FavoriteRow.forgetBases(db)
      for ref in difference.gone { try FavoriteRow.remove(db, ref) }
      for entry in difference.stored { try FavoriteRow.store(db, entry.key, entry.value) }
    }
    return ApplyResult(
      added: difference.added,
      changed: difference.stored.count - difference.added
        + difference.gone.count, unchanged: favorites.count - difference.stored.count)
  }
}

/// The server's list of favourites, ready to be compared with the one here.
private struct FavoriteList {
  private(set) var rows: [ItemRef: FavoriteRow] = [:]

  struct Difference {
    var gone: [ItemRef]
    var stored: [ItemRef: FavoriteRow]
    var added: Int
    var isEmpty: Bool { gone.isEmpty && stored.isEmpty }
  }

  init(_ favorites: [Favorite]) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    for (index, favorite) in favorites.enumerated() {
      guard let kind = ItemKind(playlistWord: favorite.contentType) else { continue }
      let content = try favorite.content.map {
        String(decoding: try encoder.encode($0), as: UTF8.self)
      }
      // Without a time the list's own order is kept.
      let sortKey = favorite.createdAt.map { Optional($0).sortKey } ?? favorites.count - index
      rows[ItemRef(kind: kind, id: favorite.contentID)] = FavoriteRow(
        content: content, sortKey: sortKey)
    }
  }

  func difference(
    _ db: Database, asked: Asked, removing removable: Set<ItemRef>?
  ) throws -> Difference {
    let current = try FavoriteRow.all(db)
    var wanted = rows
    for entry in try OutboxRow.open(db, settledAfter: asked) {
      guard case .favorite(let ref, let isOn) = entry.write else { continue }
      if !isOn {
        wanted[ref] = nil
      } else if wanted[ref] == nil {
        wanted[ref] =
          current[ref] ?? FavoriteRow(content: nil, sortKey: entry.createdAt.microseconds)
      }
    }
    let stored = wanted.filter { current[$0.key] != $0.value }
    return Difference(
      gone: current.keys.filter { wanted[$0] == nil && removable?.contains($0) != false },
      stored: stored,
      added: stored.keys.count { current[$0] == nil })
  }
}

/// A favourite: what it points at is in `ItemRef`.
struct FavoriteRow: Codable, Hashable, Sendable {
  /// JSON of what the server embeds, for things that are not mirrored themselves.
  var content: String?
  var sortKey: Int

  static func all(_ db: Database) throws -> [ItemRef: FavoriteRow] {
    try GRDB.Row.fetchAll(db, sql: "SELECT kind, content_id, content, sort_key FROM favorite")
      .reduce(into: [:]) { known, row in
        guard let kind = ItemKind(rawValue: row["kind"]) else { return }
        known[ItemRef(kind: kind, id: row["content_id"])] = FavoriteRow(
          content: row["content"], sortKey: row["sort_key"])
      }
  }

  static func one(_ db: Database, _ ref: ItemRef) throws -> FavoriteRow? {
    try GRDB.Row.fetchOne(
      db, sql: "SELECT content, sort_key FROM favorite WHERE kind = ? AND content_id = ?",
      arguments: [ref.kind.rawValue, ref.id]
    ).map { FavoriteRow(content: $0["content"], sortKey: $0["sort_key"]) }
  }

  static func store(_ db: Database, _ ref: ItemRef, _ row: FavoriteRow) throws {
    try db.execute(
      sql: """
        INSERT INTO favorite (kind, content_id, content, sort_key) VALUES (?, ?, ?, ?)
        ON CONFLICT (kind, content_id) DO UPDATE SET content = excluded.content,
          sort_key = excluded.sort_key
        """, arguments: [ref.kind.rawValue, ref.id, row.content, row.sortKey])
  }

  /// Marks something here; one that is marked already keeps its place.
  static func insert(_ db: Database, _ ref: ItemRef, content: String?, sortKey: Int) throws {
    try db.execute(
      sql:
        "INSERT OR IGNORE INTO favorite (kind, content_id, content, sort_key) VALUES (?, ?, ?, ?)",
      arguments: [ref.kind.rawValue, ref.id, content, sortKey])
  }

  static func remove(_ db: Database, _ ref: ItemRef) throws {
    try db.execute(
      sql: "DELETE FROM favorite WHERE kind = ? AND content_id = ?",
      arguments: [ref.kind.rawValue, ref.id])
  }

  /// Takes one favourite as the server gives it.
  static func take(_ db: Database, _ favorite: Favorite) throws {
    for (ref, row) in try FavoriteList([favorite]).rows {
      try store(db, ref, row)
      try forgetBase(db, ref)
    }
  }
}
