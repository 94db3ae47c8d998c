import CNcurses

/// Puts canvases into ncurses' window, so that every cluster lands in its cell.
///
/// ncurses sends a row as one run of text and trusts the terminal to count columns as the C library
/// does. Where terminals disagree (``WidthAgreement``) the row is laid in pieces: first everything from
/// the first such cluster on is painted over, then each piece up to and with one such cluster is sent,
/// and the cursor is placed anew behind it. A terminal that took other columns for the cluster finds
/// what it wrote outside of it overwritten.
struct ScreenWriter {
  private var palette: PairPalette
  private let window: UnsafeMutablePointer<WINDOW>?

  init(depth: ColorDepth) {
    palette = PairPalette(depth: depth)
    window = cnt_stdscr()
  }

  /// Brings the window to what the canvas shows; the last of it is sent by the next `wrefresh`.
  /// Returns the rows in which something is sent.
  mutating func show(_ canvas: Canvas, after previous: Canvas?) -> Set<Int> {
    let rows = min(canvas.size.rows, Int(cnt_screen_rows()))
    let columns = min(canvas.size.columns, Int(cnt_screen_columns()))
    var pieces: [(row: Int, stops: [Int])] = []
    var drawn: Set<Int> = []
    for row in 0..<rows {
      let stops = Self.contested(canvas, row: row, columns: columns)
      guard let first = stops.first else {
        if put(canvas, after: previous, row: row, 0..<columns) { drawn.insert(row) }
        continue
      }
      guard previous.map({ isChanged(canvas, $0, row: row, columns: columns) }) ?? true else {
        continue
      }
      put(canvas, after: nil, row: row, 0..<first)
      cover(canvas, row: row, first..<columns)
      pieces.append((row, stops))
      drawn.insert(row)
    }
    guard !pieces.isEmpty else { return drawn }
    wrefresh(window)
    for (row, stops) in pieces {
      var column = stops[0]
      for stop in stops {
        let end = stop + canvas[Point(column: stop, row: row)].width
        put(canvas, after: nil, row: row, column..<end)
        wmove(window, Int32(row), Int32(end))
        wrefresh(window)
        // Where ncurses believes the cursor to be. It has nothing unsent after a refresh.
        if let address = cnt_cursor_address(Int32(row), Int32(end)) {
          TerminalModes.send(String(cString: address))
        }
        column = end
      }
      put(canvas, after: nil, row: row, column..<columns)
    }
    return drawn
  }

  /// The columns of the clusters after which the cursor must be placed.
  private static func contested(_ canvas: Canvas, row: Int, columns: Int) -> [Int] {
    (0..<columns).filter { column in
      let text = canvas[Point(column: column, row: row)].text
      return text.utf8.count > 1 && WidthAgreement.isContested(text)
        && WidthAgreement.isSafe(text, column: column, columns: columns)
    }
  }

  private func isChanged(_ canvas: Canvas, _ previous: Canvas, row: Int, columns: Int) -> Bool {
    (0..<columns).contains { column in
      let point = Point(column: column, row: row)
      return canvas[point] != previous[point]
    }
  }

  /// Puts the cells of a row that changed; all where there is nothing to compare with. Returns whether
  /// there were any.
  @discardableResult
  private mutating func put(
    _ canvas: Canvas, after previous: Canvas?, row: Int, _ range: Range<Int>
  ) -> Bool {
    var isAny = false
    var column = range.lowerBound
    while column < range.upperBound {
      let point = Point(column: column, row: row)
      let cell = canvas[point]
      // A wide cluster is put once; ncurses fills its second cell.
      if cell.width > 0, previous?[point] != cell || rightHalfChanged(canvas, previous, point) {
        put(cell, at: point, columns: canvas.size.columns)
        isAny = true
      }
      column += max(1, cell.width)
    }
    return isAny
  }

  private func rightHalfChanged(_ canvas: Canvas, _ previous: Canvas?, _ point: Point) -> Bool {
    guard let previous, canvas[point].width == 2 else { return false }
    let right = Point(column: point.column + 1, row: point.row)
    return canvas[right] != previous[right]
  }

  private mutating func put(_ cell: Cell, at point: Point, columns: Int) {
    let text = WidthAgreement.drawn(cell, column: point.column, columns: columns)
    put(text, cell.style, at: point)
    if cell.width == 2, text == "\u{fffd}" {
      put(" ", cell.style, at: Point(column: point.column + 1, row: point.row))
    }
  }

  /// Paints cells with something else than what will stand there, so that ncurses sends them again.
  private mutating func cover(_ canvas: Canvas, row: Int, _ range: Range<Int>) {
    for column in range {
      let cell = canvas[Point(column: column, row: row)]
      // A space that is none hides the space for the moment; all else is hidden by a space.
      put(cell.text == " " ? "\u{a0}" : " ", cell.style, at: Point(column: column, row: row))
    }
  }

  private mutating func put(_ text: String, _ style: Style, at point: Point) {
    let (attributes, pair) = palette.code(for: style)
    var scalars = text.unicodeScalars.map { wchar_t(bitPattern: $0.value) }
    scalars.append(0)
    _ = cnt_put_cell(window, Int32(point.row), Int32(point.column), &scalars, attributes, pair)
  }
}
