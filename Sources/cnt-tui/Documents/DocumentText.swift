import TermKit

/// The words of a document, page by page.
struct DocumentText: Sendable, Hashable {
  /// Unicode scalars of one page that are shown: a page that has more is none. Not characters, which may be
  /// of any size.
  static let longestPage = 60_000
  static let mostPages = 20_000

  var pages: [String]

  /// Of what `pdftotext` prints: a form feed ends each page.
  init(output: String) {
    let parts = output.unicodeScalars.split(
      separator: "\u{0c}", maxSplits: Self.mostPages, omittingEmptySubsequences: false)
    var pages = parts.prefix(Self.mostPages).map { String($0.prefix(Self.longestPage)) }
    if pages.last?.allSatisfy(\.isWhitespace) == true { pages.removeLast() }
    self.pages = pages
  }

  /// Whether there is a word anywhere: pages that were scanned have none.
  var hasWords: Bool { pages.contains { page in page.contains { !$0.isWhitespace } } }

  /// The lines of a page as they are shown in so many columns. `isLaidOut`: as the page has them, with
  /// its gaps; else as paragraphs that fill the column.
  func lines(of page: Int, columns: Int, isLaidOut: Bool) -> [String] {
    guard pages.indices.contains(page), columns > 0 else { return [] }
    var lines = pages[page].split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      .map { line in String(line.reversed().drop { $0 == " " }.reversed()) }
    while lines.last?.isEmpty == true { lines.removeLast() }
    if let first = lines.firstIndex(where: { !$0.isEmpty }) { lines.removeFirst(first) }
    if isLaidOut { return lines }
    return Self.paragraphs(lines).flatMap { DisplayText.wrapped($0, to: columns) }
  }

  /// The widest line of a page, columns.
  func width(of page: Int) -> Int {
    lines(of: page, columns: 1, isLaidOut: true).map { DisplayText.width(of: $0) }.max() ?? 0
  }

  /// Lines that a page broke in the middle of a sentence become one again. A line goes on in the next
  /// when it is nearly as long as the longest; a short one, a heading or a line of verse, stands alone.
  static func paragraphs(_ lines: [String]) -> [String] {
    let texts = lines.map { $0.split(separator: " ").joined(separator: " ") }
    let longest = texts.map(\.count).max() ?? 0
    var result: [String] = []
    var goesOn = false
    for text in texts {
      if goesOn, !text.isEmpty {
        // In place: a page may be one paragraph of many thousand lines.
        let last = result.count - 1
        // A word that was parted at the end of its line.
        let isParted = result[last].last == "-" && result[last].dropLast().last?.isLetter == true
        if isParted { result[last].removeLast() } else { result[last] += " " }
        result[last] += text
      } else {
        result.append(text)
      }
      goesOn = !text.isEmpty && text.count * 4 > longest * 3
    }
    return result
  }

  /// Pages that hold all of the words, whatever their case.
  func search(_ query: String, limit: Int) -> [Int] {
    let words = Self.words(query)
    guard !words.isEmpty else { return [] }
    return Array(
      pages.indices.lazy.filter { page in
        let text = pages[page].lowercased()
        return words.allSatisfy { text.contains($0) }
      }.prefix(limit))
  }

  /// A line of the page with the first of the words in it.
  func excerpt(of page: Int, _ query: String) -> String {
    let words = Self.words(query)
    let lines = pages[page].split(whereSeparator: \.isNewline)
    let line = lines.first { line in
      let text = line.lowercased()
      return words.contains { text.contains($0) }
    }
    return (line ?? "").split(separator: " ").joined(separator: " ")
  }

  static func words(_ query: String) -> [String] {
    query.prefix(200).lowercased().split { $0.isWhitespace }.map(String.init)
  }
}
