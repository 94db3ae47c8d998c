import GRDB

/// What is stored of rows that a pull brought, to tell what is new and what changed.
struct StoredRows {
  struct Known {
    var hash: Int
    var own: Int?
  }

  private(set) var known: [Int: Known] = [:]

  init<E: MirrorEntity>(
    _ db: Database, _ type: E.Type, ids: [Int], own: OwnColumn?
  ) throws {
    known.reserveCapacity(ids.count)
    try Self.ask(ids) { list in
      let rows = try GRDB.Row.fetchCursor(
        db,
        sql: """
          SELECT id, hash, \(own?.name ?? "NULL") FROM \(E.table) WHERE id IN (\(list))
          """)
      while let row = try rows.next() {
        known[row[0]] = Known(hash: row[1], own: row[2])
      }
    }
  }

  func isSame<E: MirrorEntity>(_ row: EntityRow<E>, own: OwnColumn?) -> Bool {
    guard let stored = known[row.id], stored.hash == row.hash else { return false }
    return own == nil || stored.own == own?.value
  }

  /// Of rows that are stored, those with marks that belong to this viewer (a like, a place at an
  /// event), and how many.
  static func marked<E: MirrorEntity>(
    _ db: Database, _ type: E.Type, ids: [Int]
  ) throws -> [Int: Int] {
    let marks = E.viewerColumns.map { "(coalesce(\($0), 0) <> 0)" }.joined(separator: " + ")
    var marked: [Int: Int] = [:]
    try ask(ids) { list in
      let rows = try GRDB.Row.fetchCursor(
        db, sql: "SELECT id, \(marks) FROM \(E.table) WHERE id IN (\(list)) AND \(marks) > 0")
      while let row = try rows.next() { marked[row[0]] = row[1] }
    }
    return marked
  }

  /// Ids in one question. A server that does not page may answer with more rows than a statement has
  /// room for (https://sqlite.org/limits.html: a million bytes).
  private static let most = 5000

  /// Calls `work` with ids as text, many at a time; they are numbers of ours, so they can stand there.
  private static func ask(_ ids: [Int], _ work: (String) throws -> Void) rethrows {
    var rest = ids[...]
    while !rest.isEmpty {
      try work(rest.prefix(most).map(String.init).joined(separator: ","))
      rest = rest.dropFirst(most)
    }
  }
}
