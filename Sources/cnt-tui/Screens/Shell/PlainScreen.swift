import TermKit

/// The screen for people who have it read to them, and for terminals without such signs: letters
/// only, one thing after another, and the cursor on what is selected, where screen readers follow it.
enum PlainScreen {
  /// Turns a drawn screen into a plain one.
  static func finish(_ canvas: Canvas, _ state: AppState) -> Canvas {
    var result = plain(canvas)
    guard state.overlay == nil, state.account != nil else { return result }
    let text = state.theme[.text]
    if let cursor = cursor(state) {
      result.write(">", at: cursor, style: text)
      if result.cursor == nil { result.cursor = cursor }
    }
    if let place = place(state) {
      let rule = Frame(state).rule
      result.write(place, at: rule.origin, style: text, width: rule.size.columns)
    }
    return result
  }

  /// Where one is, in words; nil while the line is needed to type in.
  private static func place(_ state: AppState) -> String? {
    let title = SectionSpec.spec(state.section).title
    if state.focus == .sidebar { return tr("Sections: \(title)") }
    guard case .list(let list)? = state.screen else { return title }
    guard !list.isFiltering, list.filter.isEmpty else { return nil }
    let rows = list.lines.indices.filter {
      if case .heading = list.lines[$0] { false } else { true }
    }
    guard let index = rows.firstIndex(of: list.selected) else { return tr("\(title), empty") }
    return list.blocks.contains { $0.hasAfter && $0.spec.limit == nil }
      ? tr("\(title), \(index + 1) of \(rows.count) or more")
      : tr("\(title), \(index + 1) of \(rows.count)")
  }

  /// Every sign that is there for the eye becomes one that is read, or a blank.
  static func plain(_ canvas: Canvas) -> Canvas {
    var result = canvas
    for row in 0..<canvas.size.rows {
      for column in 0..<canvas.size.columns {
        let point = Point(column: column, row: row)
        let cell = canvas[point]
        guard cell.width == 1, let scalar = cell.text.unicodeScalars.first,
          let sign = sign(scalar)
        else { continue }
        result.write(sign, at: point, style: cell.style)
      }
    }
    return result
  }

  /// nil where the sign stays as it is.
  private static func sign(_ scalar: Unicode.Scalar) -> String? {
    switch scalar {
    case "…": "."
    case "·", "•": "-"
    case "‹": "<"
    case "›": ">"
    case "“", "”": "\""
    case "‘", "’": "'"
    case "★", "♥": "*"
    default:
      switch scalar.value {
      // Arrows, technical signs, box drawing, blocks, shapes, symbols, dingbats.
      case 0x2190...0x2bff: " "
      default: nil
      }
    }
  }

  /// Where the cursor of a list stands: at the start of the selected row.
  static func cursor(_ state: AppState) -> Point? {
    let frame = Frame(state)
    guard state.focus == .main, case .list(let list)? = state.screen,
      list.lines.indices.contains(list.selected), list.offset <= list.selected
    else { return nil }
    let above = list.lines[list.offset..<list.selected].reduce(0) { $0 + list.height(of: $1) }
    let row = frame.list.origin.row + above
    guard row < frame.list.origin.row + frame.list.size.rows else { return nil }
    return Point(column: frame.list.origin.column, row: row)
  }
}
