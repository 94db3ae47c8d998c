import CNTKit
import Foundation
import GRDB

/// Keeps the mirror current from a server's change feed: the cost is that of what changed, never of
/// what is mirrored.
///
/// Every page is applied with its cursor in one transaction. Without a cursor the feed begins with
/// everything there is; when it has been read to its end, what it did not name is gone.
extension Puller {
  /// Rows of a page; the server may give fewer.
  static let feedPage = 1000

  func changes() async throws -> SyncReport.Collection {
    var report = SyncReport.Collection(name: "changes")
    var hasMore = true
    var restarts = 0
    while hasMore {
      try Task.checkCancellation()
      let asked = try mirror.asking()
      let cursor = try mirror.feedCursor()
      do {
        let page = try await api.call(.changes(since: cursor, limit: Self.feedPage))
        hasMore = page.hasMore && page.cursor != cursor
        report.count(
          page.changes.count,
          try mirror.apply(page, after: cursor, asked: asked, isEnd: !hasMore, now: now()))
      } catch let error as APIError where error.status == 410 && restarts == 0 {
        // The server was restored from a backup, or this mirror slept too long.
        restarts += 1
        try mirror.forgetFeed()
      }
    }
    try mirror.indexSearch()
    return report
  }
}

extension Mirror {
  func feedCursor() throws -> String? {
    try read { try StateRow.text($0, StateRow.feedCursor) }
  }

  /// Goes on with a feed as if everything before it had been read.
  package func skipFeedBeginning() throws {
    try write { db in
      try StateRow.set(db, StateRow.feedCursor, "bench")
      try StateRow.set(db, StateRow.feedIsWhole, 0)
    }
  }

  /// The next reading begins with everything.
  func forgetFeed() throws {
    try write { db in
      try StateRow.set(db, StateRow.feedCursor, nil)
      try db.execute(sql: "DELETE FROM pass_seen WHERE collection LIKE 'feed%'")
    }
  }

  /// Whether rows are other than the server's words because of what was done here.
  private func hasBase() throws -> Bool {
    try read { try Int.fetchOne($0, sql: "SELECT 1 FROM base LIMIT 1") } != nil
  }

  /// Applies a page of the feed and its cursor in one transaction. `cursor`: the one it was asked
  /// with; a page for another is out of date and changes nothing.
  func apply(
    _ page: SyncChangePage, after cursor: String?, asked: Asked, isEnd: Bool, now: Date
  ) throws -> ApplyResult {
    if page.changes.isEmpty, page.cursor == cursor, try !isEnd || !hasBase() {
      return ApplyResult()
    }
    let batch = FeedBatch(page.changes)
    return try write(durably: false) { db in
      guard try StateRow.text(db, StateRow.feedCursor) == cursor else { return ApplyResult() }
      let isWhole = try cursor == nil || StateRow.int(db, StateRow.feedIsWhole) == 1
      if cursor == nil {
        try db.execute(sql: "DELETE FROM pass_seen WHERE collection LIKE 'feed%'")
      }
      var result = try batch.store(self, db, asked: asked, now: now)
      if isWhole {
        try batch.noteSeen(db)
        if isEnd { result.changed += try FeedSweep.run(db, asked: asked) }
      }
      if isEnd { result.changed += try BaseRow.restoreUntold(db, asked: asked) }
      try StateRow.set(db, StateRow.feedIsWhole, isWhole && !isEnd ? 1 : 0)
      try StateRow.set(db, StateRow.feedCursor, page.cursor)
      return result
    }
  }
}

/// A page of the feed by kinds, each row once, as it was last.
private struct FeedBatch {
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
    for row in rows {
      switch row {
      case .favorite(let favorite): try FavoriteRow.take(db, favorite)
      case .category(let category): try CategoryRow.store(db, category)
      default: continue
      }
      result.changed += 1
    }
    let fresh = try OutboxRow.serverIDs(db, settledAfter: asked)
    for key in deleted where !fresh.contains(key.id) {
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

/// Deletes what a feed that was read from beginning to end did not name.
private enum FeedSweep {
  static let rows = "feed"
  static let favorites = "feed favorites"
  static let categories = "feed categories"

  static func run(_ db: Database, asked: Asked) throws -> Int {
    let fresh = try OutboxRow.serverIDs(db, settledAfter: asked)
    var count = 0
    let seen = try seen(db, rows)
    for kind in ItemKind.allCases {
      let entity = MirrorEntities.type(of: kind)
      let gone = try Int.fetchAll(db, sql: "SELECT id FROM \(entity.table) WHERE id > 0").filter {
        let row = Int(SearchIndex.rowID(ItemRef(kind: kind, id: $0)))
        return !seen.contains(row) && !fresh.contains($0)
      }
      for id in gone { try entity.delete(db, id: id) }
      count += gone.count
    }
    let favorites = try self.seen(db, favorites)
    for ref in try FavoriteRow.all(db).keys
    where !favorites.contains(Int(SearchIndex.rowID(ref))) {
      try FavoriteRow.remove(db, ref)
      count += 1
    }
    for ref in try FavoriteRow.based(db)
    where !favorites.contains(Int(SearchIndex.rowID(ref))) {
      try FavoriteRow.forgetBase(db, ref)
    }
    try OutboxEffects.reapplyFavorites(db, asked: asked)
    let categories = try self.seen(db, categories)
    for id in try Int.fetchAll(db, sql: "SELECT id FROM category")
    where !categories.contains(id) {
      try CategoryRow.remove(db, id)
      count += 1
    }
    try db.execute(sql: "DELETE FROM pass_seen WHERE collection LIKE 'feed%'")
    return count
  }

  private static func seen(_ db: Database, _ name: String) throws -> Set<Int> {
    var seen: Set<Int> = []
    let slices = try Data.fetchCursor(
      db, sql: "SELECT ids FROM pass_seen WHERE collection = ?", arguments: [name])
    while let data = try slices.next() { seen.formUnion(IDList.decode(data)) }
    return seen
  }
}

extension SyncChange {
  var key: SyncKey {
    switch self {
    case .upsert(let row): row.key
    case .delete(let key): key
    }
  }
}

extension SyncKey {
  /// The mirror's name of the row; nil for kinds without a table of the common form.
  var ref: ItemRef? {
    let item: ItemKind
    switch kind {
    case .podcast: item = .podcast
    case .movie: item = .movie
    case .music: item = .track
    case .bibleStory: item = .story
    case .document: item = .document
    case .post: item = .post
    case .comment: item = .comment
    case .event: item = .event
    case .artist: item = .artist
    case .notification: item = .notification
    case .playlist: item = .playlist
    case .adminItem:
      return ItemRef(
        kind: .adminItem, id: AdminContentItem(id: id, type: type ?? "").mirrorID)
    case .favorite, .category: return nil
    }
    return ItemRef(kind: item, id: id)
  }

  /// What a favourite points at.
  var favorite: ItemRef? {
    guard kind == .favorite, let type, let kind = ItemKind(playlistWord: type) else { return nil }
    return ItemRef(kind: kind, id: id)
  }
}
