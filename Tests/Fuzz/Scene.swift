import TermKit

/// A screen full of marked cells with a hostile text in a box on each row.
struct Scene {
  static let size = Size(columns: 80, rows: 24)

  struct Box {
    var text: String
    var column: Int
    var row: Int
    var width: Int
    var style: Style
  }

  var boxes: [Box]
  var cursor: Point?

  /// The scene with a number: as many texts as there are rows.
  init(seed: UInt64, number: Int) {
    var random = SeededRandom(seed: seed &+ 77 &* UInt64(number + 1))
    boxes = (0..<Self.size.rows).map { row in
      Box(
        text: HostileText.make(seed: seed, number: number * Self.size.rows + row),
        column: random.below(84) - 4, row: row, width: random.pick([1, 2, 9, 30, 80, 200]),
        style: random.pick(Self.styles))
    }
    cursor =
      random.chance(50)
      ? Point(column: random.below(80), row: random.below(24)) : nil
  }

  init(only box: Box) {
    boxes = [box]
    cursor = nil
  }

  private static let styles: [Style] = [
    Style(foreground: .rgb(0xf7, 0xf5, 0xf2), background: .rgb(0x1e, 0x19, 0x15)),
    Style(foreground: .rgb(0, 255, 0), background: .rgb(0x28, 0x21, 0x1b), attributes: .bold),
    Style(foreground: .rgb(255, 0, 0), background: .rgb(0, 0, 95), attributes: .underline),
    Style(foreground: .rgb(0, 95, 255), background: .rgb(95, 0, 0), attributes: .reverse),
  ]

  /// What the texts stand on: every cell tells its neighbours apart.
  private static let ground: Canvas = {
    var canvas = Canvas(size: size)
    let style = Style(foreground: .rgb(175, 175, 175), background: .rgb(0, 0, 0))
    for row in 0..<size.rows {
      let line = (0..<size.columns).map { column in
        // Blanks in between: ncurses treats runs of them in its own way.
        (column / 8 + row) % 5 == 0
          ? " " : String(Character(Unicode.Scalar(UInt8(97 + (column + 7 * row) % 26))))
      }
      canvas.write(line.joined(), at: Point(column: 0, row: row), style: style)
    }
    return canvas
  }()

  var canvas: Canvas {
    var canvas = Self.ground
    for box in boxes {
      canvas.write(
        box.text, at: Point(column: box.column, row: box.row), style: box.style, width: box.width)
    }
    canvas.cursor = cursor
    return canvas
  }
}
