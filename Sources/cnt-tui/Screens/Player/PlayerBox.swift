import CNTKit
import MediaKit
import SyncEngine
import TermKit

/// The boxes that belong to the player and to playlists.
enum PlayerBox: Sendable, Hashable {
  case chapters(selected: Int)
  case lyrics(LyricsBox)
  /// A time to go to, as it is typed.
  case jump(TextField, problem: String?)
  case playlists(PlaylistChoice)
  /// Asks before everything that was played is forgotten.
  case clearHistory

  mutating func paste(_ text: String) {
    switch self {
    case .jump(var field, _):
      field.insert(text)
      self = .jump(field, problem: nil)
    case .playlists(var choice):
      choice.name?.insert(text)
      self = .playlists(choice)
    case .chapters, .lyrics, .clearHistory: break
    }
  }
}

extension Updater {
  func player(_ state: inout AppState, _ box: PlayerBox, _ key: KeyPress) -> [Effect] {
    switch box {
    case .chapters(let selected): return chapters(&state, selected, key)
    case .lyrics(var lyrics): return self.lyrics(&state, &lyrics, key)
    case .jump(var field, _): return jump(&state, &field, key)
    case .playlists(var choice): return playlists(&state, &choice, key)
    case .clearHistory: return clearHistory(&state, key)
    }
  }

  /// The commands that open the boxes, and the steps between chapters.
  func player(_ state: inout AppState, _ command: Command) -> [Effect] {
    switch command {
    case .clearHistory:
      state.overlay = .player(.clearHistory)
      return []
    case .addToPlaylist: return addToPlaylist(&state)
    case .saveQueue: return saveQueue(&state)
    default: break
    }
    guard let entry = state.player.current else {
      state.say(tr("Nothing is playing"))
      return []
    }
    switch command {
    case .jumpTo:
      state.overlay = .player(.jump(TextField(), problem: nil))
      return []
    case .lyrics:
      state.overlay = .player(.lyrics(LyricsBox(ref: entry.ref, title: entry.title)))
      return [.loadLyrics(entry.ref)]
    default: break
    }
    guard !state.player.chapters.isEmpty else {
      state.say(tr("This has no chapters"))
      return []
    }
    switch command {
    case .chapters:
      let index = state.player.chapterIndex(at: state.player.position) ?? 0
      state.overlay = .player(.chapters(selected: index))
      return []
    default: return stepChapter(&state, by: command == .nextChapter ? 1 : -1)
    }
  }

  /// As with tracks: early in a chapter to the one before, later to its start.
  func stepChapter(_ state: inout AppState, by delta: Int) -> [Effect] {
    let chapters = state.player.chapters
    let position = state.player.position
    let index = state.player.chapterIndex(at: position) ?? -1
    if delta < 0, index >= 0, position - chapters[index].start > 3 {
      return seek(&state, to: chapters[index].start)
    }
    let target = index + delta
    guard chapters.indices.contains(target) else {
      if delta < 0 { return seek(&state, to: 0) }
      state.say(tr("This is the last chapter"))
      return []
    }
    return seek(&state, to: chapters[target].start)
  }

  private func chapters(
    _ state: inout AppState, _ selected: Int, _ key: KeyPress
  ) -> [Effect] {
    let count = state.player.chapters.count
    func select(_ index: Int) {
      state.overlay = .player(.chapters(selected: min(max(0, index), max(0, count - 1))))
    }
    let command = state.keymap.command(for: key)
    switch command {
    case .down: select(selected + 1)
    case .up: select(selected - 1)
    case .pageDown: select(selected + 10)
    case .pageUp: select(selected - 10)
    case .top: select(0)
    case .bottom: select(count - 1)
    case .open, .play:
      guard state.player.chapters.indices.contains(selected) else { return [] }
      state.overlay = nil
      return seek(&state, to: state.player.chapters[selected].start)
    case .back, .quit, .chapters: state.overlay = nil
    case .playPause, .seekBack, .seekForward, .previousChapter, .nextChapter, .volumeDown,
      .volumeUp:
      return command.map { run(&state, $0) } ?? []
    default: break
    }
    return []
  }

  private func jump(
    _ state: inout AppState, _ field: inout TextField, _ key: KeyPress
  ) -> [Effect] {
    switch key.key {
    case .escape:
      state.overlay = nil
      return []
    case .enter:
      guard let time = TimeEntry(field.text) else {
        state.overlay = .player(
          .jump(field, problem: tr("Write a time such as 1:02:30, 90 or +30.")))
        return []
      }
      let target = time.applied(to: state.player.position)
      if let duration = state.player.duration, target > duration {
        let end = DateText.duration(seconds: duration)
        state.overlay = .player(.jump(field, problem: tr("This ends at \(end).")))
        return []
      }
      state.overlay = nil
      return seek(&state, to: target)
    default: _ = field.handle(key)
    }
    state.overlay = .player(.jump(field, problem: nil))
    return []
  }

  private func clearHistory(_ state: inout AppState, _ key: KeyPress) -> [Effect] {
    state.overlay = nil
    guard key.key == .enter else { return [] }
    state.say(tr("Forgot what was played"), .success)
    return [.clearHistory(keeping: state.player.current?.ref)]
  }
}

/// Draws them.
struct PlayerBoxView {
  let box: PlayerBox

  func draw(_ painter: inout Painter, _ state: AppState) {
    switch box {
    case .chapters(let selected): chapters(&painter, state, selected)
    case .lyrics(let lyrics): LyricsView(box: lyrics).draw(&painter, state)
    case .jump(let field, let problem): jump(&painter, state, field, problem)
    case .playlists(let choice): PlaylistChoiceView(choice: choice).draw(&painter, state)
    case .clearHistory:
      let inside = painter.box(columns: 60, rows: 6, title: " \(tr("Recent")) ")
      for (row, text) in [
        tr("Forget everything that was played, and where it stopped?"), "",
        tr("Enter forgets it · any other key keeps it"),
      ].enumerated() {
        painter.line(
          [.init(text, row == 0 ? .text : .tertiary)], column: inside.origin.column,
          row: inside.origin.row + row, width: inside.size.columns, on: .panel)
      }
    }
  }

  private func jump(
    _ painter: inout Painter, _ state: AppState, _ field: TextField, _ problem: String?
  ) {
    let inside = painter.box(columns: 50, rows: 6, title: " \(tr("Go to a time")) ")
    let left = inside.origin.column
    painter.canvas.cursor = field.draw(
      into: &painter.canvas,
      at: Rect(column: left, row: inside.origin.row, columns: inside.size.columns, rows: 1),
      style: painter.theme[.inputFocused], mask: nil)
    let now = DateText.duration(seconds: state.player.position)
    let place =
      state.player.duration.map { tr("Now at \(now) of \(DateText.duration(seconds: $0)).") }
      ?? tr("Now at \(now).")
    let lines: [Painter.Span] = [
      .init(problem ?? place, problem == nil ? .secondary : .error),
      .init(tr("1:02:30, 90 or +30 · Enter goes there · Esc closes"), .tertiary),
    ]
    for (row, span) in lines.enumerated() {
      painter.line(
        [span], column: left, row: inside.origin.row + 2 + row, width: inside.size.columns,
        on: .panel)
    }
  }

  private func chapters(_ painter: inout Painter, _ state: AppState, _ selected: Int) {
    let chapters = state.player.chapters
    let now = state.player.chapterIndex(at: state.player.position)
    let lines = chapters.enumerated().map { index, chapter in
      BoxList.Line(
        text: chapter.title.isEmpty ? tr("Chapter \(index + 1)") : chapter.title,
        right: DateText.duration(seconds: chapter.start), isCurrent: index == now)
    }
    BoxList(
      title: " \(tr("Chapters")) ", lines: lines, selected: selected,
      empty: tr("This has no chapters."), hint: tr("Enter goes there · Esc closes")
    ).draw(&painter, state)
  }
}
