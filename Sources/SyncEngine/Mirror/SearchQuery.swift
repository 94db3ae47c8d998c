import GRDB

/// What a person typed, ready for the index.
///
/// FTS5 reads the rows of a word, or of a beginning that has an index of its own (two and three
/// letters), newest first and stops when it has enough. For a longer beginning it first gathers all
/// rows of all words that begin so, which takes a tenth of a second in a large mirror. So longer
/// beginnings are looked for by their first three letters, and the candidates are looked at one by
/// one; only when few of these are right is the index asked for the whole beginning, which is quick
/// then, for there cannot be many.
///
/// Of several words all but the last have been typed to their ends, so they are looked for whole first.
/// Asking the index for several words in the title costs it a walk through all that have them anywhere:
/// there the newest candidates are read, and those with the words in the title put first.
struct SearchQuery: Sendable {
  /// Words, open at their ends, folded by the index itself.
  private let words: [String]
  private let phrases: [String]
  private let matcher: WordMatcher
  /// Every word, those of phrases too.
  private let titleMatcher: WordMatcher

  /// Characters of a question that are read.
  static let longest = 200
  /// Letters of the longest beginning with an index.
  static let indexed = 3

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
    titleMatcher = WordMatcher(
      words + phrases.flatMap { $0.split(separator: " ").map(String.init) })
  }

  /// What marks the words in what was found.
  var highlighter: Highlighter {
    Highlighter(words: words, phrases: phrases.map { $0.split(separator: " ").map(String.init) })
  }

  /// The newest rows that match, those with the words in the title first, at most `limit`.
  /// `condition`: which rows count, in SQL. `ranked`: where it matters which come first.
  func rows(
    _ db: Database, where condition: String, ranked: Bool = true, limit: Int
  ) throws -> [Int64] {
    let search = SearchReader(db: db, condition: condition, limit: limit)
    let isOneWord = words.count == 1 && phrases.isEmpty
    var found: [SearchReader.Found]
    if isOneWord {
      found = ranked ? try oneWord(search, inTitle: true) : []
      if found.count < limit { found += try oneWord(search, inTitle: false) }
    } else {
      found = try several(search)
    }
    var seen: Set<Int64> = []
    return (found.filter(\.isInTitle) + found.filter { !$0.isInTitle }).map(\.row).filter {
      seen.insert($0).inserted
    }
  }

  private func oneWord(_ search: SearchReader, inTitle: Bool) throws -> [SearchReader.Found] {
    let word = words[0]
    func scoped(_ expression: String) -> String {
      inTitle ? "{title} : (\(expression))" : expression
    }
    let beginning = scoped(Self.beginning(word, letters: Self.indexed))
    if word.count <= Self.indexed { return try search.all(beginning, areInTitle: inTitle) }
    let (found, isAll) = try search.filtered(beginning) { title, body in
      matcher.matchesAll(inTitle ? [title] : [title, body]) ? inTitle : nil
    }
    if isAll || found.count >= Self.enough { return found }
    return try search.all(scoped(Self.beginning(word, letters: .max)), areInTitle: inTitle)
  }

  private func several(_ search: SearchReader) throws -> [SearchReader.Found] {
    let last = words.suffix(1).map { Self.beginning($0, letters: Self.indexed) }
    var found: [SearchReader.Found] = []
    var isAll = true
    for (others, most) in [
      (words.dropLast().map { "\"\($0)\"" }, SearchReader.mostCandidates),
      (
        words.dropLast().map { Self.beginning($0, letters: Self.indexed) },
        SearchReader.lastCandidates
      ),
    ] where found.count < Self.enough {
      let more = try search.filtered(joined(others + last), most: most) { title, body in
        guard matcher.matchesAll([title, body]) else { return nil }
        return titleMatcher.matchesAll([title])
      }
      found += more.found
      isAll = more.isAll
      if words.count < 2 { break }
    }
    if !found.isEmpty || isAll { return found.sorted { $0.row > $1.row } }
    return try search.all(
      joined(words.map { Self.beginning($0, letters: .max) }), areInTitle: false)
  }

  /// As an FTS5 expression, quoted, so that no word is an operator.
  private static func beginning(_ word: String, letters: Int) -> String {
    "\"\(String(word.prefix(letters)))\" *"
  }

  private func joined(_ words: [String]) -> String {
    (phrases.map { "\"\($0)\"" } + words).joined(separator: " ")
  }

  /// With so many among the candidates nobody misses what is older.
  private static let enough = 25
}
