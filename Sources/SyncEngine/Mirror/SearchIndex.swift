import GRDB

/// The full-text index over everything that has words.
enum SearchIndex {
  /// Characters of a question that are read.
  static let longest = 200
  /// Kinds that only their own lists are narrowed by; a search over everything leaves them out.
  static let unlisted: Set<ItemKind> = [.comment, .notification, .adminItem]

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
  static let mostResults = 500

  /// The newest things with the words in the title, then the newest with them anywhere. Ranking all
  /// matches would take hundreds of milliseconds in a large mirror.
  static func find(_ db: Database, _ words: String) throws -> [ItemRef] {
    guard let expression = expression(words) else { return [] }
    let codes = unlisted.sorted { $0.rawValue < $1.rawValue }.map { "\(code($0))" }.joined(
      separator: ", ")
    let statement = try db.cachedStatement(
      sql: """
        SELECT rowid FROM search WHERE search MATCH ? AND (rowid & 15) NOT IN (\(codes))
        ORDER BY rowid DESC LIMIT \(mostResults)
        """)
    var seen: Set<Int64> = []
    let inTitle = try Int64.fetchAll(statement, arguments: ["{title} : (\(expression))"])
    let anywhere = try Int64.fetchAll(statement, arguments: [expression])
    return (inTitle + anywhere).filter { seen.insert($0).inserted }.prefix(mostResults).map(ref)
  }

  /// What a person types as an FTS5 expression: every word quoted, so that none is an operator, and
  /// open at its end. A text in quotation marks is a phrase. nil when there is no word in it.
  static func expression(_ text: String) -> String? {
    var parts: [String] = []
    for (index, piece) in text.prefix(longest).split(
      separator: "\"", omittingEmptySubsequences: false
    ).enumerated() {
      let words = piece.split { !($0.isLetter || $0.isNumber) }.map(String.init)
      guard !words.isEmpty else { continue }
      if index % 2 == 1 {
        parts.append("\"\(words.joined(separator: " "))\"")
      } else {
        parts += words.map { "\"\($0)\" *" }
      }
    }
    return parts.isEmpty ? nil : parts.joined(separator: " ")
  }
}
