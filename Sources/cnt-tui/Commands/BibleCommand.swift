import ArgumentParser
import Foundation

/// `cnt bible`: the King James text.
struct BibleCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bible", abstract: "Print a passage of the King James Bible, or find words in it.",
    discussion: """
      A reference is written as people write it: "john 3:16-18", "Ps 23", "1cor 13", \
      "gen 1:1-2:3". Without one the books are listed. Needs Debian's package bible-kjv, and no \
      account.
      """)

  @Argument(help: "The passage.")
  var reference: [String] = []

  @Option(help: "Print the verses that hold all of these words; the beginnings of words match too.")
  var search: String?

  @Option(help: "The most verses that a search prints.")
  var limit = 500

  @Flag(help: "Print one JSON object a line.")
  var json = false

  func validate() throws {
    guard search == nil || reference.isEmpty else {
      throw ValidationError("Give a passage or --search, not both.")
    }
    guard limit > 0 else { throw ValidationError("--limit takes a number from 1 on.") }
  }

  private struct Line: Encodable {
    var reference: String
    var book: String
    var chapter: Int
    var verse: Int
    var text: String
  }

  private struct BookLine: Encodable {
    var book: String
    var chapters: Int
  }

  func run() async throws {
    try await reporting {
      let text = try await ScriptureProgram.read()
      let output = LineOutput()
      if let search {
        let found = text.search(search, limit: limit)
        guard !found.isEmpty else {
          throw Failure(
            sentence: "No verse holds all of “\(search)”: try fewer words.", code: .failure)
        }
        for verse in found { try output.put(line(verse, text, withBook: true)) }
      } else if reference.isEmpty {
        for (index, book) in ScriptureBook.all.enumerated() {
          let count = text.chapters.count { $0.book == index }
          try output.put(
            json
              ? jsonLine(BookLine(book: book.name, chapters: count)) : "\(book.name)\t\(count)")
        }
      } else {
        let range = try verses(text)
        if !json { try output.put(text.title(of: range)) }
        for verse in range { try output.put(line(verse, text, withBook: false)) }
      }
      try output.flush()
    }
  }

  private func verses(_ text: ScriptureText) throws -> Range<Int> {
    let words = reference.joined(separator: " ")
    switch ScriptureReference.read(words) {
    case .unknown:
      throw Failure(
        sentence: "“\(words)” names no passage: write it as in \"john 3:16-18\".", code: .usage)
    case .ambiguous(let books):
      throw Failure(
        sentence: "“\(words)” may be "
          + books.map { ScriptureBook.all[$0].name }.joined(separator: ", ")
          + ": write more of it.",
        code: .usage)
    case .reference(let reference):
      guard let range = text.verses(reference) else {
        throw Failure(
          sentence: "\(ScriptureBook.all[reference.book].name) has no such chapter or verse.",
          code: .noInput)
      }
      return range
    }
  }

  private func line(_ index: Int, _ text: ScriptureText, withBook: Bool) -> String {
    let verse = text.verses[index]
    let words = text.words(of: index)
    if json {
      return jsonLine(
        Line(
          reference: text.title(of: index), book: ScriptureBook.all[verse.book].name,
          chapter: verse.chapter, verse: verse.number, text: words))
    }
    return withBook
      ? "\(text.title(of: index))\t\(printable(words))"
      : "\(verse.chapter):\(verse.number)\t\(printable(words))"
  }
}
