import Foundation
import TermKit

/// What one chapter or page looks like in so many columns: pure, for drawing and for moving alike.
struct ReaderPage {
  struct Line {
    var spans: [Painter.Span]
    /// The verse that begins here.
    var verse: Int?
  }

  let lines: [Line]
  /// The lines of the verse that is selected.
  private(set) var selected = 0..<0

  init?(_ reader: ReaderScreen, _ texts: ReaderTexts, columns: Int) {
    switch reader.book {
    case .scripture:
      guard let text = texts.scripture, text.verses.indices.contains(reader.place) else {
        return nil
      }
      let width = max(12, min(columns, ReaderScreen.widths[min(reader.zoom, reader.mostZoom)]))
      let words = DocumentText.words(reader.query)
      let chapter = text.chapters[text.chapter(of: reader.place)]
      let marked = Set(reader.bookmarks.map(\.place))
      var lines: [Line] = []
      for verse in chapter.verses {
        let isSelected = verse == reader.place
        let number = "\(text.verses[verse].number)"
        let gap = String(repeating: " ", count: max(0, 3 - number.count))
        let start = lines.count
        for (index, part) in DisplayText.wrapped(text.words(of: verse), to: width - 6).enumerated()
        {
          var spans: [Painter.Span] =
            index == 0
            ? [
              .init(isSelected ? "› " : marked.contains(verse) ? "★ " : "  ", .accent),
              .init(gap + number + " ", isSelected ? .accent : .tertiary),
            ] : [.init("      ")]
          spans += Self.highlighted(part, words, isSelected ? .title : .text)
          lines.append(Line(spans: spans, verse: index == 0 ? verse : nil))
        }
        if isSelected { selected = start..<lines.count }
      }
      self.lines = lines
    case .document(let id):
      guard let document = texts.document, document.id == id else { return nil }
      let width = reader.isLaidOut ? columns : min(columns, ReaderScreen.widths[reader.zoom])
      let words = DocumentText.words(reader.query)
      lines = document.text.lines(
        of: reader.place, columns: width, isLaidOut: reader.isLaidOut
      ).map { Line(spans: Self.highlighted($0, words, .text), verse: nil) }
    }
  }

  /// The furthest that a page of so many rows can be scrolled.
  func mostScroll(rows: Int) -> Int { max(0, lines.count - max(1, rows)) }

  /// The verse at or before a line.
  func verse(at line: Int) -> Int? {
    lines.prefix(line + 1).last { $0.verse != nil }?.verse
  }

  /// A line with the words of a search marked, whatever their case.
  static func highlighted(
    _ line: String, _ words: [String], _ role: ThemeRole
  ) -> [Painter.Span] {
    guard !words.isEmpty else { return [.init(line, role)] }
    var spans: [Painter.Span] = []
    var rest = line[...]
    while !rest.isEmpty {
      let found = words.compactMap { rest.range(of: $0, options: .caseInsensitive) }
        .min { $0.lowerBound < $1.lowerBound }
      guard let found, !found.isEmpty else { break }
      if found.lowerBound > rest.startIndex {
        spans.append(.init(String(rest[..<found.lowerBound]), role))
      }
      spans.append(.init(String(rest[found]), .selection))
      rest = rest[found.upperBound...]
    }
    if !rest.isEmpty { spans.append(.init(String(rest), role)) }
    return spans
  }
}
