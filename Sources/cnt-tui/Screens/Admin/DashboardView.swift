import CNTKit
import Foundation
import SyncEngine
import TermKit

/// The desk at a glance: what waits, what there is, what came lately.
struct DashboardView {
  let state: AppState

  func draw(_ painter: inout Painter, _ rect: Rect) {
    guard let figures = state.desk else {
      put([.init(tr("Reading…"), .tertiary)], 1, &painter, rect)
      return
    }
    var row = 0
    func line(_ spans: [Painter.Span]) {
      put(spans, row, &painter, rect)
      row += 1
    }
    line([.init(tr("Waiting for a decision"), .heading)] + oldest(figures))
    if figures.pending.isEmpty { line([.init(tr("Nothing. Well done."), .success)]) }
    let most = figures.pending.map(\.count).max() ?? 1
    for pending in figures.pending {
      bar(pending, of: most, row, &painter, rect)
      row += 1
    }
    row += 1
    if let numbers = figures.numbers {
      line([.init(tr("Published"), .heading)])
      for part in totals(numbers, width: rect.size.columns) { line(part) }
      if numbers.openSupportTickets > 0 || numbers.unreadSupportMessages > 0 {
        line([
          .init(tr("Support") + "  ", .tertiary),
          .init(tr("\(numbers.openSupportTickets) open"), .warning),
          .init(", " + tr("\(numbers.unreadSupportMessages) unread"), .text),
        ])
      }
      row += 1
    }
    line([
      .init(tr("The last 30 days"), .heading), .init("  " + tr("today is on the right"), .tertiary),
    ])
    for activity in figures.activity { line(days(activity, width: rect.size.columns)) }
    row += 1
    line(places)
  }

  /// The other desks, by their keys.
  private var places: [Painter.Span] {
    let names: [(Command, String)] = [
      (.deskUsers, tr("accounts")), (.deskPublished, tr("published")),
      (.deskHidden, tr("taken off")),
      (.deskCarousel, tr("carousel")), (.deskCommission, tr("commission")),
    ]
    return names.flatMap { command, name -> [Painter.Span] in
      guard let key = state.keymap.keys(for: command).first else { return [] }
      return [.init(" \(key) ", .key), .init(" \(name) ", .secondary)]
    }
  }

  private func put(_ spans: [Painter.Span], _ row: Int, _ painter: inout Painter, _ rect: Rect) {
    guard row < rect.size.rows else { return }
    painter.line(
      spans, column: rect.origin.column, row: rect.origin.row + row, width: rect.size.columns)
  }

  private func oldest(_ figures: DeskFigures) -> [Painter.Span] {
    guard let date = figures.oldestPending else { return [] }
    let words = Presenter(state).dates.relative(Timestamp(date))
    return [.init("  " + tr("the oldest came \(words)"), .tertiary)]
  }

  /// The columns of the longest label, and a gap.
  private static var label: Int {
    let kinds = ["podcast", "movie", "music", "community_post", "event"].map(Presenter.kindTitle)
    let titles = [ItemKind.podcast, .movie, .track, .post].map(title)
    return (kinds + titles).map { DisplayText.width(of: $0) + 2 }.reduce(11, max)
  }

  private func bar(
    _ pending: DeskFigures.Pending, of most: Int, _ row: Int, _ painter: inout Painter, _ rect: Rect
  ) {
    let name = DisplayText.padded(Presenter.kindTitle(pending.type), to: Self.label)
    put([.init(name, .secondary)], row, &painter, rect)
    let count = " \(pending.count)"
    let width = min(40, rect.size.columns - Self.label - count.count)
    guard row < rect.size.rows, width > 0 else { return }
    ProgressBar(fraction: Double(pending.count) / Double(max(1, most))).draw(
      into: &painter.canvas,
      at: Rect(
        column: rect.origin.column + Self.label, row: rect.origin.row + row, columns: width,
        rows: 1),
      filled: painter.theme[.warning], empty: painter.theme[.border])
    painter.line(
      [.init(count, .text)], column: rect.origin.column + Self.label + width,
      row: rect.origin.row + row, width: count.count)
  }

  private func totals(_ numbers: AdminDashboard, width: Int) -> [[Painter.Span]] {
    let all = [
      (tr("Podcasts"), numbers.totalPodcasts), (tr("Movies"), numbers.totalMovies),
      (tr("Music"), numbers.totalMusic), (tr("Posts"), numbers.totalPosts),
      (tr("Users"), numbers.totalUsers),
      (tr("Documents"), numbers.totalDocuments),
    ]
    var lines: [[Painter.Span]] = [[]]
    var used = 0
    for (name, count) in all {
      let text = "\(name) ", number = "\(count)   "
      let columns = DisplayText.width(of: text) + number.count
      if used + columns > width, used > 0 {
        lines.append([])
        used = 0
      }
      lines[lines.count - 1] += [.init(text, .tertiary), .init(number, .text)]
      used += columns
    }
    return lines
  }

  private func days(_ activity: DeskFigures.Activity, width: Int) -> [Painter.Span] {
    let sum = activity.days.reduce(0, +)
    let room = max(0, width - Self.label - 8)
    return [
      .init(DisplayText.padded(Self.title(activity.kind), to: Self.label), .secondary),
      .init(Sparkline(activity.days).text(width: room), .accent), .init(" \(sum)", .text),
    ]
  }

  private static func title(_ kind: ItemKind) -> String {
    switch kind {
    case .podcast: tr("Podcasts")
    case .movie: tr("Movies")
    case .track: tr("Music")
    default: tr("Posts")
    }
  }
}
