import TermKit

/// One row of a list: the title, then as much text as its height allows, then the small print.
struct RowView {
  let text: ItemText
  /// Screen rows that the whole takes; a row that is cut by the end of the list draws its top.
  let height: Int
  /// The role of a selected row; nil draws each part in its own.
  let role: ThemeRole?
  var isMarked = false

  func draw(_ painter: inout Painter, _ rect: Rect) {
    guard rect.size.columns > 8, rect.size.rows > 0 else { return }
    if let role { painter.fill(rect, role) }
    drawTitle(&painter, rect)
    let bodyRows = max(0, height - 3)
    for (index, line) in excerpt(width: rect.size.columns - 4, rows: bodyRows).enumerated() {
      put([.init(line, .secondary)], at: 1 + index, &painter, rect)
    }
    if height > 1 {
      let badges = text.badges.map { Painter.Span($0.text + "  ", $0.role) }
      // Tall rows end in an empty line, so that texts do not run together.
      let used = badges.reduce(0) { $0 + DisplayText.width(of: $1.text) }
      put(
        badges + small(to: max(1, rect.size.columns - 4 - used)),
        at: bodyRows > 0 ? height - 2 : 1, &painter, rect)
    }
  }

  /// The subtitle, or where a search found its words.
  private func small(to width: Int) -> [Painter.Span] {
    guard let snippet = text.snippet else {
      return [.init(DisplayText.truncated(text.subtitle, to: width), .tertiary)]
    }
    var room = width
    return snippet.parts.compactMap { part in
      guard room > 0 else { return nil }
      let words = DisplayText.truncated(part.text, to: room)
      room -= DisplayText.width(of: words)
      return .init(words, part.isMatch ? .accent : .tertiary)
    }
  }

  private func drawTitle(_ painter: inout Painter, _ rect: Rect) {
    let width = rect.size.columns
    let metaWidth = DisplayText.width(of: text.meta)
    let showsMeta = metaWidth > 0 && metaWidth + 12 < width
    let room = width - (showsMeta ? metaWidth + 2 : 1)
    painter.line(
      [
        .init("\(isMarked ? "●" : " ")\(text.icon) ", .accent),
        .init(DisplayText.truncated(text.title, to: max(1, room - 3)), .text),
      ], column: rect.origin.column, row: rect.origin.row, width: room, selected: role)
    if showsMeta {
      painter.lineRight(
        [.init(text.meta, .tertiary)], column: rect.origin.column, row: rect.origin.row,
        width: width - 1, selected: role)
    }
  }

  private func put(
    _ spans: [Painter.Span], at row: Int, _ painter: inout Painter, _ rect: Rect
  ) {
    guard row < rect.size.rows else { return }
    painter.line(
      spans, column: rect.origin.column + 3, row: rect.origin.row + row,
      width: rect.size.columns - 4, selected: role)
  }

  private func excerpt(width: Int, rows: Int) -> [String] {
    guard width > 0, rows > 0, !text.body.isEmpty else { return [] }
    let lines = DisplayText.wrapped(String(text.body.prefix(width * (rows + 2))), to: width)
    guard lines.count > rows else { return lines }
    return Array(lines.prefix(rows - 1)) + [DisplayText.truncated(lines[rows - 1] + "…", to: width)]
  }
}
