import Foundation

/// Finds words by their beginnings in a text, as the full-text index does: without regard to case and
/// marks, a word being a run of letters and digits.
struct WordMatcher: Sendable {
  /// Bytes of a text that are looked at: a huge one must not hold up who types.
  static let longest = 1 << 16

  /// Folded.
  private let beginnings: [[UInt8]]

  init(_ words: [String]) { beginnings = words.map(FoldedWord.bytes) }

  /// Whether every word begins a word of the text.
  func matchesAll(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { matchesAll([$0]) }
  }

  /// The same of texts that stand one after the other, as UTF-8.
  func matchesAll(_ texts: [UnsafeBufferPointer<UInt8>]) -> Bool {
    var missing = Array(beginnings.indices)
    for text in texts where !missing.isEmpty {
      let text = UnsafeBufferPointer(rebasing: text.prefix(Self.longest))
      // Most texts are ASCII; folding them letter by letter would take a hundred times as long.
      if text.allSatisfy({ $0 < 0x80 }) {
        remove(&missing, whatBeginsAWordOf: text)
      } else {
        FoldedWord.bytes(of: String(decoding: text, as: UTF8.self)).withUnsafeBufferPointer {
          remove(&missing, whatBeginsAWordOf: $0)
        }
      }
    }
    return missing.isEmpty
  }

  private func remove(_ missing: inout [Int], whatBeginsAWordOf text: UnsafeBufferPointer<UInt8>) {
    var isInWord = false
    for index in text.indices {
      let isWord = FoldedWord.isPart(text[index])
      if isWord, !isInWord {
        let rest = UnsafeBufferPointer(rebasing: text[index...])
        missing.removeAll { FoldedWord.begins(rest, with: beginnings[$0]) }
        if missing.isEmpty { return }
      }
      isInWord = isWord
    }
  }
}

/// Words without regard to case and marks, as bytes.
enum FoldedWord {
  static func bytes(of text: String) -> [UInt8] {
    let bytes = Array(text.utf8)
    guard !bytes.allSatisfy({ $0 < 0x80 }) else { return bytes.map(lowered) }
    return Array(
      text.folding(options: [.caseInsensitive, .diacriticInsensitive], locale: nil).utf8)
  }

  /// Whether a byte of a text belongs to a word. Of what is no ASCII everything does.
  static func isPart(_ byte: UInt8) -> Bool {
    byte >= 0x80 || (lowered(byte) >= 0x61 && lowered(byte) <= 0x7a)
      || (byte >= 0x30 && byte <= 0x39)
  }

  /// `beginning` is folded, `text` but for the case of ASCII.
  static func begins(_ text: UnsafeBufferPointer<UInt8>, with beginning: [UInt8]) -> Bool {
    guard text.count >= beginning.count else { return false }
    for index in beginning.indices where lowered(text[index]) != beginning[index] { return false }
    return true
  }

  static func lowered(_ byte: UInt8) -> UInt8 {
    byte >= 0x41 && byte <= 0x5a ? byte | 0x20 : byte
  }
}
