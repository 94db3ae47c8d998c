import CNTKit
import SyncEngine
import TermKit

/// The question for the reason of a rejection.
struct RejectState: Sendable, Hashable {
  var items: [AdminContentItem]
  /// What is often said; chosen with the arrows, and changed as one likes.
  var reasons: [String]
  var choice: Int?
  var reason = TextField()

  /// Used where `config.toml` has no `reject_reasons`.
  static let standardReasons: [Phrase] = [
    Phrase("The sound or picture is too poor to follow."),
    Phrase("The title or description does not say what it is."),
    Phrase("This was published before."),
    Phrase("The rights to this work are not clear."),
    Phrase("This does not fit our guidelines."),
  ]

  init(items: [AdminContentItem], reasons: [String]) {
    self.items = items
    self.reasons = reasons
  }

  /// Takes the reason that is `delta` further in the list.
  mutating func choose(by delta: Int) {
    guard !reasons.isEmpty else { return }
    let next = choice.map { ($0 + delta + reasons.count) % reasons.count }
    choice = next ?? (delta > 0 ? 0 : reasons.count - 1)
    reason = TextField(reasons[choice ?? 0])
  }
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
      let text = reject.reason.text.trimmingWhitespace()
      let reason = text.isEmpty ? nil : text
      return submit(
        &state, reject.items.map { .reject(type: $0.type, id: $0.id, reason: reason) },
        title: tr("Rejected \(Self.name(reject.items))"))
    case .down: reject.choose(by: 1)
    case .up: reject.choose(by: -1)
    default: _ = reject.reason.handle(key)
    }
    state.overlay = .reject(reject)
    return []
  }
}

/// The box that asks.
struct RejectView {
  let reject: RejectState

  func draw(_ painter: inout Painter, _ state: AppState) {
    let inside = painter.box(
      columns: 76, rows: 9 + reject.reasons.count, title: " \(tr("Reject")) ")
    let left = inside.origin.column
    let width = inside.size.columns
    func line(_ spans: [Painter.Span], _ row: Int) {
      guard row < inside.size.rows else { return }
      painter.line(
        spans, column: left, row: inside.origin.row + row, width: width, on: .panel)
    }
    line([.init(DisplayText.truncated(Updater.name(reject.items), to: max(1, width)), .text)], 0)
    line([.init(question, .secondary)], 1)
    painter.canvas.cursor = reject.reason.draw(
      into: &painter.canvas,
      at: Rect(column: left, row: inside.origin.row + 3, columns: width, rows: 1),
      style: painter.theme[.inputFocused], mask: nil)
    for (index, reason) in reject.reasons.enumerated() {
      let isChosen = index == reject.choice
      line(
        [
          .init(isChosen ? "› " : "  ", .accent),
          .init(
            DisplayText.truncated(reason, to: max(1, width - 2)), isChosen ? .text : .tertiary),
        ], 5 + index)
    }
    line(
      [.init(tr("Enter rejects (the reason may be empty) · ↑ ↓ choose · Esc keeps it"), .tertiary)],
      6 + reject.reasons.count)
  }

  private var question: String {
    reject.items.contains { $0.type == "community_post" }
      ? tr("A rejected post is deleted. Why?") : tr("Why? The author reads this.")
  }
}
