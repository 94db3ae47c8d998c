import SyncEngine
import TermKit

/// Draws the settings: what each is called, its value, and whether the file says so.
struct SettingsView {
  let box: SettingsState

  /// The columns of the longest label, and a gap.
  private var labelColumns: Int {
    let labels = Settings.Key.allCases.map(\.label) + [tr("Room for downloads"), tr("Sign out")]
    return labels.map { DisplayText.width(of: $0) + 2 }.reduce(28, max)
  }

  func draw(_ painter: inout Painter, _ state: AppState) {
    let inside = painter.box(columns: 78, rows: box.rows.count + 7, title: " \(tr("Settings")) ")
    let width = inside.size.columns
    func line(_ spans: [Painter.Span], _ row: Int, selected: ThemeRole? = nil) {
      guard row >= 0, row < inside.size.rows else { return }
      painter.line(
        spans, column: inside.origin.column, row: inside.origin.row + row, width: width,
        selected: selected, on: .panel)
    }
    let room = max(1, inside.size.rows - 4)
    let first = max(0, min(box.selected - room + 1, box.rows.count - room))
    for (row, index) in (first..<min(box.rows.count, first + room)).enumerated() {
      let isSelected = index == box.selected
      if isSelected {
        let rect = Rect(
          column: inside.origin.column, row: inside.origin.row + row, columns: width, rows: 1)
        painter.fill(rect, .selection)
        if state.isPlain { painter.canvas.cursor = rect.origin }
      }
      line(
        spans(box.rows[index], state, width: width), row, selected: isSelected ? .selection : nil)
      if isSelected, let field = box.editing {
        let rect = Rect(
          column: inside.origin.column + labelColumns, row: inside.origin.row + row,
          columns: max(1, width - labelColumns), rows: 1)
        painter.canvas.cursor = field.draw(
          into: &painter.canvas, at: rect, style: painter.theme[.inputFocused], mask: nil)
      }
    }
    let end = inside.size.rows - 1
    if let problem = box.problem {
      let lines = DisplayText.wrapped(problem, to: max(1, width))
      for (row, text) in lines.prefix(2).enumerated() { line([.init(text, .error)], end - 2 + row) }
    } else {
      line([.init(note, .secondary)], end - 2)
      line([.init(DisplayText.truncated(box.path, to: max(1, width)), .tertiary)], end - 1)
    }
    let remove = state.keymap.keys(for: .discard).first ?? ""
    line(
      [
        .init(
          box.editing == nil
            ? tr("Enter changes · ← → choose · \(remove) back to the standard · Esc closes")
            : tr("Enter keeps it · Esc does not"), .tertiary)
      ], end)
  }

  private var note: String {
    guard case .setting(let line)? = box.current else { return "" }
    return switch (line.value == nil, line.key.worksAtOnce) {
    case (true, true): tr("The standard; a change counts at once")
    case (true, false): tr("The standard; a change counts from the next start")
    case (false, true): tr("Set in the file; a change counts at once")
    case (false, false): tr("Set in the file; a change counts from the next start")
    }
  }

  private func spans(
    _ row: SettingsState.Row, _ state: AppState, width: Int
  ) -> [Painter.Span] {
    func pair(_ label: String, _ value: String, _ role: ThemeRole) -> [Painter.Span] {
      [
        .init(DisplayText.padded(" " + label, to: labelColumns), .text),
        .init(DisplayText.truncated(value, to: max(1, width - labelColumns)), role),
      ]
    }
    switch row {
    case .setting(let line):
      return pair(
        line.key.label, line.shown ?? tr("not set"), line.value == nil ? .tertiary : .accent)
    case .quota:
      let usage = state.downloadUsage
      return pair(
        tr("Room for downloads"),
        tr("\(ByteText.text(usage.quota)), \(ByteText.text(usage.bytes)) used"),
        .accent)
    case .signOut:
      let who = state.account.map { tr("\($0.name) at \($0.server)") } ?? ""
      return pair(tr("Sign out"), who, .warning)
    }
  }
}
