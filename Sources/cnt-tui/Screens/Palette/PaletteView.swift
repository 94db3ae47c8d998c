import TermKit

/// The box of the command palette: a line to type in, and what fits under it.
struct PaletteView {
  let palette: PaletteState

  private static let columns = 66
  private static let rows = 18

  func draw(_ painter: inout Painter, _ state: AppState) {
    let inside = painter.box(columns: Self.columns, rows: Self.rows, title: " \(tr("Commands")) ")
    let left = inside.origin.column
    let width = inside.size.columns
    painter.line(
      [.init("›", .accent)], column: left, row: inside.origin.row, width: 1, on: .panel)
    painter.canvas.cursor = palette.query.draw(
      into: &painter.canvas,
      at: Rect(column: left + 2, row: inside.origin.row, columns: max(1, width - 2), rows: 1),
      style: painter.theme[.inputFocused], mask: nil)
    let list = list(state.size)
    if palette.entries.isEmpty {
      painter.line(
        [.init(tr("Nothing is called that."), .tertiary)], column: left, row: list.origin.row,
        width: width, on: .panel)
    }
    let first = firstVisible(list.size.rows)
    for (row, index) in (first..<palette.entries.count).prefix(list.size.rows).enumerated() {
      draw(
        palette.entries[index], isSelected: index == palette.selected, &painter, state,
        Rect(column: left, row: list.origin.row + row, columns: width, rows: 1))
    }
  }

  private func draw(
    _ entry: PaletteState.Entry, isSelected: Bool, _ painter: inout Painter, _ state: AppState,
    _ rect: Rect
  ) {
    let role: ThemeRole? = isSelected ? .selection : nil
    if let role { painter.fill(rect, role) }
    let keys = state.keymap.keys(for: entry.command).joined(separator: " ")
    let used = painter.lineRight(
      [.init(keys, .key)], column: rect.origin.column, row: rect.origin.row,
      width: rect.size.columns - 1, selected: role, on: .panel)
    let plain: ThemeRole = entry.isOffered ? .text : .tertiary
    var spans: [Painter.Span] = [.init(isSelected && state.isPlain ? ">" : " ")]
    // A reader follows the cursor: off the line of letters once something else is selected.
    if isSelected, state.isPlain, palette.selected > 0 { painter.canvas.cursor = rect.origin }
    for (place, letter) in entry.command.title.enumerated() {
      spans.append(.init(String(letter), entry.places.contains(place) ? .accent : plain))
    }
    spans.append(.init("  " + tr(entry.command.group), .tertiary))
    painter.line(
      spans, column: rect.origin.column, row: rect.origin.row,
      width: max(0, rect.size.columns - used - 2), selected: role, on: .panel)
  }

  /// All of the box.
  func box(_ size: Size) -> Rect {
    Painter.boxRect(columns: Self.columns, rows: Self.rows, in: size)
  }

  /// Where the lines stand; drawing and mouse read the same.
  private func list(_ size: Size) -> Rect {
    let box = box(size)
    return Rect(
      column: box.origin.column + 2, row: box.origin.row + 3, columns: box.size.columns - 4,
      rows: box.size.rows - 4)
  }

  private func firstVisible(_ rows: Int) -> Int { max(0, palette.selected - rows + 1) }

  /// The entry under a cell of the screen.
  func index(at point: Point, _ size: Size) -> Int? {
    let list = list(size)
    guard list.contains(point) else { return nil }
    let index = firstVisible(list.size.rows) + point.row - list.origin.row
    return palette.entries.indices.contains(index) ? index : nil
  }
}
