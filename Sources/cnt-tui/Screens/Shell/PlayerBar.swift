import TermKit

/// What is playing, how far it is, how loud and how fast. Always there.
struct PlayerBar {
  let state: AppState

  func draw(_ painter: inout Painter, in rect: Rect) {
    painter.fill(rect, .playerBar)
    let player = state.player
    let width = rect.size.columns
    let row = rect.origin.row
    guard let entry = player.current else {
      painter.line(
        [
          .init(" ■ ", .tertiary),
          .init(
            state.keymap.filled(tr("Nothing is playing. {play} plays what is selected.")), .tertiary
          ),
        ],
        column: 0, row: row, width: max(0, width - DisplayText.width(of: settings) - 2),
        on: .playerBar)
      painter.lineRight(
        [.init(settings, .tertiary)], column: 0, row: row, width: width - 1,
        on: .playerBar)
      return
    }
    let icon = player.isLoading ? "…" : player.isPaused ? "‖" : "▶"
    var times =
      "\(DateText.duration(seconds: position)) / "
      + (player.duration.map { DateText.duration(seconds: $0) } ?? "-:--")
    // What is left, at the speed at which it is heard.
    if let duration = player.duration, width >= 70 {
      times +=
        "  -" + DateText.duration(seconds: max(0, duration - position) / max(0.1, player.speed))
    }
    let chapter = player.chapterIndex(at: position).map { player.chapters[$0].title } ?? ""
    let right: [Painter.Span] = [
      .init(settings + "  ", .tertiary), .init(times, .playerBar),
    ]
    let reserved = right.reduce(2) { $0 + DisplayText.width(of: $1.text) }
    painter.line(
      [
        .init(" \(icon) ", .accent), .init(entry.title, .playerBar),
        .init("  " + (chapter.isEmpty ? entry.subtitle : chapter), .secondary),
      ], column: 0, row: row, width: max(0, width - reserved), on: .playerBar)
    painter.lineRight(right, column: 0, row: row, width: width - 1, on: .playerBar)
    if rect.size.rows > 1 {
      let fraction = player.duration.map { $0 > 0 ? min(1, position / $0) : 0 } ?? 0
      ProgressBar(fraction: fraction).draw(
        into: &painter.canvas, at: Self.progress(in: rect),
        filled: painter.theme[.playerProgress], empty: painter.theme[.playerBar])
      markChapters(&painter, in: Self.progress(in: rect))
    }
  }

  /// A mark where each chapter begins, but for the one at the start.
  private func markChapters(_ painter: inout Painter, in bar: Rect) {
    let player = state.player
    guard let duration = player.duration, duration > 0, bar.size.rows > 0 else { return }
    for chapter in player.chapters where chapter.start > 0 && chapter.start < duration {
      let column = Int(Double(bar.size.columns) * chapter.start / duration)
      let isPast = chapter.start <= position
      var style = painter.theme[isPast ? .playerProgress : .playerBar]
      // On the filled part the mark is a gap.
      if isPast { swap(&style.foreground, &style.background) }
      painter.canvas.write(
        "┃", at: Point(column: bar.origin.column + column, row: bar.origin.row), style: style,
        width: 1)
    }
  }

  /// Where the progress bar lies; a click on it seeks.
  static func progress(in rect: Rect) -> Rect {
    Rect(
      column: 1, row: rect.origin.row + 1, columns: max(0, rect.size.columns - 2),
      rows: rect.size.rows > 1 ? 1 : 0)
  }

  /// With reduced motion the clock and the bar go on every ten seconds only.
  private var position: Double {
    let exact = state.player.position
    return state.reducedMotion ? (exact / 10).rounded(.down) * 10 : exact
  }

  private var settings: String {
    let speed = state.player.speed == 1 ? "" : "\(state.player.speed)x  "
    let queue =
      state.player.queue.count > 1 && state.player.index != nil
      ? "\((state.player.index ?? 0) + 1)/\(state.player.queue.count)  " : ""
    let repeats =
      switch state.player.repeats {
      case .off: ""
      case .all: "↻ \(tr("all"))  "
      case .one: "↻ \(tr("one"))  "
      }
    let sleep = state.player.sleep.map { $0.mark(now: state.now) + "  " } ?? ""
    return "\(queue)\(repeats)\(sleep)\(speed)" + tr("vol \(Int(state.player.volume))")
  }
}
