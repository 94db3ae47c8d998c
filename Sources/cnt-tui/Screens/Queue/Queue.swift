import TermKit

extension Updater {
  /// A key while the queue is shown.
  func queue(_ state: inout AppState, _ selected: Int, _ key: KeyPress) -> [Effect] {
    let count = state.player.queue.count
    func select(_ index: Int) {
      state.overlay = .queue(selected: min(max(0, index), max(0, count - 1)))
    }
    switch state.keymap.command(for: key) {
    case .down: select(selected + 1)
    case .up: select(selected - 1)
    case .pageDown: select(selected + 10)
    case .pageUp: select(selected - 10)
    case .top: select(0)
    case .bottom: select(count - 1)
    case .open, .play: return start(&state, at: selected)
    case .discard, .download: return remove(&state, selected)
    case .join: move(&state, selected, by: 1)
    case .downloads: move(&state, selected, by: -1)
    case .back, .quit, .queue: state.overlay = nil
    case .shuffle, .repeatMode, .sleepTimer, .playPause, .seekBack, .seekForward, .previousTrack,
      .nextTrack, .volumeDown, .volumeUp:
      return state.keymap.command(for: key).map { run(&state, $0) } ?? []
    default: break
    }
    return []
  }

  /// Takes one out. What plays stays: stopping it is another key.
  private func remove(_ state: inout AppState, _ selected: Int) -> [Effect] {
    guard state.player.queue.indices.contains(selected) else { return [] }
    guard selected != state.player.index else {
      state.say(tr("This plays: go to another first"))
      return []
    }
    state.player.queue.remove(at: selected)
    if let index = state.player.index, selected < index { state.player.index = index - 1 }
    state.overlay = .queue(selected: min(selected, max(0, state.player.queue.count - 1)))
    return []
  }

  private func move(_ state: inout AppState, _ selected: Int, by delta: Int) {
    let target = selected + delta
    guard state.player.queue.indices.contains(selected),
      state.player.queue.indices.contains(target)
    else { return }
    state.player.queue.swapAt(selected, target)
    // What plays goes on playing, wherever it stands.
    switch state.player.index {
    case selected: state.player.index = target
    case target: state.player.index = selected
    default: break
    }
    state.overlay = .queue(selected: target)
  }
}

/// What plays and what comes after it.
struct QueueView {
  let selected: Int

  func draw(_ painter: inout Painter, _ state: AppState) {
    let queue = state.player.queue
    let inside = painter.box(
      columns: 84, rows: max(8, min(queue.count + 5, state.size.rows - 4)),
      title: " \(tr("Queue")) ")
    let room = max(1, inside.size.rows - 2)
    let width = inside.size.columns
    let first = min(max(0, selected - room / 2), max(0, queue.count - room))
    if queue.isEmpty {
      painter.line(
        [
          .init(
            state.keymap.filled(
              tr("The queue is empty: {enqueue} adds what is selected, {play} plays a list.")),
            .tertiary)
        ],
        column: inside.origin.column, row: inside.origin.row, width: width, on: .panel)
    }
    for (offset, entry) in queue.dropFirst(first).prefix(room).enumerated() {
      let index = first + offset
      let isCurrent = index == state.player.index
      let isPast = state.player.index.map { index < $0 } ?? false
      let row = inside.origin.row + offset
      let rect = Rect(column: inside.origin.column, row: row, columns: width, rows: 1)
      let isTold = index == selected && state.isPlain
      if index == selected { painter.fill(rect, .selection) }
      if isTold { painter.canvas.cursor = rect.origin }
      let length = entry.duration.map { DateText.duration(seconds: $0) } ?? ""
      painter.line(
        [
          .init((isTold ? ">" : "") + (isCurrent ? "▶ " : isTold ? " " : "  "), .accent),
          .init(
            DisplayText.truncated(entry.title, to: max(1, width - 12)),
            isCurrent ? .title : isPast ? .tertiary : .text),
          .init("  " + entry.subtitle, .tertiary),
        ], column: rect.origin.column, row: row, width: width - DisplayText.width(of: length) - 1,
        selected: index == selected ? .selection : nil, on: .panel)
      painter.lineRight(
        [.init(length, .tertiary)], column: rect.origin.column, row: row, width: width,
        selected: index == selected ? .selection : nil, on: .panel)
    }
    painter.line(
      [.init(hints(state.keymap), .tertiary)], column: inside.origin.column,
      row: inside.origin.row + inside.size.rows - 1, width: width, on: .panel)
  }

  private func hints(_ keymap: Keymap) -> String {
    let hints: [(Command, String)] = [
      (.open, tr("plays")), (.discard, tr("removes")), (.downloads, tr("up")), (.join, tr("down")),
      (.shuffle, tr("mixes")), (.repeatMode, tr("repeats")), (.back, tr("closes")),
    ]
    return hints.compactMap { command, words in
      keymap.keys(for: command).first.map { "\($0) \(words)" }
    }.joined(separator: " · ")
  }
}
