import SyncEngine
import TermKit

/// A text with where one is in it.
struct ReaderView {
  let state: AppState
  let reader: ReaderScreen

  func draw(_ painter: inout Painter, _ frame: Frame) {
    let header = frame.header
    let used = painter.lineRight(
      [.init(reader.isMarked ? "★ " : "", .accent), .init(position, .tertiary)],
      column: header.origin.column, row: header.origin.row, width: header.size.columns)
    let room = max(0, header.size.columns - used - 3)
    painter.line(
      [.init("‹ ", .secondary), .init(DisplayText.truncated(heading, to: room), .title)],
      column: header.origin.column, row: header.origin.row, width: room + 2)
    drawRule(&painter, frame.rule)
    let rect = Self.rect(frame)
    guard reader.status == .ready,
      let page = ReaderPage(reader, state.texts, columns: rect.size.columns)
    else {
      for (row, line) in DisplayText.wrapped(message, to: max(1, rect.size.columns)).enumerated()
      where row < rect.size.rows {
        painter.line(
          [.init(line, .tertiary)], column: rect.origin.column, row: rect.origin.row + row,
          width: rect.size.columns)
      }
      return
    }
    if page.lines.isEmpty {
      painter.line(
        [.init(tr("There are no words on this page."), .tertiary)], column: rect.origin.column,
        row: rect.origin.row, width: rect.size.columns)
    }
    let first = min(reader.scroll, page.mostScroll(rows: rect.size.rows))
    for (row, line) in page.lines.dropFirst(first).prefix(rect.size.rows).enumerated() {
      painter.line(
        line.spans, column: rect.origin.column, row: rect.origin.row + row,
        width: rect.size.columns)
    }
    if state.isPlain, page.selected.lowerBound >= first, !page.selected.isEmpty {
      painter.canvas.cursor = Point(
        column: rect.origin.column, row: rect.origin.row + page.selected.lowerBound - first)
    }
  }

  /// Where the text lies: as wide as the middle, whatever a detail may take.
  static func rect(_ frame: Frame) -> Rect {
    Rect(
      column: frame.detail.origin.column, row: frame.detail.origin.row,
      columns: frame.header.size.columns, rows: frame.detail.size.rows)
  }

  private var heading: String {
    guard reader.book == .scripture, reader.status == .ready, let text = state.texts.scripture,
      text.verses.indices.contains(reader.place)
    else { return reader.title }
    return text.title(ofChapter: text.chapter(of: reader.place))
  }

  private var position: String {
    guard reader.status == .ready, let count = state.texts.count(reader.book) else { return "" }
    switch reader.book {
    case .document: return tr("page \(reader.place + 1) of \(count)")
    case .scripture:
      guard let text = state.texts.scripture, text.verses.indices.contains(reader.place) else {
        return ""
      }
      let chapter = text.chapters[text.chapter(of: reader.place)]
      return tr("verse \(text.verses[reader.place].number) of \(chapter.verses.count)")
    }
  }

  private func drawRule(_ painter: inout Painter, _ rect: Rect) {
    guard rect.size.rows > 0 else { return }
    guard !reader.query.isEmpty else {
      painter.line(
        [.init(String(repeating: "─", count: rect.size.columns), .border)],
        column: rect.origin.column, row: rect.origin.row, width: rect.size.columns)
      return
    }
    let count = reader.hits.count
    let number =
      reader.hits.firstIndex(of: reader.place).map { tr("\($0 + 1) of \(count)") } ?? "\(count)"
    painter.line(
      [
        .init("/ ", .accent), .init(DisplayText.truncated(reader.query, to: 40), .input),
        .init("  " + tr("\(number) · n next · N previous · Esc ends"), .tertiary),
      ], column: rect.origin.column, row: rect.origin.row, width: rect.size.columns)
  }

  private var message: String {
    switch reader.status {
    case .opening, .ready: return tr("Reading…")
    case .failed(let sentence, let mayBeViewed):
      let key = state.keymap.keys(for: .videoWindow).first ?? ""
      return mayBeViewed
        ? tr("\(sentence) \(key) opens it with a program of the desktop.") : sentence
    case .downloading:
      guard let download = reader.book.document.flatMap({ state.downloadMarks[$0] }) else {
        return tr("It is being downloaded first…")
      }
      let fact = Presenter(state).fact(download)
      return tr("It is downloaded first, and shown as soon as it is here: \(fact)")
    }
  }
}
