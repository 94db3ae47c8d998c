import TermKit

/// The form that a person without a session sees.
struct SignInView {
  let state: AppState

  func draw(_ painter: inout Painter) {
    let form = state.signIn
    let inside = painter.box(columns: 64, rows: 15, title: " \(tr("Sign in to CNT")) ")
    let left = inside.origin.column
    let width = inside.size.columns
    var row = inside.origin.row + 1
    let fields: [(SignInState.Field, String, TextField)] = [
      (.server, tr("Server"), form.server), (.name, tr("User name or e-mail"), form.name),
      (.password, tr("Password"), form.password),
    ]
    for (field, label, value) in fields {
      let isFocused = form.field == field && !form.isBusy
      painter.line(
        [.init(label, isFocused ? .accent : .secondary)], column: left, row: row, width: width,
        on: .panel)
      let cursor = value.draw(
        into: &painter.canvas, at: Rect(column: left, row: row + 1, columns: width, rows: 1),
        style: painter.theme[isFocused ? .inputFocused : .input],
        mask: field == .password ? "•" : nil)
      if isFocused { painter.canvas.cursor = cursor }
      row += 3
    }
    let message: (String, ThemeRole) =
      form.isBusy
      ? (tr("Signing in…"), .info)
      : form.problem.map { ($0, .error) }
        ?? (tr("Tab moves, Enter signs in, Esc quits."), .tertiary)
    for (index, line) in DisplayText.wrapped(message.0, to: max(1, width)).prefix(3).enumerated() {
      painter.line(
        [.init(line, message.1)], column: left, row: row + index, width: width, on: .panel)
    }
  }
}
