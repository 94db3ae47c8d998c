import CNcurses

/// Puts canvases into ncurses' window, so that every cluster lands in its cell.
///
/// ncurses sends a row as one run of text and trusts the terminal to count columns as the C library
/// does. Where terminals disagree (``WidthAgreement``) the row is laid in pieces: first everything from
/// the first such cluster on is painted over, then each piece up to and with one such cluster is sent,
/// and the cursor is placed anew behind it. A terminal that took other columns for the cluster finds
/// what it wrote outside of it overwritten.
///
/// Links, which ncurses knows nothing of, are laid in the same way: a link's cells are painted over,
/// then sent as a piece of their own between what opens and what closes the link.
struct ScreenWriter {
  private var palette: PairPalette
  private let window: UnsafeMutablePointer<WINDOW>?
  /// Whether the terminal is told of links.
  private let links: Bool

  init(depth: ColorDepth, links: Bool = true) {
    palette = PairPalette(depth: depth)
    self.links = links
    window = cnt_stdscr()
  }

  /// Brings the window to what the canvas shows; the last of it is sent by the next `wrefresh`.
  /// Returns the rows in which something is sent.
  mutating func show(_ canvas: Canvas, after previous: Canvas?) -> Set<Int> {
    let rows = min(canvas.size.rows, Int(cnt_screen_rows()))
    let columns = min(canvas.size.columns, Int(cnt_screen_columns()))
    let hasLinks = links && (canvas.hasLinks || previous?.hasLinks == true)
    var pieces: [(row: Int, pieces: [Piece])] = []
    var drawn: Set<Int> = []
    for row in 0..<rows {
      let laid = laid(canvas, previous, row: row, columns: columns, links: hasLinks)
      guard let first = laid.first?.range.lowerBound else {
        if put(canvas, after: previous, row: row, 0..<columns) { drawn.insert(row) }
        continue
      }
      guard previous.map({ isChanged(canvas, $0, row: row, columns: columns) }) ?? true else {
        continue
      }
      put(canvas, after: nil, row: row, 0..<first)
      cover(canvas, row: row, first..<columns)
      pieces.append((row, laid))
      drawn.insert(row)
    }
    guard !pieces.isEmpty else { return drawn }
    wrefresh(window)
    for (row, pieces) in pieces {
      for piece in pieces { lay(canvas, piece, row: row) }
    }
    return drawn
  }

  /// A part of a row that is sent by itself.
  private struct Piece {
    var range: Range<Int>
    var link: LinkAddress?
    /// Whether the cursor is placed anew behind it.
    var placesCursor = false
  }

  /// The pieces from the first on that needs to be one up to the end of the row; none where there is
  /// no such.
  private func laid(
    _ canvas: Canvas, _ previous: Canvas?, row: Int, columns: Int, links: Bool
  ) -> [Piece] {
    let stops = Self.contested(canvas, row: row, columns: columns)
    var first = stops.first
    if links {
      let linked = (0..<columns).first { column in
        let point = Point(column: column, row: row)
        // What was a link is sent again, too, or the terminal would keep it one.
        return canvas[point].link != nil || previous?[point].link != nil
      }
      first = [first, linked].compactMap { $0 }.min()
    }
    guard let first else { return [] }
    var pieces: [Piece] = []
    var start = first
    func end(_ column: Int, placesCursor: Bool) {
      guard column > start else { return }
      let link = links ? canvas[Point(column: start, row: row)].link : nil
      pieces.append(Piece(range: start..<column, link: link, placesCursor: placesCursor))
      start = column
    }
    var column = first
    while column < columns {
      let cell = canvas[Point(column: column, row: row)]
      if links, cell.link != canvas[Point(column: start, row: row)].link {
        end(column, placesCursor: false)
      }
      column += max(1, cell.width)
      if stops.contains(column - max(1, cell.width)) { end(column, placesCursor: true) }
    }
    end(columns, placesCursor: false)
    return pieces
  }

  private mutating func lay(_ canvas: Canvas, _ piece: Piece, row: Int) {
    if let link = piece.link {
      // ncurses may write over cells on its way: it is to be there before the link begins.
      wmove(window, Int32(row), Int32(piece.range.lowerBound))
      wrefresh(window)
      TerminalModes.send(link.opening)
    }
    put(canvas, after: nil, row: row, piece.range)
    guard piece.placesCursor || piece.link != nil else { return }
    let end = piece.range.upperBound
    wmove(window, Int32(row), Int32(min(end, canvas.size.columns - 1)))
    wrefresh(window)
    if piece.link != nil { TerminalModes.send(LinkAddress.closing) }
    // Where ncurses believes the cursor to be. It has nothing unsent after a refresh.
    if piece.placesCursor, let address = cnt_cursor_address(Int32(row), Int32(end)) {
      TerminalModes.send(String(cString: address))
    }
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
