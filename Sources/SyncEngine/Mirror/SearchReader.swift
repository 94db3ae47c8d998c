import Foundation
import GRDB

/// Asks the full-text index one question at a time.
struct SearchReader {
  /// A row of the index that matches.
  struct Found {
    var row: Int64
    /// Whether its title has all the words.
    var isInTitle: Bool
  }

  typealias Text = UnsafeBufferPointer<UInt8>

  let db: Database
  /// Which rows count, in SQL.
  let condition: String
  let limit: Int

  /// Candidates that are looked at for one question, and for one that is asked when another found little.
  static let (mostCandidates, lastCandidates) = (500, 2000)

  /// The newest rows that an FTS5 expression finds.
  func all(_ expression: String, areInTitle: Bool) throws -> [Found] {
    try Int64.fetchAll(
      db.cachedStatement(
        sql: """
          SELECT rowid FROM search WHERE search MATCH ? AND \(condition)
          ORDER BY rowid DESC LIMIT \(limit)
          """), arguments: [expression]
    ).map { Found(row: $0, isInTitle: areInTitle) }
  }

  /// Looks at the newest candidates one by one; `isAll`: there were no more of them. `look` gets title
  /// and body as UTF-8 and says whether the words are in the title; nil when it does not match.
  func filtered(
    _ expression: String, most: Int = mostCandidates,
    _ look: (_ title: Text, _ body: Text) -> Bool?
  ) throws -> (found: [Found], isAll: Bool) {
    let most = max(most, limit)
    let candidates = try GRDB.Row.fetchCursor(
      db.cachedStatement(
        sql: """
          SELECT rowid, title, body FROM search WHERE search MATCH ? AND \(condition)
          ORDER BY rowid DESC LIMIT \(most)
          """), arguments: [expression])
    var found: [Found] = []
    var looked = 0
    while found.count < limit, let row = try candidates.next() {
      looked += 1
      // Read where SQLite has them: most candidates are looked at and forgotten.
      let isInTitle = try row.withUnsafeData(atIndex: 1) { title in
        try row.withUnsafeData(atIndex: 2) { body in
          (title ?? Data()).withUnsafeBytes { title in
            (body ?? Data()).withUnsafeBytes { body in
              look(title.bindMemory(to: UInt8.self), body.bindMemory(to: UInt8.self))
            }
          }
        }
      }
      if let isInTitle { found.append(Found(row: row[0], isInTitle: isInTitle)) }
    }
    return (found, looked < most && found.count < limit)
  }
}
