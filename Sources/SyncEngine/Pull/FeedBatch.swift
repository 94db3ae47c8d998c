import CNTKit
import Foundation
import GRDB

/// A page of the feed by kinds, each row once, as it was last.
struct FeedBatch {
  private var rows: [SyncRow] = []
  private var deleted: [SyncKey] = []

  init(_ changes: [SyncChange]) {
    var last: [SyncKey: SyncChange] = [:]
    for change in changes { last[change.key] = change }
    for change in last.values {
      switch change {
      case .upsert(let row): rows.append(row)
      case .delete(let key): deleted.append(key)
      }
    }
    rows.sort { $0.key.id < $1.key.id }
    deleted.sort { $0.id < $1.id }
  }

  func store(_ mirror: Mirror, _ db: Database, asked: Asked, now: Date) throws -> ApplyResult {
    var result = ApplyResult()
    var touched: [ItemRef] = []
    func put<E: MirrorEntity>(_ entities: [E], own: OwnColumn? = nil) throws {
      guard !entities.isEmpty else { return }
      let prepared = entities.map { EntityRow($0) }
      let stored = try StoredRows(db, E.self, ids: prepared.map(\.id), own: own)
      let fresh = prepared.filter { !stored.isSame($0, own: own) }
      result += try mirror.store(db, fresh, stored, now: now, own: own)
      result.unchanged += prepared.count - fresh.count
      try BaseRow.forget(db, E.kind, prepared.map(\.id))
      touched += prepared.map { ItemRef(kind: E.kind, id: $0.id) }
    }
    try put(rows.compactMap { if case .podcast(let row) = $0 { row } else { nil } })
    for isKids in [false, true] {
      try put(
        rows.compactMap { row -> Movie? in
          guard case .movie(let movie, isKids) = row else { return nil }
          return movie
        }, own: OwnColumn(name: "is_kids", value: isKids ? 1 : 0))
    }
    try put(rows.compactMap { if case .music(let row) = $0 { row } else { nil } })
    try put(rows.compactMap { if case .bibleStory(let row) = $0 { row } else { nil } })
    try put(rows.compactMap { if case .document(let row) = $0 { row } else { nil } })
    try put(rows.compactMap { if case .post(let row) = $0 { row } else { nil } })
    try put(rows.compactMap { if case .comment(let row) = $0 { row } else { nil } })
    try put(rows.compactMap { if case .event(let row) = $0 { row } else { nil } })
    try put(rows.compactMap { if case .artist(let row) = $0 { row } else { nil } })
    try put(rows.compactMap { if case .notification(let row) = $0 { row } else { nil } })
    try put(rows.compactMap { if case .playlist(let row) = $0 { row } else { nil } })
    try put(rows.compactMap { if case .adminItem(let row) = $0 { row } else { nil } })
    try put(rows.compactMap { if case .user(let row) = $0 { row } else { nil } })
    try put(rows.compactMap { if case .supportMessage(let row) = $0 { row } else { nil } })
    for row in rows {
      switch row {
      case .favorite(let favorite): try FavoriteRow.take(db, favorite)
      case .category(let category): try CategoryRow.store(db, category)
      case .position(let place): try SharedPlaces.take(db, place, now: now)
      default: continue
      }
      result.changed += 1
    }
    let made = try OutboxRow.made(db, settledAfter: asked)
    for key in deleted where !(key.ref.map(made.contains) ?? false) {
      try remove(db, key)
      result.changed += 1
    }
    try OutboxEffects.reapply(db, to: touched, asked: asked)
    try OutboxEffects.reapplyFavorites(db, asked: asked)
    return result
  }

  private func remove(_ db: Database, _ key: SyncKey) throws {
    if let ref = key.ref {
      try MirrorEntities.type(of: ref.kind).delete(db, id: ref.id)
    } else if key.kind == .favorite, let ref = key.favorite {
      try FavoriteRow.remove(db, ref)
      try FavoriteRow.forgetBase(db, ref)
    } else if key.kind == .category {
      try CategoryRow.remove(db, key.id)
    }
  }

  /// Writes down which rows the feed named, so that the others can go at its end.
  func noteSeen(_ db: Database) throws {
    let slice = try Int.fetchOne(db, sql: "SELECT coalesce(max(slice), 0) + 1 FROM pass_seen") ?? 1
    let keys = rows.map(\.key)
    let lists = [
      (FeedSweep.rows, keys.compactMap(\.ref).map { Int(SearchIndex.rowID($0)) }),
      (FeedSweep.favorites, keys.compactMap(\.favorite).map { Int(SearchIndex.rowID($0)) }),
      (FeedSweep.categories, keys.filter { $0.kind == .category }.map(\.id)),
    ]
    for (name, ids) in lists where !ids.isEmpty {
      try db.execute(
        sql: "INSERT INTO pass_seen (collection, slice, ids) VALUES (?, ?, ?)",
        arguments: [name, slice, IDList.encode(ids.sorted())])
    }
  }
}
