import TermKit

/// A film on the whole screen; title, seek bar and time come over it for a while.
struct FullScreenView {
  let state: AppState

  func draw(_ painter: inout Painter) {
    let bounds = painter.canvas.bounds
    painter.canvas.fill(bounds, style: Canvas.pictureCell.style)
    let controls = state.video.controlsUntil == nil ? nil : Self.controls(in: bounds.size)
    if let picture = state.pictureRect {
      painter.canvas.fillPicture(picture, tag: 1)
      // Words go where the picture ends, or above the controls.
      var room = picture
      if let controls {
        room.size.rows = max(0, min(room.size.rows, controls.origin.row - room.origin.row))
      }
      SubtitleView(words: state.video.words).draw(&painter, in: room)
    }
    if let controls { PlayerBar(state: state).draw(&painter, in: controls) }
    if let toast = state.toast {
      painter.line(
        [.init(" \(toast.text) ", toast.kind == .error ? .error : .info)], column: 0, row: 0,
        width: bounds.size.columns, on: .statusBar)
    }
  }

  /// Where the controls lie; drawing and mouse read the same numbers.
  static func controls(in size: Size) -> Rect {
    Rect(column: 0, row: max(0, size.rows - 2), columns: size.columns, rows: min(2, size.rows))
  }
}

/// What is said in a film, as text at the lower edge: at the size of a terminal's pixels letters
/// inside the picture cannot be read.
struct SubtitleView {
  /// The most rows that words may take of a picture.
  static let mostRows = 4

  let words: String

  func draw(_ painter: inout Painter, in picture: Rect) {
    let width = picture.size.columns
    guard !words.isEmpty, width > 2 else { return }
    let lines = DisplayText.wrapped(words, to: width - 2)
      .suffix(min(Self.mostRows, picture.size.rows))
    let style = Style(foreground: .rgb(255, 255, 255), background: .rgb(0, 0, 0))
    let first = picture.origin.row + picture.size.rows - lines.count
    for (index, line) in lines.enumerated() where !line.isEmpty {
      let text = " \(line) "
      let used = DisplayText.width(of: text)
      painter.canvas.write(
        text,
        at: Point(
          column: picture.origin.column + max(0, (width - used) / 2), row: first + index),
        style: style, width: width)
    }
  }
}
