/// Finds the places of a text that a search matched.
struct Highlighter: Sendable {
  /// Beginnings of words, folded.
  private let words: [[UInt8]]
  /// Whole words in a row, folded.
  private let phrases: [[[UInt8]]]

  init(words: [String], phrases: [[String]]) {
    self.words = words.map(FoldedWord.bytes)
    self.phrases = phrases.map { $0.map(FoldedWord.bytes) }
  }

  /// How many of a text's words are matched from `index` on.
  func match(_ text: TextWords, at index: Int) -> Int {
    var length = words.contains { text.word(index, beginsWith: $0) } ? 1 : 0
    for phrase in phrases where phrase.count > length && index + phrase.count <= text.count {
      if phrase.indices.allSatisfy({ text.word(index + $0, is: phrase[$0]) }) {
        length = phrase.count
      }
    }
    return length
  }
}

/// The words of a text and where they are.
struct TextWords {
  let text: Substring
  private let words: [Substring]
  private let isASCII: Bool

  init(_ text: Substring) {
    self.text = text
    isASCII = text.utf8.allSatisfy { $0 < 0x80 }
    // Asking each character for its properties takes most of the time of a search.
    words =
      isASCII
      ? text.utf8.split { !FoldedWord.isPart($0) }.map { Substring($0) }
      : text.split { !($0.isLetter || $0.isNumber) }
  }

  var count: Int { words.count }

  subscript(index: Int) -> Substring { words[index] }

  /// `beginning` is folded.
  func word(_ index: Int, beginsWith beginning: [UInt8]) -> Bool {
    guard isASCII else { return FoldedWord.bytes(of: String(words[index])).starts(with: beginning) }
    return words[index].utf8.count >= beginning.count
      && zip(words[index].utf8, beginning).allSatisfy { FoldedWord.lowered($0) == $1 }
  }

  /// `other` is folded.
  func word(_ index: Int, is other: [UInt8]) -> Bool {
    guard isASCII else { return FoldedWord.bytes(of: String(words[index])) == other }
    return words[index].utf8.count == other.count && word(index, beginsWith: other)
  }
}
