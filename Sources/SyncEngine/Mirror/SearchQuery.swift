import GRDB

/// What a person typed, ready for the index.
///
/// FTS5 reads the rows of a word, or of a beginning that has an index of its own (two and three
/// letters), newest first and stops when it has enough. For a longer beginning it first gathers all
/// rows of all words that begin so, which takes a tenth of a second in a large mirror. So longer
/// beginnings are looked for by their first three letters, and the candidates are looked at one by
/// one; only when few of these are right is the index asked for the whole beginning, which is quick
/// then, for there cannot be many.
struct SearchQuery: Sendable {
  /// Words, open at their ends, folded by the index itself.
  private let words: [String]
  private let phrases: [String]
  private let matcher: WordMatcher

  /// Characters of a question that are read.
  static let longest = 200
  /// Letters of the longest beginning with an index.
  static let indexed = 3
  /// Candidates that are looked at before the whole beginning is asked for.
  static let mostCandidates = 500

  /// nil when there is no word in it. A text in quotation marks is a phrase.
  init?(_ text: String) {
    var (words, phrases): ([String], [String]) = ([], [])
    for (index, piece) in text.prefix(Self.longest).split(
      separator: "\"", omittingEmptySubsequences: false
    ).enumerated() {
      let found = piece.split { !($0.isLetter || $0.isNumber) }.map(String.init)
      guard !found.isEmpty else { continue }
      if index % 2 == 1 { phrases.append(found.joined(separator: " ")) } else { words += found }
    }
    guard !words.isEmpty || !phrases.isEmpty else { return nil }
    self.words = words
    self.phrases = phrases
    matcher = WordMatcher(words)
  }

  /// What marks the words in what was found.
  var highlighter: Highlighter {
    Highlighter(words: words, phrases: phrases.map { $0.split(separator: " ").map(String.init) })
  }

  /// As an FTS5 expression: every word quoted, so that none is an operator. `letters`: of each word.
  private func expression(letters: Int) -> String {
    joined(words.map { "\"\(String($0.prefix(letters)))\" *" })
  }

  /// Whether the index alone answers it quickly.
  private var isShort: Bool { words.allSatisfy { $0.count <= Self.indexed } }

  /// The newest rows that match, at most `limit`. `condition`: which rows count, in SQL.
  func rows(
    _ db: Database, inTitle: Bool = false, where condition: String, limit: Int
  ) throws -> [Int64] {
    func scoped(_ expression: String) -> String {
      inTitle ? "{title} : (\(expression))" : expression
    }
    if isShort {
      return try find(db, scoped(expression(letters: Self.indexed)), condition, limit)
    }
    let beginnings = words.map { "\"\(String($0.prefix(Self.indexed)))\" *" }
    let (rows, isAll) = try filtered(db, scoped(joined(beginnings)), inTitle, condition, limit)
    if isAll || rows.count >= min(limit, Self.enough) { return rows }
    // Who types a second word has ended the first: whole words are quick, however rare or common.
    if words.count > 1, let last = beginnings.last {
      let whole = words.dropLast().map { "\"\($0)\"" } + [last]
      let found = try filtered(db, scoped(joined(whole)), inTitle, condition, limit).rows
      // What is missing in the titles is found in the texts.
      if !found.isEmpty || inTitle { return Array(Set(rows + found).sorted(by: >).prefix(limit)) }
    }
    return try find(db, scoped(expression(letters: .max)), condition, limit)
  }

  private func joined(_ words: [String]) -> String {
    (phrases.map { "\"\($0)\"" } + words).joined(separator: " ")
  }

  /// Looks at the newest candidates one by one; `isAll`: there were no more of them.
  private func filtered(
    _ db: Database, _ expression: String, _ inTitle: Bool, _ condition: String, _ limit: Int
  ) throws -> (rows: [Int64], isAll: Bool) {
    let most = max(Self.mostCandidates, limit)
    let candidates = try GRDB.Row.fetchCursor(
      db.cachedStatement(
        sql: """
          SELECT rowid, title, body FROM search WHERE search MATCH ? AND \(condition)
          ORDER BY rowid DESC LIMIT \(most)
          """), arguments: [expression])
    var rows: [Int64] = []
    var looked = 0
    while rows.count < limit, let row = try candidates.next() {
      looked += 1
      let title: String = row[1]
      let text = inTitle ? title : title + " " + (row[2] as String)
      if matcher.matchesAll(text) { rows.append(row[0]) }
    }
    return (rows, looked < most && rows.count < limit)
  }

  /// With so many among the candidates nobody misses what is older.
  private static let enough = 25

  private func find(
    _ db: Database, _ expression: String, _ condition: String, _ limit: Int
  ) throws -> [Int64] {
    try Int64.fetchAll(
      db.cachedStatement(
        sql: """
          SELECT rowid FROM search WHERE search MATCH ? AND \(condition)
          ORDER BY rowid DESC LIMIT \(limit)
          """), arguments: [expression])
  }
}
