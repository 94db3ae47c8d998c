import MediaKit
import TermKit

/// The pictures of the screen: characters are drawn, everything else is left to the ``StillPainter``.
struct PictureView {
  let state: AppState

  func draw(_ painter: inout Painter) {
    let layout = PictureLayout(state)
    for placed in layout.placed {
      if case .symbols(let picture) = placed.picture.content {
        draw(picture, placed, &painter)
      } else {
        // Films have the tags below 4.
        let place = Int(truncatingIfNeeded: placed.picture.id) + placed.rect.origin.row
        painter.canvas.fillPicture(placed.visible, tag: 4 + place & 3)
      }
    }
    for box in layout.boxes {
      guard let sentence = state.pictures.failed[box.request], box.rect.size.rows >= 3 else {
        continue
      }
      let lines = DisplayText.wrapped(sentence, to: max(1, box.rect.size.columns))
      for (index, line) in lines.prefix(3).enumerated() {
        let row = box.rect.origin.row + index
        guard box.visible.contains(Point(column: box.rect.origin.column, row: row)) else {
          continue
        }
        painter.line(
          [.init(line, .tertiary)], column: box.rect.origin.column, row: row,
          width: box.rect.size.columns)
      }
    }
  }

  private func draw(
    _ picture: SymbolPicture, _ placed: PictureLayout.Placed, _ painter: inout Painter
  ) {
    let ground = painter.theme[.background]
    let area = placed.visible
    for row in area.origin.row..<area.origin.row + area.size.rows {
      for column in area.origin.column..<area.origin.column + area.size.columns {
        let (x, y) = (column - placed.rect.origin.column, row - placed.rect.origin.row)
        guard x < picture.columns, y < picture.rows else { continue }
        let symbol = picture.symbols[y * picture.columns + x]
        painter.canvas.write(
          String(symbol.character), at: Point(column: column, row: row),
          style: Style(
            foreground: symbol.foreground.map(Self.color) ?? ground.foreground,
            background: symbol.background.map(Self.color) ?? ground.background))
      }
    }
  }

  private static func color(_ value: UInt32) -> Color {
    .rgb(UInt8(value >> 16 & 0xff), UInt8(value >> 8 & 0xff), UInt8(value & 0xff))
  }
}
