import Foundation

/// Finds words by their beginnings in a text, as the full-text index does: without regard to case and
/// marks, a word being a run of letters and digits.
struct WordMatcher: Sendable {
  /// Bytes of a text that are looked at: a huge one must not hold up who types.
  static let longest = 1 << 16

  /// Folded.
  private let bytes: [[UInt8]]

  init(_ words: [String]) { bytes = words.map { Array(Self.fold($0).utf8) } }

  static func fold(_ text: String) -> String {
    text.folding(options: [.caseInsensitive, .diacriticInsensitive], locale: nil)
  }

  /// Whether every word begins a word of the text.
  func matchesAll(_ text: String) -> Bool {
    var missing = Array(bytes.indices)
    scan(text) { folded, start in
      missing.removeAll { folded[start...].starts(with: bytes[$0]) }
      return !missing.isEmpty
    }
    return missing.isEmpty
  }

  /// Calls `look` with the folded text and the place of each word's beginning, until it returns false.
  private func scan(_ text: String, _ look: ([UInt8], Int) -> Bool) {
    var folded = Array(text.utf8.prefix(Self.longest))
    if folded.allSatisfy({ $0 < 0x80 }) {
      // Most texts are; folding them letter by letter would take a hundred times as long.
      for index in folded.indices where folded[index] >= 0x41 && folded[index] <= 0x5a {
        folded[index] |= 0x20
      }
    } else {
      folded = Array(Self.fold(String(decoding: folded, as: UTF8.self)).utf8)
    }
    var isInWord = false
    for index in folded.indices {
      let byte = folded[index]
      let isWord =
        byte >= 0x80 || (byte >= 0x61 && byte <= 0x7a) || (byte >= 0x30 && byte <= 0x39)
      if isWord, !isInWord, !look(folded, index) { return }
      isInWord = isWord
    }
  }
}
