import TermKit

/// Holds what the emulator shows against what the canvas means, cell by cell.
struct SceneCheck {
  /// Whether colours are exact, as with 24 bits.
  let comparesColors: Bool

  /// The first difference, in words; nil when there is none.
  func difference(_ canvas: Canvas, _ emulator: Emulator) -> String? {
    if let deed = emulator.deeds.first { return "the terminal \(deed)" }
    for row in 0..<canvas.size.rows {
      var column = 0
      while column < canvas.size.columns {
        let point = Point(column: column, row: row)
        let cell = canvas[point]
        if let fault = difference(cell, point, canvas, emulator) {
          return "row \(row), column \(column): \(fault)"
        }
        column += max(1, cell.width)
      }
    }
    if let cursor = canvas.cursor, (cursor.column, cursor.row) != emulator.cursor {
      return "the cursor is at \(emulator.cursor), not at \(cursor)"
    }
    return nil
  }

  private func difference(
    _ cell: Cell, _ point: Point, _ canvas: Canvas, _ emulator: Emulator
  ) -> String? {
    let columns = canvas.size.columns
    let expected = WidthAgreement.drawn(cell, column: point.column, columns: columns)
    // What the terminal makes of a contested cluster is its own affair, but only inside of its own
    // cells: those after it are looked at as all others.
    if WidthAgreement.isContested(cell.text), expected == cell.text { return nil }
    let width = expected == "\u{fffd}" ? 1 : cell.width
    let seen = emulator.glyph(column: point.column, row: point.row)
    let scalars = expected.unicodeScalars.map(\.value)
    guard seen.scalars == scalars, seen.width == width else {
      return "\(scalars) of width \(width) is shown as \(seen.scalars) of width \(seen.width)"
    }
    let attributes = cell.style.attributes
    guard seen.bold == attributes.contains(.bold),
      seen.underline == attributes.contains(.underline),
      seen.reverse == attributes.contains(.reverse)
    else { return "attributes differ" }
    guard comparesColors else { return nil }
    if seen.background != Self.bytes(cell.style.background) { return "the ground differs" }
    if expected != " ", seen.foreground != Self.bytes(cell.style.foreground) {
      return "the colour differs: \(seen.foreground)"
    }
    return nil
  }

  private static func bytes(_ color: Color) -> [UInt8] {
    if case .rgb(let r, let g, let b) = color { [r, g, b] } else { [] }
  }
}
