import SyncEngine
import TermKit

/// A list with its title, tabs and filter, and the detail of the selected row beside it.
struct ListView {
  let state: AppState
  let list: ListScreen

  func draw(_ painter: inout Painter, _ frame: Frame) {
    drawHeader(&painter, frame.header)
    drawRule(&painter, frame.rule)
    if case .dashboard = list.current.content {
      return DashboardView(state: state).draw(&painter, frame.detail)
    }
    if case .calendar = list.current.content, let calendar = list.calendar {
      return CalendarView(state: state, calendar: calendar).draw(&painter, frame.detail)
    }
    if case .page = list.current.content {
      return PageView(state: state, list: list).draw(&painter, frame.detail)
    }
    if list.lines.isEmpty {
      let text = list.isLoaded ? emptyText : tr("Reading…")
      for (index, line) in DisplayText.wrapped(text, to: max(1, frame.list.size.columns))
        .enumerated() where index + 1 < frame.list.size.rows
      {
        painter.line(
          [.init(line, .tertiary)], column: frame.list.origin.column,
          row: frame.list.origin.row + 1 + index, width: frame.list.size.columns)
      }
      return
    }
    var row = frame.list.origin.row
    let end = row + frame.list.size.rows
    for index in list.offset..<list.lines.count where row < end {
      let line = list.lines[index]
      let height = list.height(of: line)
      draw(
        line, at: index, isSelected: index == list.selected, &painter,
        Rect(
          column: frame.list.origin.column, row: row, columns: frame.list.size.columns,
          rows: min(height, end - row)))
      row += height
    }
    if frame.preview.size.columns > 0, let selected = list.selectedRow {
      drawPreview(selected, &painter, frame.preview)
    }
  }

  private var emptyText: String {
    if !list.filter.isEmpty { return tr("Nothing matches “\(list.filter)”. Esc clears it.") }
    if list.arrangeable != nil, list.arrangement.filter != nil {
      return state.keymap.filled(tr("Nothing in this part of the list: {arrange} shows the rest."))
    }
    return state.keymap.filled(list.current.empty)
  }

  private func drawHeader(_ painter: inout Painter, _ rect: Rect) {
    for tab in Self.tabs(of: list, in: rect, counts: state.userCounts) {
      painter.line(
        [.init(tab.text, tab.index == list.tab ? .title : .secondary)], column: tab.column,
        row: rect.origin.row, width: tab.width)
    }
  }

  /// Where each tab stands; a click on one opens it.
  static func tabs(of list: ListScreen, in rect: Rect, counts: UserCounts) -> [(
    index: Int, text: String, column: Int, width: Int
  )] {
    var column = rect.origin.column
    let end = column + rect.size.columns
    var result: [(index: Int, text: String, column: Int, width: Int)] = []
    let names = list.tabs.count == 1 ? [list.title] : list.tabs.map { $0.title + $0.note(counts) }
    let texts = names.enumerated().map { index, name in
      index == list.tab && names.count > 1 ? "[\(name)]" : " \(name) "
    }
    // Where not all fit, the first ones make room for the one that is open.
    var first = 0
    func width(upTo last: Int) -> Int {
      texts[first...last].reduce(-1) { $0 + DisplayText.width(of: $1) + 1 }
    }
    while first < list.tab, width(upTo: list.tab) > rect.size.columns { first += 1 }
    for index in first..<texts.count {
      let text = texts[index]
      let width = min(DisplayText.width(of: text), end - column)
      guard width > 0 else { break }
      result.append((index, text, column, width))
      column += width + 1
    }
    return result
  }

  private func drawRule(_ painter: inout Painter, _ rect: Rect) {
    guard rect.size.rows > 0 else { return }
    if list.isFiltering || !list.filter.isEmpty {
      let used = painter.line(
        [.init("/ ", .accent), .init(list.filter, list.isFiltering ? .inputFocused : .input)],
        column: rect.origin.column, row: rect.origin.row, width: rect.size.columns - 1)
      if list.isFiltering {
        painter.canvas.cursor = Point(column: rect.origin.column + used, row: rect.origin.row)
      }
      let rest = Rect(
        column: rect.origin.column + used + 1, row: rect.origin.row,
        columns: rect.size.columns - used - 1, rows: 1)
      drawArrangement(&painter, rest)
      return
    }
    painter.line(
      [.init(String(repeating: "─", count: rect.size.columns), .border)],
      column: rect.origin.column, row: rect.origin.row, width: rect.size.columns)
    drawArrangement(&painter, rect)
  }

  /// How the list is arranged, where that is not as always.
  private func drawArrangement(_ painter: inout Painter, _ rect: Rect) {
    guard list.arrangeable != nil,
      let title = list.arrangement.title(categories: state.categories)
    else { return }
    painter.lineRight(
      [.init(" \(title) ", .accent)], column: rect.origin.column, row: rect.origin.row,
      width: rect.size.columns - 2)
  }

  /// A heading stands in its second row, so that there is a gap above it.
  private func drawHeading(
    _ text: String, line: Int, _ painter: inout Painter, _ rect: Rect
  ) {
    guard rect.size.rows > 1 else { return }
    let used = painter.line(
      [.init(text, .heading)], column: rect.origin.column, row: rect.origin.row + 1,
      width: rect.size.columns)
    guard list.blocks.count > 1, list.section(around: line).isPlayable,
      let key = state.keymap.keys(for: .playAll).first
    else { return }
    let spans: [Painter.Span] = [.init("▸ \(tr("play all")) ", .tertiary), .init(key, .key)]
    painter.lineRight(
      spans, column: rect.origin.column + used + 2, row: rect.origin.row + 1,
      width: max(0, rect.size.columns - used - 3))
  }

  private func draw(
    _ line: ListScreen.Line, at index: Int, isSelected: Bool, _ painter: inout Painter, _ rect: Rect
  ) {
    switch line {
    case .heading(let text): drawHeading(text, line: index, &painter, rect)
    case .carousel(let rows):
      CarouselView(rows: rows, turn: list.turn, isSelected: isSelected && state.focus == .main)
        .draw(&painter, rect, state)
    case .row(let row):
      RowView(
        text: Presenter(state).text(for: row), height: list.height(of: line),
        role: role(isSelected), isMarked: list.marked.contains(row.item.ref)
      ).draw(&painter, rect)
    case .entry(let entry):
      RowView(
        text: Presenter(state).text(for: entry), height: list.height(of: line),
        role: role(isSelected)
      ).draw(&painter, rect)
    case .choice(let choice):
      RowView(
        text: Presenter(state).text(for: choice), height: list.height(of: line),
        role: role(isSelected)
      ).draw(&painter, rect)
    case .take(let take):
      RowView(
        text: Presenter(state).text(for: take), height: list.height(of: line),
        role: role(isSelected)
      ).draw(&painter, rect)
    case .publication(let publication):
      RowView(
        text: Presenter(state).text(for: publication), height: list.height(of: line),
        role: role(isSelected)
      ).draw(&painter, rect)
    case .download(let download):
      RowView(
        text: Presenter(state).text(for: download), height: list.height(of: line),
        role: role(isSelected)
      ).draw(&painter, rect)
    }
  }

  private func role(_ isSelected: Bool) -> ThemeRole? {
    isSelected ? (state.focus == .main ? .selection : .selectionInactive) : nil
  }

  private func drawPreview(_ row: Row, _ painter: inout Painter, _ rect: Rect) {
    for line in 0..<rect.size.rows {
      painter.line(
        [.init("│", .border)], column: rect.origin.column - 2, row: rect.origin.row + line, width: 1
      )
    }
    let lines = DetailView.lines(
      for: row, related: [], isLoaded: true, state: state, room: rect.size)
    for (index, line) in lines.prefix(rect.size.rows).enumerated() {
      painter.line(
        line, column: rect.origin.column, row: rect.origin.row + index, width: rect.size.columns)
    }
  }
}
