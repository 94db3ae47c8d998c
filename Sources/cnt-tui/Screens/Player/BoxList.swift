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

  private static let columns = 84

  private static func rows(_ count: Int, _ size: Size) -> Int {
    max(8, min(count + 5, size.rows - 4))
  }

  /// Where a box with so many lines lies.
  static func box(_ count: Int, _ size: Size) -> Rect {
    Painter.boxRect(columns: columns, rows: rows(count, size), in: size)
  }

  /// The first line that is in view: the selected one always is.
  private static func first(_ count: Int, selected: Int, room: Int) -> Int {
    min(max(0, selected - room / 2), max(0, count - room))
  }

  /// The line under a place.
  static func index(at point: Point, _ count: Int, selected: Int, _ size: Size) -> Int? {
    let box = box(count, size)
    let room = max(1, box.size.rows - 4)
    let row = point.row - box.origin.row - 1
    let index = first(count, selected: selected, room: room) + row
    return box.contains(point) && (0..<room).contains(row) && index < count ? index : nil
  }

  func draw(_ painter: inout Painter, _ state: AppState) {
    let inside = painter.box(
      columns: Self.columns, rows: Self.rows(lines.count, state.size), title: title)
    let room = max(1, inside.size.rows - 2)
    let width = inside.size.columns
    let left = inside.origin.column
    let first = Self.first(lines.count, selected: selected, room: room)
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
