import CNTKit
import SyncEngine
import TermKit

/// One thing in full: title, facts, text, what can be done, and a post's comments.
struct DetailView {
  let state: AppState
  let detail: DetailScreen

  func draw(_ painter: inout Painter, _ frame: Frame) {
    let spec = SectionSpec.spec(state.section)
    painter.line(
      [.init("‹ \(spec.title)", .secondary)], column: frame.header.origin.column,
      row: frame.header.origin.row, width: frame.header.size.columns)
    painter.line(
      [.init(String(repeating: "─", count: frame.rule.size.columns), .border)],
      column: frame.rule.origin.column, row: frame.rule.origin.row, width: frame.rule.size.columns)
    let rect = frame.detail
    let lines = Self.lines(detail, state: state, room: rect.size)
    let scroll = min(detail.scroll, max(0, lines.count - rect.size.rows))
    for (index, line) in lines.dropFirst(scroll).prefix(rect.size.rows).enumerated() {
      painter.line(
        line, column: rect.origin.column, row: rect.origin.row + index, width: rect.size.columns)
    }
    if lines.count > rect.size.rows {
      let last = min(lines.count, scroll + rect.size.rows)
      painter.lineRight(
        [.init("\(last * 100 / lines.count)%", .tertiary)], column: frame.header.origin.column,
        row: frame.header.origin.row, width: frame.header.size.columns)
    }
  }

  /// The furthest that the text can be scrolled.
  static func maximumScroll(_ detail: DetailScreen, state: AppState) -> Int {
    let rect = Frame(state).detail
    return max(0, lines(detail, state: state, room: rect.size).count - rect.size.rows)
  }

  static func lines(_ detail: DetailScreen, state: AppState, room: Size) -> [[Painter.Span]] {
    let width = room.columns
    guard let row = detail.row else {
      let text =
        detail.isLoaded
        ? tr("This is not here any more, or has not been fetched yet. Esc goes back.")
        : tr("Reading…")
      return DisplayText.wrapped(text, to: max(1, width)).map { [.init($0, .tertiary)] }
    }
    return lines(
      for: row, related: detail.related, isLoaded: detail.isLoaded, state: state, room: room)
      + attendeeLines(detail.attendees, width) + followerLines(detail.followers, width)
  }

  static func lines(
    for row: Row, related: [Row], isLoaded: Bool, state: AppState, room: Size
  ) -> [[Painter.Span]] {
    let presenter = Presenter(state)
    let width = room.columns
    guard width > 2 else { return [] }
    var lines = PictureLayout.lines(above: row, in: room, state)
    lines += Self.lines(presenter.text(for: row), state: state, width: width)
    if case .post = row.item, !related.isEmpty {
      lines.append([.init(tr("Comments"), .heading)])
      for comment in related { lines += commentLines(comment, presenter, width) }
    }
    return lines
  }

  /// Title, facts, text, and what can be done.
  static func lines(_ text: ItemText, state: AppState, width: Int) -> [[Painter.Span]] {
    guard width > 2 else { return [] }
    var lines: [[Painter.Span]] = DisplayText.wrapped(text.title, to: width).map {
      [.init($0, .title)]
    }
    if !text.badges.isEmpty {
      lines.append(text.badges.map { .init($0.text + "  ", $0.role) })
    }
    lines.append([])
    let label = text.facts.map { DisplayText.width(of: $0.label) }.max() ?? 0
    for fact in text.facts {
      let room = max(1, width - label - 2)
      let parts = Painter.Span.linked(DisplayText.wrapped(fact.value, to: room), width: room)
      for (index, part) in parts.enumerated() {
        let name = index == 0 ? fact.label : ""
        lines.append([.init(DisplayText.padded(name, to: label + 2), .tertiary)] + part)
      }
    }
    if !text.facts.isEmpty { lines.append([]) }
    if !text.body.isEmpty {
      lines += Painter.Span.linked(DisplayText.wrapped(text.body, to: width), width: width)
      lines.append([])
    }
    let actions = ActionLines(text.actions, state.keymap).lines(width: width)
    if !actions.isEmpty { lines += actions + [[]] }
    return lines
  }

  /// The first ones, as on the platform's own page; the box has them all.
  private static func attendeeLines(_ all: [EventAttendee], _ width: Int) -> [[Painter.Span]] {
    guard !all.isEmpty else { return [] }
    let shown = all.prefix(10).map { attendee -> [Painter.Span] in
      let (word, role) = AttendeesView.status(attendee.status)
      let name = attendee.user?.name ?? attendee.user?.username ?? tr("Somebody")
      return [
        .init(DisplayText.padded(word, to: AttendeesView.statusColumns), role), .init(name, .text),
      ]
    }
    let more = all.count - shown.count
    return [[.init(tr("Who comes"), .heading)]] + shown
      + (more > 0 ? [[.init(tr("and \(more) more"), .tertiary)]] : [])
  }

  private static func followerLines(_ all: [ArtistFollower], _ width: Int) -> [[Painter.Span]] {
    guard !all.isEmpty else { return [] }
    let shown = all.prefix(20).map { follower -> [Painter.Span] in
      [.init(follower.userName.isEmpty ? tr("Somebody") : follower.userName, .text)]
    }
    let more = all.count - shown.count
    return [[.init(tr("Followers"), .heading)]] + shown
      + (more > 0 ? [[.init(tr("and \(more) more"), .tertiary)]] : [])
  }

  private static func commentLines(
    _ row: Row, _ presenter: Presenter, _ width: Int
  ) -> [[Painter.Span]] {
    let text = presenter.text(for: row)
    var head: [Painter.Span] = [
      .init("› ", .accent), .init(text.title, .secondary), .init("  \(text.meta)", .tertiary),
    ]
    head += text.badges.map { .init("  " + $0.text, $0.role) }
    return [head]
      + Painter.Span.linked(
        DisplayText.wrapped(text.body, to: max(1, width - 2)), width: max(1, width - 2)
      ).map { [.init("  ", .text)] + $0 } + [[]]
  }
}
