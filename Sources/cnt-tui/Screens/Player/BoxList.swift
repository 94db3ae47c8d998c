import TermKit

/// A short list in a box: one row each, one of them selected.
struct BoxList {
  struct Line {
    var text: String
    var right = ""
    var isCurrent = false
  }

  let title: String
  let lines: [Line]
  let selected: Int
  let empty: String
  let hint: String

  func draw(_ painter: inout Painter, _ state: AppState) {
    let inside = painter.box(
      columns: 84, rows: max(8, min(lines.count + 5, state.size.rows - 4)), title: title)
    let room = max(1, inside.size.rows - 2)
    let width = inside.size.columns
    let left = inside.origin.column
    let first = min(max(0, selected - room / 2), max(0, lines.count - room))
    if lines.isEmpty {
      painter.line(
        [.init(empty, .tertiary)], column: left, row: inside.origin.row, width: width, on: .panel)
    }
    for (offset, line) in lines.dropFirst(first).prefix(room).enumerated() {
      let isSelected = first + offset == selected
      let row = inside.origin.row + offset
      let isTold = isSelected && state.isPlain
      let rect = Rect(column: left, row: row, columns: width, rows: 1)
      if isSelected { painter.fill(rect, .selection) }
      if isTold { painter.canvas.cursor = rect.origin }
      let mark = (isTold ? ">" : "") + (line.isCurrent ? "▶ " : isTold ? " " : "  ")
      painter.line(
        [.init(mark, .accent), .init(line.text, line.isCurrent ? .title : .text)], column: left,
        row: row, width: max(0, width - DisplayText.width(of: line.right) - 1),
        selected: isSelected ? .selection : nil, on: .panel)
      painter.lineRight(
        [.init(line.right, .tertiary)], column: left, row: row, width: width,
        selected: isSelected ? .selection : nil, on: .panel)
    }
    painter.line(
      [.init(hint, .tertiary)], column: left, row: inside.origin.row + inside.size.rows - 1,
      width: width, on: .panel)
  }
}
