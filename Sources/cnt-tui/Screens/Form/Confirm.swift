import SyncEngine
import TermKit

/// A question before something that cannot be taken back.
struct ConfirmState: Sendable, Hashable {
  var question: String
  /// More about it.
  var detail = ""
  /// What "yes" is called.
  var yes: String
  /// What "yes" does.
  var effects: [Effect]
  /// What is said then.
  var said: String?
  /// Whether the screen that it was asked on closes with it.
  var closesDetail = false
}

extension Updater {
  func confirm(_ state: inout AppState, _ confirm: ConfirmState, _ key: KeyPress) -> [Effect] {
    switch key.key {
    case .character("y"), .character("Y"):
      state.overlay = nil
      if let said = confirm.said { state.say(said, .success) }
      if confirm.closesDetail, case .detail? = state.screen { _ = state.pop() }
      return confirm.effects
    case .escape, .character("n"), .character("N"), .enter, .character("q"):
      // Enter is pressed too easily to be a yes.
      state.overlay = nil
      return []
    default: return []
    }
  }
}

/// The box with the question.
struct ConfirmView {
  let confirm: ConfirmState

  func draw(_ painter: inout Painter) {
    let width = min(64, painter.canvas.size.columns - 2) - 4
    let question = DisplayText.wrapped(confirm.question, to: max(1, width))
    let detail =
      confirm.detail.isEmpty ? [] : DisplayText.wrapped(confirm.detail, to: max(1, width))
    let inside = painter.box(
      columns: 64, rows: question.count + detail.count + 5, title: " \(tr("Are you sure?")) ")
    let lines =
      question.map { Painter.Span($0, .text) } + detail.map { Painter.Span($0, .secondary) }
    for (row, line) in lines.enumerated() where row + 1 < inside.size.rows {
      painter.line(
        [line], column: inside.origin.column, row: inside.origin.row + row,
        width: inside.size.columns, on: .panel)
    }
    painter.line(
      [
        .init(" y ", .key), .init(confirm.yes + "   ", .secondary), .init(" n ", .key),
        .init(tr("leave it"), .secondary),
      ], column: inside.origin.column, row: inside.origin.row + inside.size.rows - 1,
      width: inside.size.columns, on: .panel)
  }
}
