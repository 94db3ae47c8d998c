import GRDB

/// Indexing of many rows at once: a first sync brings them faster than they can be indexed one by
/// one, and FTS5 takes rows in large transactions and in order much faster. What is not indexed yet
/// is written down in `unindexed`, so that nothing is forgotten when the process dies.
extension SearchIndex {
  /// Rows that are indexed in one transaction; it holds the write lock some tens of milliseconds.
  static let batch = 2000
  /// From so many new rows in one page on, indexing waits.
  static let bulk = 50

  static func postpone(_ db: Database, _ kind: ItemKind, _ ids: [Int]) throws {
    let statement = try db.cachedStatement(sql: "INSERT OR IGNORE INTO unindexed (id) VALUES (?)")
    for id in ids.sorted() {
      try statement.execute(arguments: [rowID(ItemRef(kind: kind, id: id))])
    }
  }

  /// Indexes the oldest batch of what waits; returns how many rows that were.
  static func indexBatch(_ db: Database) throws -> Int {
    let ids = try Int64.fetchAll(
      db.cachedStatement(sql: "SELECT id FROM unindexed ORDER BY id LIMIT \(batch)"))
    guard let first = ids.first, let last = ids.last else { return 0 }
    for kind in Set(ids.map { ref($0).kind }).sorted(by: { code($0) < code($1) }) {
      let entity = MirrorEntities.type(of: kind)
      let (title, body) = entity.searchSQL
      try db.execute(
        sql: """
          INSERT OR REPLACE INTO search (rowid, title, body)
          SELECT u.id, \(title), \(body)
          FROM unindexed u JOIN \(entity.table) ON \(entity.table).id = (u.id - \(code(kind))) / 16
          WHERE u.id BETWEEN ? AND ? AND (u.id & 15) = \(code(kind)) ORDER BY u.id
          """, arguments: [first, last])
    }
    try db.execute(
      sql: "DELETE FROM unindexed WHERE id BETWEEN ? AND ?", arguments: [first, last])
    return ids.count
  }
}

extension Mirror {
  /// Indexes what waits to be found by search.
  func indexSearch() throws {
    while try read({ try Int.fetchOne($0, sql: "SELECT 1 FROM unindexed LIMIT 1") }) != nil {
      try write(durably: false) { db in _ = try SearchIndex.indexBatch(db) }
    }
  }
}
