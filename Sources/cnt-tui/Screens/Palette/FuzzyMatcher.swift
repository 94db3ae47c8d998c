/// How well a few typed letters fit a name: all must occur in it in their order, and they count more
/// at the starts of words and side by side.
struct FuzzyMatcher: Sendable {
  struct Match: Sendable, Hashable {
    /// Higher is better; 0 for an empty query, which fits everything.
    var score: Int
    /// The clusters of the name that matched, ascending.
    var places: [Int]
  }

  /// Each word of the query by itself, in lower case.
  private let words: [[Character]]

  /// Letters beyond this are not looked at; nobody searches for more.
  static let longest = 64

  init(_ query: String) {
    words = query.prefix(Self.longest).split(whereSeparator: \.isWhitespace)
      .map { Self.folded(String($0)) }
  }

  /// nil where a word of the query does not fit. Words may come in any order.
  func match(_ name: String) -> Match? {
    guard !words.isEmpty else { return Match(score: 0, places: []) }
    let letters = Self.folded(name)
    var score = 0
    var places: Set<Int> = []
    for word in words {
      guard let match = Self.best(word, in: letters) else { return nil }
      score += match.score
      places.formUnion(match.places)
    }
    // Of two that fit alike, the shorter one was meant.
    return Match(score: score - min(letters.count, 40) / 8, places: places.sorted())
  }

  /// Without case and without accents.
  private static func folded(_ text: String) -> [Character] {
    text.map { character in
      let lower = character.lowercased()
      let base = lower.decomposedStringWithCanonicalMapping.unicodeScalars.first
      return base.map(Character.init) ?? character
    }
  }

  private static func best(_ word: [Character], in name: [Character]) -> Match? {
    guard !word.isEmpty, word.count <= name.count else {
      return word.isEmpty ? Match(score: 0, places: []) : nil
    }
    // ends[j]: the best match of the letters so far whose last one stands at j.
    var ends: [Match?] = Array(repeating: nil, count: name.count)
    for (row, letter) in word.enumerated() {
      var next: [Match?] = Array(repeating: nil, count: name.count)
      var before: Match?
      for column in name.indices {
        // `before` is the best of those that end more than one place earlier.
        if column >= 2, let earlier = ends[column - 2], earlier.score > before?.score ?? .min {
          before = earlier
        }
        guard name[column] == letter else { continue }
        let own = 1 + (isWordStart(name, column) ? 8 : 0) + (column == 0 ? 2 : 0)
        if row == 0 {
          next[column] = Match(score: own - min(column, 6) / 3, places: [column])
          continue
        }
        var found = before.map { Match(score: $0.score + own - 1, places: $0.places + [column]) }
        if column >= 1, let beside = ends[column - 1], beside.score + own + 9 > found?.score ?? .min
        {
          found = Match(score: beside.score + own + 9, places: beside.places + [column])
        }
        next[column] = found
      }
      ends = next
    }
    return ends.compactMap { $0 }.max { $0.score < $1.score }
  }

  private static func isWordStart(_ name: [Character], _ column: Int) -> Bool {
    column == 0 || !(name[column - 1].isLetter || name[column - 1].isNumber)
  }
}
