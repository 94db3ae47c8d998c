import CNTKit
import SyncEngine
import TermKit

/// The form for the commission.
struct CommissionView {
  let form: CommissionForm

  func draw(_ painter: inout Painter, _ state: AppState) {
    let inside = painter.box(columns: 66, rows: 15, title: " \(tr("Commission")) ")
    let left = inside.origin.column
    let width = inside.size.columns
    func line(_ spans: [Painter.Span], _ row: Int) {
      guard row < inside.size.rows else { return }
      painter.line(spans, column: left, row: inside.origin.row + row, width: width, on: .panel)
    }
    func role(_ field: CommissionForm.Field) -> ThemeRole {
      form.field == field ? .inputFocused : .input
    }
    func label(_ text: String, _ field: CommissionForm.Field, _ row: Int) {
      line([.init(text, form.field == field ? .accent : .secondary)], row)
    }
    func choice(_ text: String, _ field: CommissionForm.Field, _ row: Int) {
      label(field == .kind ? tr("Kind") : tr("On"), field, row)
      guard row < inside.size.rows else { return }
      painter.line(
        [.init("‹ \(text) ›", role(field))], column: left + Self.label,
        row: inside.origin.row + row, width: max(0, width - Self.label), on: .panel)
      if form.field == field, state.isPlain {
        painter.canvas.cursor = Point(column: left + Self.label, row: inside.origin.row + row)
      }
    }
    func field(_ text: TextField, _ name: String, _ field: CommissionForm.Field, _ row: Int) {
      label(name, field, row)
      guard row < inside.size.rows, width > Self.label else { return }
      let cursor = text.draw(
        into: &painter.canvas,
        at: Rect(
          column: left + Self.label, row: inside.origin.row + row,
          columns: min(20, width - Self.label), rows: 1), style: painter.theme[role(field)],
        mask: nil)
      if form.field == field { painter.canvas.cursor = cursor }
    }
    choice(Self.title(form.kind), .kind, 0)
    field(form.percentage, tr("Percentage"), .percentage, 1)
    field(form.fixed, tr("Fixed amount (USD)"), .fixed, 2)
    choice(form.isActive ? tr("on") : tr("off"), .active, 3)
    for (index, part) in notes(state, width: width).enumerated() { line([part], 5 + index) }
    line(
      [
        form.problem.map { .init($0, .error) }
          ?? .init(tr("Enter saves · ↑ ↓ move · ← → choose · Esc closes"), .tertiary)
      ], max(4, inside.size.rows - 1))
  }

  /// The columns of the longest label, and a gap.
  private static var label: Int {
    [tr("Kind"), tr("Percentage"), tr("Fixed amount (USD)"), tr("On")]
      .map { DisplayText.width(of: $0) + 2 }.reduce(20, max)
  }

  private func notes(_ state: AppState, width: Int) -> [Painter.Span] {
    guard let known = form.state else { return [.init(tr("Reading…"), .tertiary)] }
    var notes: [(String, ThemeRole)] = []
    let dates = Presenter(state).dates
    if let server = known.server {
      notes.append((tr("The server has: \(Self.sentence(server.change))"), .secondary))
      if let date = server.updatedAt {
        let name = known.changedBy ?? server.updatedBy.map { tr("user \($0)") }
        notes.append(
          (
            name.map { tr("Last changed \(dates.relative(date)) by \($0)") }
              ?? tr("Last changed \(dates.relative(date))"), .tertiary
          ))
      }
    } else {
      notes.append((tr("The server did not give its settings yet."), .tertiary))
    }
    if let news = form.news {
      notes.append(
        (
          tr("Another admin changed it meanwhile to \(Self.sentence(news)). Saving replaces that."),
          .warning
        ))
    }
    if known.waiting != nil { notes.append((tr("Your change waits to be sent."), .pending)) }
    if let failure = known.failure {
      notes.append((tr("Not saved: \(recognised(failure))"), .error))
    }
    if let replaced = known.replaced {
      notes.append(
        (
          tr(
            "Your last change replaced another admin's: \(Self.sentence(replaced.settings.change))."
          ),
          .warning
        ))
    }
    return notes.flatMap { text, role in
      DisplayText.wrapped(text, to: max(1, width)).map { Painter.Span($0, role) }
    }
  }

  static func title(_ kind: CommissionSettings.Kind) -> String {
    switch kind {
    case .percentage: tr("a percentage")
    case .fixed: tr("a fixed amount")
    case .percentagePlusFixed: tr("a percentage and a fixed amount")
    }
  }

  /// "7.5 % and 0.30 USD, on".
  static func sentence(_ change: CommissionChange) -> String {
    let percentage = "\(CommissionForm.text(change.percentage)) %"
    let fixed = "\(CommissionForm.text(change.fixedAmount)) USD"
    let amount =
      switch change.kind {
      case .percentage: percentage
      case .fixed: fixed
      case .percentagePlusFixed: tr("\(percentage) and \(fixed)")
      }
    return change.isActive ? tr("\(amount), on") : tr("\(amount), off")
  }
}
