import SyncEngine
import TermKit

/// The words of what plays, in a box that follows the song until it is scrolled.
struct LyricsBox: Hashable, Sendable {
  var ref: ItemRef
  var title: String
  /// nil while they are read.
  var lyrics: Lyrics?
  /// Lines above the first that is seen; nil follows what is sung.
  var scroll: Int?

  init(ref: ItemRef, title: String) {
    self.ref = ref
    self.title = title
  }

  /// The first line that is seen.
  func first(at seconds: Double, room: Int) -> Int {
    guard let lyrics else { return 0 }
    let last = max(0, lyrics.lines.count - room)
    if let scroll { return min(max(0, scroll), last) }
    guard let now = lyrics.index(at: seconds) else { return 0 }
    return min(max(0, now - room / 3), last)
  }
}

extension Updater {
  func receiveLyrics(_ state: inout AppState, _ ref: ItemRef, _ text: String?) -> [Effect] {
    guard case .player(.lyrics(var box))? = state.overlay, box.ref == ref else { return [] }
    let lyrics = Lyrics(text ?? "")
    guard !lyrics.lines.isEmpty else {
      state.overlay = nil
      state.say(tr("There are no lyrics for “\(box.title)”"))
      return []
    }
    box.lyrics = lyrics
    state.overlay = .player(.lyrics(box))
    return []
  }

  /// The words of what plays now, where the box is open and something else began.
  func followLyrics(_ state: inout AppState) -> [Effect] {
    guard case .player(.lyrics(let box))? = state.overlay, let entry = state.player.current,
      entry.ref != box.ref
    else { return [] }
    state.overlay = .player(.lyrics(LyricsBox(ref: entry.ref, title: entry.title)))
    return [.loadLyrics(entry.ref)]
  }

  func lyrics(_ state: inout AppState, _ box: inout LyricsBox, _ key: KeyPress) -> [Effect] {
    let room = LyricsView.room(state)
    let first = box.first(at: state.player.position, room: room)
    let command = state.keymap.command(for: key)
    switch command {
    case .down: box.scroll = first + 1
    case .up: box.scroll = first - 1
    case .pageDown: box.scroll = first + room
    case .pageUp: box.scroll = first - room
    case .top: box.scroll = 0
    case .bottom: box.scroll = Int.max / 2
    // Follows the song again.
    case .open: box.scroll = nil
    case .back, .quit, .lyrics:
      state.overlay = nil
      return []
    case .playPause, .seekBack, .seekForward, .volumeDown, .volumeUp, .nextTrack, .previousTrack:
      return command.map { run(&state, $0) } ?? []
    default: return []
    }
    if box.scroll != nil {
      box.scroll = box.first(at: state.player.position, room: room)
    }
    state.overlay = .player(.lyrics(box))
    return []
  }
}

struct LyricsView {
  let box: LyricsBox

  private static func rows(_ state: AppState) -> Int { max(8, state.size.rows - 4) }
  /// Lines of words that are seen.
  static func room(_ state: AppState) -> Int { max(1, min(rows(state), state.size.rows - 2) - 4) }

  func draw(_ painter: inout Painter, _ state: AppState) {
    let title = DisplayText.truncated(box.title, to: 60)
    let inside = painter.box(columns: 84, rows: Self.rows(state), title: " \(title) ")
    let left = inside.origin.column
    let width = inside.size.columns
    func line(_ span: Painter.Span, _ row: Int) {
      painter.line([span], column: left, row: inside.origin.row + row, width: width, on: .panel)
    }
    guard let lyrics = box.lyrics else { return line(.init(tr("Reading…"), .tertiary), 0) }
    let room = max(1, inside.size.rows - 2)
    let seconds = state.player.position
    let now = state.player.current?.ref == box.ref ? lyrics.index(at: seconds) : nil
    let first = box.first(at: seconds, room: room)
    for (row, index) in (first..<min(lyrics.lines.count, first + room)).enumerated() {
      let role: ThemeRole = index == now ? .accent : now == nil ? .text : .secondary
      let text = lyrics.lines[index].text
      line(.init((state.isPlain && index == now ? "> " : "") + text, role), row)
    }
    let hint =
      lyrics.isTimed && box.scroll != nil
      ? tr("↑ ↓ scroll · Enter follows the song · Esc closes") : tr("↑ ↓ scroll · Esc closes")
    line(.init(hint, .tertiary), inside.size.rows - 1)
  }
}
