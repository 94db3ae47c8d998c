import SyncEngine
import TermKit

/// Draws the choice of a list's order and part.
struct ArrangeView {
  let arrange: ArrangeState

  private static let columns = 46

  private enum Line {
    case heading(String)
    case choice(Int)
    case note(String)
    case gap
  }

  private var lines: [Line] {
    var lines: [Line] = []
    if !arrange.orders.isEmpty {
      lines.append(.heading(tr("Order")))
      lines += arrange.orders.indices.map { .choice($0) }
    }
    if arrange.filters == nil { lines += [.gap, .note(tr("Reading…"))] }
    let rest = arrange.orders.count..<arrange.choices.count
    if !rest.isEmpty {
      if !lines.isEmpty { lines.append(.gap) }
      lines.append(.heading(tr("Show")))
      lines += rest.map { .choice($0) }
    }
    return lines.isEmpty ? [.note(tr("There is nothing to choose here."))] : lines
  }

  func box(_ size: Size) -> Rect {
    Painter.boxRect(columns: Self.columns, rows: lines.count + 4, in: size)
  }

  private func list(_ size: Size) -> Rect {
    let box = box(size)
    return Rect(
      column: box.origin.column + 2, row: box.origin.row + 1, columns: max(0, box.size.columns - 4),
      rows: max(0, box.size.rows - 4))
  }

  /// The lines that are in view: the selected one always is.
  private func visible(_ size: Size) -> Range<Int> {
    let lines = lines
    let room = list(size).size.rows
    let place =
      lines.firstIndex { if case .choice(arrange.selected) = $0 { true } else { false } } ?? 0
    let first = max(0, min(place - room / 2, lines.count - room))
    return first..<min(lines.count, first + room)
  }

  func index(at point: Point, _ size: Size) -> Int? {
    let list = list(size)
    let line = visible(size).lowerBound + point.row - list.origin.row
    guard list.contains(point), lines.indices.contains(line), case .choice(let index) = lines[line]
    else { return nil }
    return index
  }

  func draw(_ painter: inout Painter, _ state: AppState) {
    let inside = painter.box(
      columns: Self.columns, rows: lines.count + 4, title: " \(tr("This list")) ")
    let rect = list(state.size)
    let current = current(state)
    for (row, index) in visible(state.size).enumerated() {
      let line = Rect(
        column: rect.origin.column, row: rect.origin.row + row, columns: rect.size.columns, rows: 1)
      switch lines[index] {
      case .heading(let text): put(text, .heading, &painter, line)
      case .note(let text): put(text, .tertiary, &painter, line)
      case .gap: break
      case .choice(let choice): draw(choice, current, &painter, line, state)
      }
    }
    put(
      tr("Enter takes · Space tries · Esc closes"), .tertiary, &painter,
      Rect(
        column: inside.origin.column, row: inside.origin.row + inside.size.rows - 1,
        columns: inside.size.columns, rows: 1))
  }

  /// What the list shows now.
  private func current(_ state: AppState) -> Set<ArrangeState.Choice> {
    guard case .list(let list)? = state.screen else { return [] }
    let order = list.arrangement.order ?? arrange.orders.first
    return Set([.filter(list.arrangement.filter)] + (order.map { [.order($0)] } ?? []))
  }

  private func put(
    _ text: String, _ role: ThemeRole, _ painter: inout Painter, _ rect: Rect
  ) {
    painter.line(
      [.init(text, role)], column: rect.origin.column, row: rect.origin.row,
      width: rect.size.columns, on: .panel)
  }

  private func draw(
    _ index: Int, _ current: Set<ArrangeState.Choice>, _ painter: inout Painter, _ rect: Rect,
    _ state: AppState
  ) {
    let choice = arrange.choices[index]
    let isSelected = index == arrange.selected
    if isSelected {
      painter.fill(rect, .selection)
      if state.isPlain { painter.canvas.cursor = rect.origin }
    }
    let title =
      switch choice {
      case .order(let order): order.title
      case .filter(let filter): filter?.title(categories: state.categories) ?? tr("Everything")
      }
    let mark = current.contains(choice) ? "●" : "○"
    let sign = state.isPlain ? (current.contains(choice) ? "(*)" : "( )") : mark
    painter.line(
      [.init(" \(sign) ", .accent), .init(title)], column: rect.origin.column,
      row: rect.origin.row, width: rect.size.columns, selected: isSelected ? .selection : nil,
      on: .panel)
  }
}
