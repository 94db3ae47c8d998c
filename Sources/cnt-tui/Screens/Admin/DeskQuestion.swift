import SyncEngine
import TermKit

/// A question before something that is not easily undone.
struct DeskQuestion: Sendable, Hashable {
  var title: String
  var lines: [String]
  /// One of these must be typed; empty where Enter is enough.
  var typed: [String] = []
  /// What is done when the answer is yes, and the sentence that says so.
  var writes: [Write]
  var past: String
  var field = TextField()
  var problem: String?

  var isTyped: Bool {
    let text = field.text.trimmingWhitespace().lowercased()
    return typed.isEmpty || typed.contains { $0.lowercased() == text }
  }
}

extension Updater {
  func answer(
    _ state: inout AppState, _ question: inout DeskQuestion, _ key: KeyPress
  ) -> [Effect] {
    switch key.key {
    case .escape:
      state.overlay = nil
      return []
    case .enter where question.isTyped:
      state.overlay = nil
      if case .detail = state.screen { _ = state.pop() }
      return submit(&state, question.writes, title: question.past)
    case .enter: question.problem = tr("This is not it. Type it exactly, or press Esc.")
    default:
      question.problem = nil
      if !question.typed.isEmpty { _ = question.field.handle(key) }
    }
    state.overlay = .deskQuestion(question)
    return []
  }
}

/// The box that asks.
struct DeskQuestionView {
  let question: DeskQuestion

  func draw(_ painter: inout Painter) {
    let width = min(76, painter.canvas.size.columns - 2) - 4
    let lines = question.lines.flatMap { DisplayText.wrapped($0, to: max(1, width)) }
    let typing = question.typed.isEmpty ? 0 : 3
    let inside = painter.box(
      columns: 76, rows: lines.count + typing + 4, title: " \(question.title) ")
    let left = inside.origin.column
    func line(_ spans: [Painter.Span], _ row: Int) {
      guard row < inside.size.rows else { return }
      painter.line(
        spans, column: left, row: inside.origin.row + row, width: inside.size.columns, on: .panel)
    }
    for (index, text) in lines.enumerated() { line([.init(text, .text)], index) }
    var row = lines.count + 1
    if typing > 0 {
      line(
        [
          .init(
            tr("Type \(question.typed.joined(separator: " \(tr("or")) ")) to go on:"), .secondary)
        ], row)
      if row + 1 < inside.size.rows {
        painter.canvas.cursor = question.field.draw(
          into: &painter.canvas,
          at: Rect(
            column: left, row: inside.origin.row + row + 1, columns: inside.size.columns, rows: 1),
          style: painter.theme[.inputFocused], mask: nil)
      }
      row += 3
    }
    line(
      [
        question.problem.map { .init($0, .error) }
          ?? .init(tr("Enter does it · Esc does not"), .tertiary)
      ], min(row, max(0, inside.size.rows - 1)))
  }
}
