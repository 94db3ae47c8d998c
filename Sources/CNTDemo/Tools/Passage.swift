import Foundation

/// A stretch of the King James text, such as `Psalms 23:1-6`.
struct Passage: Hashable, Sendable {
  /// What `bible -f` understands: chapter and verses are always given, and a numbered book is
  /// written as one word (`1Corinthians 13:1-13`).
  let reference: String
  let verses: [String]

  init(reference: String, verses: [String]) {
    self.reference = reference
    self.verses = verses
  }

  /// All verses as one paragraph.
  var text: String { verses.joined(separator: " ") }

  /// As people write it: `1 Corinthians 13:1-13`, and `Micah 6:8` for one verse.
  var title: String { Passage.title(reference) }

  static func title(_ reference: String) -> String {
    var title = reference
    if let dash = title.lastIndex(of: "-"), let colon = title.lastIndex(of: ":"),
      title[title.index(after: colon)..<dash] == title[title.index(after: dash)...]
    {
      title = String(title[..<dash])
    }
    guard let first = title.first, first.isNumber else { return title }
    return "\(first) \(title.dropFirst())"
  }

  /// As a reader announces it: `First Corinthians, chapter 13, verses 1 to 13`.
  var spokenTitle: String {
    let words = title.split(separator: " ")
    guard let place = words.last else { return title }
    let ordinals = ["1": "First", "2": "Second", "3": "Third"]
    var book = words.dropLast().map(String.init)
    if let first = book.first, let ordinal = ordinals[first] { book[0] = ordinal }
    let isPsalm = book == ["Psalms"]
    let numbers = place.split(separator: ":")
    let chapter = numbers.first.map(String.init) ?? ""
    guard !isPsalm else { return "Psalm \(chapter)" }
    let start = "\(book.joined(separator: " ")), chapter \(chapter)"
    guard numbers.count == 2 else { return start }
    let range = numbers[1].split(separator: "-")
    return range.count == 2
      ? "\(start), verses \(range[0]) to \(range[1])" : "\(start), verse \(numbers[1])"
  }

  /// Reads the output of `bible -f`: one verse a line, `Psa23:1 The LORD is my shepherd; ...`.
  static func verses(fromOutput output: String) -> [String] {
    output.split(separator: "\n").compactMap { line in
      guard let space = line.firstIndex(of: " "), line[..<space].contains(":") else { return nil }
      let text = line[line.index(after: space)...].trimmingCharacters(in: .whitespaces)
      return text.isEmpty ? nil : text
    }
  }

  /// Asks the `bible` program.
  static func read(_ reference: String) async throws(DemoError) -> Passage {
    let verses = verses(fromOutput: try await Tool.bible.run(["-f", reference]))
    guard !verses.isEmpty else { throw DemoError(.noSuchPassage(reference)) }
    return Passage(reference: reference, verses: verses)
  }
}
