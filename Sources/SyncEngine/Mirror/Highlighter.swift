/// Finds the places of a text that a search matched.
struct Highlighter: Sendable {
  /// Beginnings of words, folded.
  private let words: [String]
  /// Whole words in a row, folded.
  private let phrases: [[String]]

  init(words: [String], phrases: [[String]]) {
    self.words = words.map(WordMatcher.fold)
    self.phrases = phrases.map { $0.map(WordMatcher.fold) }
  }

  /// Which of a text's words are matched, by their places.
  func places(_ text: [Substring]) -> Set<Int> {
    let folded = text.map { WordMatcher.fold(String($0)) }
    var places: Set<Int> = []
    for index in folded.indices {
      if words.contains(where: folded[index].hasPrefix) { places.insert(index) }
      for phrase in phrases where folded[index...].starts(with: phrase) {
        places.formUnion(index..<index + phrase.count)
      }
    }
    return places
  }
}
