import GRDB

/// The full-text index over everything that has words.
enum SearchIndex {
  /// One number for a kind and an id. Newer ids have higher numbers, so that the newest matches can
  /// be taken first without ranking them all.
  static func rowID(_ ref: ItemRef) -> Int64 {
    let code = ItemKind.allCases.firstIndex(of: ref.kind) ?? 0
    return Int64(ref.id) * 16 + Int64(code)
  }

  static func ref(_ rowID: Int64) -> ItemRef {
    let code = Int(((rowID % 16) + 16) % 16)
    return ItemRef(kind: ItemKind.allCases[code], id: Int((rowID - Int64(code)) / 16))
  }

  static func update<E: MirrorEntity>(_ db: Database, _ entity: E) throws {
    guard !entity.searchTitle.isEmpty || !entity.searchBody.isEmpty else { return }
    let row = rowID(ItemRef(kind: E.kind, id: entity.mirrorID))
    try db.cachedStatement(sql: "DELETE FROM search WHERE rowid = ?").execute(arguments: [row])
    try db.cachedStatement(sql: "INSERT INTO search (rowid, title, body) VALUES (?, ?, ?)")
      .execute(arguments: [row, entity.searchTitle, entity.searchBody])
  }

  static func remove(_ db: Database, kind: ItemKind, id: Int) throws {
    try db.execute(
      sql: "DELETE FROM search WHERE rowid = ?",
      arguments: [rowID(ItemRef(kind: kind, id: id))])
  }

  /// What a person types as an FTS5 expression: every word quoted, so that none is an operator, and
  /// open at its end. A text in quotation marks is a phrase. nil when there is no word in it.
  static func expression(_ text: String) -> String? {
    var parts: [String] = []
    for (index, piece) in text.split(separator: "\"", omittingEmptySubsequences: false).enumerated()
    {
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
