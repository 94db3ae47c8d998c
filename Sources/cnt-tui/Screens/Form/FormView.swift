import TermKit

/// Draws a form: labels above their fields, the long ones with the room that is left.
struct FormView {
  let form: FormState

  func draw(_ painter: inout Painter, _ state: AppState) {
    let lines = form.fields.count { if case .line = $0.input { true } else { false } }
    let areas = form.fields.count - lines
    let inside = painter.box(
      columns: 76, rows: lines * 2 + areas * 7 + 4, title: " \(form.title) ")
    let width = inside.size.columns
    let end = inside.origin.row + inside.size.rows - 2
    let areaRows = areas == 0 ? 0 : max(2, (inside.size.rows - 2 - lines * 2) / areas)
    // Where not all fit, what has the cursor is in view.
    var first = 0
    func height(_ index: Int) -> Int {
      if case .line = form.fields[index].input { 2 } else { areaRows }
    }
    while first < form.focus,
      (first...form.focus).reduce(0, { $0 + height($1) }) > inside.size.rows - 2
    {
      first += 1
    }
    var row = inside.origin.row
    for index in form.fields.indices.dropFirst(first) {
      let rows = height(index)
      guard row + rows <= end else { break }
      draw(
        form.fields[index], hasFocus: index == form.focus, &painter,
        Rect(column: inside.origin.column, row: row, columns: width, rows: rows))
      row += rows
    }
    // What is wrong may take the gap above the last line, too.
    let note = note
    let words = DisplayText.wrapped(note.text, to: max(1, width)).prefix(2)
    for (index, text) in words.enumerated() {
      painter.line(
        [.init(text, note.role)], column: inside.origin.column,
        row: inside.origin.row + inside.size.rows - words.count + index, width: width, on: .panel)
    }
  }

  private func draw(
    _ field: FormState.Field, hasFocus: Bool, _ painter: inout Painter, _ rect: Rect
  ) {
    let label = painter.line(
      [.init(field.label, hasFocus ? .accent : .secondary)], column: rect.origin.column,
      row: rect.origin.row, width: rect.size.columns, on: .panel)
    painter.line(
      [.init("  " + field.hint, .tertiary)], column: rect.origin.column + label,
      row: rect.origin.row, width: max(0, rect.size.columns - label), on: .panel)
    let room = Rect(
      column: rect.origin.column, row: rect.origin.row + 1, columns: rect.size.columns,
      rows: max(1, rect.size.rows - 1))
    let style = painter.theme[hasFocus ? .inputFocused : .input]
    let cursor =
      switch field.input {
      case .line(let line): line.draw(into: &painter.canvas, at: room, style: style, mask: nil)
      case .area(let area): area.draw(into: &painter.canvas, at: room, style: style)
      }
    if hasFocus { painter.canvas.cursor = cursor }
  }

  private var note: Painter.Span {
    if let problem = form.problem { return .init(problem, .error) }
    if let name = form.nameNote, form.focusedName == "username",
      form.text("username") == name.name
    {
      return name.isFree
        ? .init(tr("“\(name.name)” is free"), .success)
        : .init(tr("“\(name.name)” belongs to somebody else"), .warning)
    }
    return .init(tr("Ctrl-S saves · Tab moves · Esc leaves it as it was"), .tertiary)
  }
}

extension FormState {
  fileprivate var focusedName: String {
    fields.indices.contains(focus) ? fields[focus].name : ""
  }
}
