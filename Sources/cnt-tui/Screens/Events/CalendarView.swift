import SyncEngine
import TermKit

/// A month as a grid, and the events of the selected day beside it, or below where there is no room.
struct CalendarView {
  let state: AppState
  let calendar: CalendarState

  private static let cell = 4
  private static let gridColumns = 7 * cell
  private static var names: [String] {
    [tr("Su"), tr("Mo"), tr("Tu"), tr("We"), tr("Th"), tr("Fr"), tr("Sa")]
  }

  /// Where the days and the day's events lie in the room that there is.
  struct Layout: Sendable, Hashable {
    var grid: Rect
    var events: Rect
    /// Screen rows of one week.
    var weekRows: Int

    init(_ rect: Rect) {
      let isBeside = rect.size.columns >= CalendarView.gridColumns + 26
      weekRows = rect.size.rows >= 26 && isBeside ? 2 : 1
      let rows = min(rect.size.rows, 2 + 6 * weekRows)
      grid = Rect(
        column: rect.origin.column, row: rect.origin.row,
        columns: min(rect.size.columns, CalendarView.gridColumns), rows: rows)
      if isBeside {
        let column = rect.origin.column + CalendarView.gridColumns + 2
        events = Rect(
          column: column, row: rect.origin.row,
          columns: rect.origin.column + rect.size.columns - column, rows: rect.size.rows)
      } else {
        events = Rect(
          column: rect.origin.column, row: rect.origin.row + rows + 1, columns: rect.size.columns,
          rows: max(0, rect.size.rows - rows - 1))
      }
    }
  }

  func draw(_ painter: inout Painter, _ rect: Rect) {
    let layout = Layout(rect)
    drawGrid(&painter, layout)
    drawDay(&painter, layout.events)
  }

  private func drawGrid(_ painter: inout Painter, _ layout: Layout) {
    let grid = layout.grid
    let (year, month, _) = calendar.day.parts
    let title = tr(Phrase("\(DateText.monthName(month)) \(year)").inSense("date"))
    painter.line(
      [.init(" " + title, .title)], column: grid.origin.column, row: grid.origin.row,
      width: grid.size.columns)
    let today = CivilDay(state.now, in: state.timeZone)
    for index in 0..<7 {
      let weekday = (calendar.weekStart.weekday + index) % 7
      painter.line(
        [.init(" " + Self.names[weekday], .tertiary)],
        column: grid.origin.column + index * Self.cell, row: grid.origin.row + 1, width: Self.cell)
    }
    for index in 0..<42 {
      let day = calendar.firstInGrid + index
      let row = grid.origin.row + 2 + index / 7 * layout.weekRows
      guard row < grid.origin.row + grid.size.rows else { return }
      drawCell(
        day, today, &painter,
        Rect(
          column: grid.origin.column + index % 7 * Self.cell, row: row, columns: Self.cell, rows: 1)
      )
    }
  }

  /// Today stands in brackets, a day with events has a dot.
  private func drawCell(
    _ day: CivilDay, _ today: CivilDay, _ painter: inout Painter, _ rect: Rect
  ) {
    let parts = day.parts
    let isOther = parts.month != calendar.day.parts.month
    let hasEvents = calendar.events[day.number]?.isEmpty == false
    let number = (parts.day < 10 ? " " : "") + "\(parts.day)"
    let isToday = day == today
    let end = isToday ? "]" : hasEvents ? "•" : " "
    let text = (isToday ? "[" : " ") + number + end
    let role: ThemeRole =
      isOther ? .tertiary : isToday ? .accent : hasEvents ? .text : .secondary
    var selected: ThemeRole?
    if day == calendar.day {
      let hasKeys = state.focus == .main && !calendar.isInDay
      selected = hasKeys ? .selection : .selectionInactive
      if state.isPlain, hasKeys { painter.canvas.cursor = rect.origin }
    }
    painter.line(
      [.init(text, role)], column: rect.origin.column, row: rect.origin.row, width: Self.cell,
      selected: selected)
  }

  private func drawDay(_ painter: inout Painter, _ rect: Rect) {
    guard rect.size.rows > 1 else { return }
    let title = DateText.day(calendar.day)
    painter.line(
      [.init(title, .heading)], column: rect.origin.column, row: rect.origin.row,
      width: rect.size.columns)
    let events = calendar.dayEvents
    if events.isEmpty {
      let text = calendar.isLoaded ? tr("No events on this day.") : tr("Reading…")
      painter.line(
        [.init(text, .tertiary)], column: rect.origin.column, row: rect.origin.row + 2,
        width: rect.size.columns)
    }
    for (place, index) in visible(rect).enumerated() {
      let isSelected = calendar.isInDay && index == calendar.selected
      let row = Rect(
        column: rect.origin.column, row: rect.origin.row + Self.lead(rect) + place * Self.eventRows,
        columns: rect.size.columns, rows: Self.eventRows)
      if isSelected, state.isPlain { painter.canvas.cursor = row.origin }
      RowView(
        text: Presenter(state).text(for: events[index]), height: Self.eventRows,
        role: isSelected ? (state.focus == .main ? .selection : .selectionInactive) : nil
      ).draw(&painter, row)
    }
    if calendar.isCut {
      painter.line(
        [.init(tr("More events than can be shown."), .warning)], column: rect.origin.column,
        row: rect.origin.row + rect.size.rows - 1, width: rect.size.columns)
    }
  }

  private static let eventRows = 2

  /// Rows of the title above the day's events; little room has no gap.
  private static func lead(_ rect: Rect) -> Int { rect.size.rows < 8 ? 1 : 2 }

  /// The day's events that are in view; the selected one always is.
  private func visible(_ rect: Rect) -> Range<Int> {
    let room = max(0, (rect.size.rows - Self.lead(rect)) / Self.eventRows)
    let count = calendar.dayEvents.count
    let first = max(0, min(calendar.selected - room + 1, count - room))
    return first..<min(count, first + room)
  }

  /// What lies under a click.
  enum Target: Sendable, Hashable {
    case day(CivilDay)
    case event(Int)
  }

  func target(at point: Point, _ rect: Rect) -> Target? {
    let layout = Layout(rect)
    if layout.grid.contains(point) {
      let week = (point.row - layout.grid.origin.row - 2) / layout.weekRows
      guard point.row >= layout.grid.origin.row + 2, week < 6 else { return nil }
      let column = (point.column - layout.grid.origin.column) / Self.cell
      return column < 7 ? .day(calendar.firstInGrid + (week * 7 + column)) : nil
    }
    guard layout.events.contains(point) else { return nil }
    let place = point.row - layout.events.origin.row - Self.lead(layout.events)
    let range = visible(layout.events)
    guard place >= 0, range.lowerBound + place / Self.eventRows < range.upperBound else {
      return nil
    }
    return .event(range.lowerBound + place / Self.eventRows)
  }
}
