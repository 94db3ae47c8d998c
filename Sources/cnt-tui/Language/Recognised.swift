/// A sentence of the targets below, in the language in force.
///
/// They know no language: their sentences arrive as finished English, some of them out of the mirror,
/// where they were kept. Those that are ours are known by their patterns, and what stood in their places
/// is put into the translation; anything else stays as it is. Places of other people's words are never
/// looked up.
func recognised(_ sentence: String) -> String { recognised(sentence, SentencePattern.all) }

/// The same for a word of the targets below that stands by itself, such as what is being fetched.
func recognisedWord(_ word: String) -> String { recognised(word, SentencePattern.words) }

private func recognised(_ sentence: String, _ patterns: [SentencePattern]) -> String {
  let language = Language.current
  guard !language.isOfSources else { return sentence }
  // Not lazily: the first of a lazy map is made twice, and that at every level.
  for pattern in patterns {
    if let text = pattern.translated(sentence, language) { return text }
  }
  return sentence
}

/// The English pattern of such a sentence, to find what stands in its places.
struct SentencePattern: Sendable {
  private let phrase: Phrase

  init(_ phrase: Phrase) { self.phrase = phrase }

  /// nil where the sentence is another.
  func translated(_ sentence: String, _ language: Catalogue) -> String? {
    guard sentence.hasPrefix(phrase.head) else { return nil }
    guard let values = values(in: sentence.dropFirst(phrase.head.count)) else { return nil }
    let shown = zip(values, phrase.places).map { value, place in
      switch place.value {
      case Self.ours: recognised(value)
      case Self.word: recognisedWord(value)
      default: value
      }
    }
    return language.text(phrase.replacingValues(shown))
  }

  /// What stands in the places. A place goes up to where the text after it comes first; the last one up
  /// to the end of the sentence.
  private func values(in text: Substring) -> [String]? {
    var rest = text
    var values: [String] = []
    for (index, place) in phrase.places.enumerated() {
      if index == phrase.places.count - 1 {
        guard rest.hasSuffix(place.after) else { return nil }
        values.append(String(rest.dropLast(place.after.count)))
        return values
      }
      guard let range = rest.firstRange(of: place.after) else { return nil }
      values.append(String(rest[..<range.lowerBound]))
      rest = rest[range.upperBound...]
    }
    return rest.isEmpty ? values : nil
  }
}
