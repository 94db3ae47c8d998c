import GRDB

/// The full-text index over everything that has words.
enum SearchIndex {
  /// Kinds that only their own lists are narrowed by; a search over everything leaves them out.
  static let unlisted: Set<ItemKind> = [.comment, .notification, .adminItem, .user, .support]

  /// One number for a kind and an id. Newer ids have higher numbers, so that the newest matches can
  /// be taken first without ranking them all.
  static func rowID(_ ref: ItemRef) -> Int64 {
    Int64(ref.id) * 16 + Int64(code(ref.kind))
  }

  /// A kind's place in the lowest four bits of the number.
  static func code(_ kind: ItemKind) -> Int { ItemKind.allCases.firstIndex(of: kind) ?? 0 }

  static func ref(_ rowID: Int64) -> ItemRef {
    let code = Int(rowID & 15)
    return ItemRef(kind: ItemKind.allCases[code], id: Int((rowID - Int64(code)) / 16))
  }

  /// Indexes one row; words that did not change cost no write.
  static func update<E: MirrorEntity>(_ db: Database, _ entity: E) throws {
    let (title, body) = (entity.searchTitle, entity.searchBody)
    let row = rowID(ItemRef(kind: E.kind, id: entity.mirrorID))
    let known = try GRDB.Row.fetchOne(
      db.cachedStatement(sql: "SELECT title, body FROM search WHERE rowid = ?"), arguments: [row])
    // Counters change more often than words.
    if let known {
      if known["title"] == title, known["body"] == body { return }
      try db.cachedStatement(sql: "DELETE FROM search WHERE rowid = ?").execute(arguments: [row])
    }
    guard !title.isEmpty || !body.isEmpty else { return }
    try db.cachedStatement(sql: "INSERT INTO search (rowid, title, body) VALUES (?, ?, ?)")
      .execute(arguments: [row, title, body])
  }

  static func remove(_ db: Database, kind: ItemKind, id: Int) throws {
    let row = rowID(ItemRef(kind: kind, id: id))
    try db.cachedStatement(sql: "DELETE FROM search WHERE rowid = ?").execute(arguments: [row])
    try db.cachedStatement(sql: "DELETE FROM unindexed WHERE id = ?").execute(arguments: [row])
  }

  /// Results that one search has at most.
  static let mostResults = 200

  /// The newest things with the words in the title, then the newest with them anywhere. Ranking all
  /// matches would take hundreds of milliseconds in a large mirror.
  /// `kind`: only things of that kind.
  static func find(
    _ db: Database, _ query: SearchQuery, kind: ItemKind? = nil
  ) throws -> [ItemRef] {
    let codes = unlisted.sorted { $0.rawValue < $1.rawValue }.map { "\(code($0))" }.joined(
      separator: ", ")
    let condition =
      kind.map { "(rowid & 15) = \(code($0))" } ?? "(rowid & 15) NOT IN (\(codes))"
    return try query.rows(db, where: condition, limit: mostResults).prefix(mostResults).map(ref)
  }
}
