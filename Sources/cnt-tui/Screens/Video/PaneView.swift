import TermKit

/// A film beside what else is on the screen, with its title and keys where the picture leaves room.
struct PaneView {
  let state: AppState
  let keymap: Keymap

  func draw(_ painter: inout Painter, in pane: Rect) {
    guard let picture = state.pictureRect, pane.size.columns > 0 else { return }
    painter.canvas.fillPicture(picture, tag: picture.origin.row % 2 * 2)
    SubtitleView(words: state.video.words).draw(&painter, in: picture)
    let room = picture.origin.column - pane.origin.column - 2
    guard room >= 16, let entry = state.player.current else { return }
    var lines: [[Painter.Span]] = DisplayText.wrapped(entry.title, to: room).prefix(3).map {
      [.init($0, .title)]
    }
    lines.append([.init(entry.subtitle, .secondary)])
    lines.append([])
    let keys: [(Command, String)] = [
      (.video, tr("whole screen")), (.picture, tr("only hear it")), (.subtitles, tr("subtitles")),
      (.videoWindow, tr("in a window")),
    ]
    for (command, title) in keys where command != .subtitles || !state.video.tracks.isEmpty {
      guard let key = keymap.keys(for: command).first else { continue }
      lines.append([.init(" \(key) ", .key), .init(title, .secondary)])
    }
    for (index, line) in lines.prefix(pane.size.rows).enumerated() {
      painter.line(
        line, column: pane.origin.column, row: pane.origin.row + index, width: room)
    }
  }
}
