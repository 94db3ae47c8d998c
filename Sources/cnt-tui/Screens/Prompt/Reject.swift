import SyncEngine
import TermKit

/// The question for the reason of a rejection.
struct RejectState: Sendable, Hashable {
  var type: String
  var id: Int
  var title: String
  var reason = TextField()
}

extension Updater {
  func reject(
    _ state: inout AppState, _ reject: inout RejectState, _ key: KeyPress
  ) -> [Effect] {
    switch key.key {
    case .escape:
      state.overlay = nil
      return []
    case .enter:
      state.overlay = nil
      let reason = reject.reason.text.trimmingWhitespace()
      state.say("Rejected: \(reject.title)", .success)
      leaveDecided(&state)
      return [
        .submit(
          .reject(type: reject.type, id: reject.id, reason: reason.isEmpty ? nil : reason))
      ]
    default:
      _ = reject.reason.handle(key)
      state.overlay = .reject(reject)
      return []
    }
  }
}

/// The box that asks.
struct RejectView {
  let reject: RejectState

  func draw(_ painter: inout Painter, _ state: AppState) {
    let inside = painter.box(columns: 68, rows: 8, title: " Reject ")
    let left = inside.origin.column
    let width = inside.size.columns
    let isPost = reject.type == "community_post"
    painter.line(
      [.init("“\(DisplayText.truncated(reject.title, to: max(1, width - 2)))”", .text)],
      column: left, row: inside.origin.row, width: width, on: .panel)
    painter.line(
      [
        .init(
          isPost ? "A rejected post is deleted. Why?" : "Why? The author reads this.", .secondary)
      ],
      column: left, row: inside.origin.row + 1, width: width, on: .panel)
    painter.canvas.cursor = reject.reason.draw(
      into: &painter.canvas,
      at: Rect(column: left, row: inside.origin.row + 3, columns: width, rows: 1),
      style: painter.theme[.inputFocused], mask: nil)
    painter.line(
      [.init("Enter rejects (the reason may be empty) · Esc keeps it", .tertiary)], column: left,
      row: inside.origin.row + 5, width: width, on: .panel)
  }
}
