/// One character cell.
public struct Cell: Hashable, Sendable {
  /// One sanitised cluster; empty in the right half of a wide one.
  public var text: String
  /// 1, 2 for the left half of a wide cluster, 0 for its right half.
  public var width: Int
  public var style: Style
  /// Where a click on it leads, in terminals that know links.
  public var link: LinkAddress?

  public init(
    text: String = " ", width: Int = 1, style: Style = Style(), link: LinkAddress? = nil
  ) {
    self.text = text
    self.width = width
    self.style = style
    self.link = link
  }
}

/// A grid of styled cells: what a view draws into, a snapshot reads and the terminal shows.
public struct Canvas: Hashable, Sendable {
  public private(set) var size: Size
  private var cells: [Cell]
  /// Where the terminal's cursor stands; nil hides it.
  public var cursor: Point?
  /// Whether some of it was left to a picture.
  public private(set) var hasPicture = false
  /// Whether there are links in it.
  public private(set) var hasLinks = false

  public init(size: Size, style: Style = Style()) {
    self.size = Size(columns: max(0, size.columns), rows: max(0, size.rows))
    cells = Array(repeating: Cell(style: style), count: self.size.columns * self.size.rows)
  }

  /// All of it.
  public var bounds: Rect { Rect(origin: Point(column: 0, row: 0), size: size) }

  /// The cell at a place inside the canvas.
  public subscript(point: Point) -> Cell { cells[point.row * size.columns + point.column] }

  /// Writes sanitised text and returns the columns used. What lies outside the canvas, or beyond
  /// `width` columns, is cut; a wide cluster is never cut in half.
  @discardableResult
  public mutating func write(
    _ text: String, at point: Point, style: Style, width: Int? = nil, link: LinkAddress? = nil
  ) -> Int {
    if link != nil { hasLinks = true }
    let limit = max(0, width ?? Int.max)
    var used = 0
    let visible = point.row >= 0 && point.row < size.rows
    for glyph in DisplayText.GlyphSequence(text) {
      guard used + glyph.width <= limit else { break }
      let column = point.column + used
      guard column < size.columns else { break }
      if visible { put(glyph, column: column, row: point.row, style: style, link: link) }
      used += glyph.width
    }
    return used
  }

  private mutating func put(
    _ glyph: DisplayText.Glyph, column: Int, row: Int, style: Style, link: LinkAddress?
  ) {
    guard column >= 0 else { return }
    let index = row * size.columns + column
    if glyph.width == 2 {
      guard column + 1 < size.columns else {
        releaseHalves(index)
        cells[index] = Cell(text: " ", width: 1, style: style)
        return
      }
      releaseHalves(index)
      releaseHalves(index + 1)
      cells[index] = Cell(text: glyph.text, width: 2, style: style, link: link)
      cells[index + 1] = Cell(text: "", width: 0, style: style, link: link)
    } else {
      releaseHalves(index)
      cells[index] = Cell(text: glyph.text, width: 1, style: style, link: link)
    }
  }

  /// Before a cell is overwritten: if it is half of a wide cluster, the other half becomes a space.
  private mutating func releaseHalves(_ index: Int) {
    switch cells[index].width {
    case 2: cells[index + 1] = Cell(style: cells[index + 1].style)
    case 0: cells[index - 1] = Cell(style: cells[index - 1].style)
    default: break
    }
  }

  /// Fills a block with spaces in a style.
  public mutating func fill(_ rect: Rect, style: Style) {
    let area = rect.intersection(bounds)
    guard area.size.columns > 0 else { return }
    for row in area.origin.row..<area.origin.row + area.size.rows {
      let start = row * size.columns + area.origin.column
      let end = start + area.size.columns
      releaseHalves(start)
      releaseHalves(end - 1)
      for index in start..<end { cells[index] = Cell(style: style) }
    }
  }

  /// What stands where a picture is shown: blank like a space and yet no space, so that whatever is
  /// drawn over a picture differs from it, and ncurses sends it.
  public static let pictureCell = Cell(
    text: "\u{a0}", width: 1, style: Style(background: .rgb(0, 0, 0)))

  /// Whether some of these rows have become what another row was in `old`: then ncurses may move
  /// lines on the screen, and whatever picture is on them moves along.
  func movesRows(_ rows: Set<Int>, since old: Canvas) -> Bool {
    func cells(_ row: Int, of canvas: Canvas) -> ArraySlice<Cell> {
      canvas.cells[row * size.columns..<(row + 1) * size.columns]
    }
    return rows.contains { row in
      let new = cells(row, of: self)
      return (0..<size.rows).contains { $0 != row && cells($0, of: old) == new }
    }
  }

  /// Leaves a block to a picture. Where another picture was, or the same at another place, `tag` is to be
  /// another: then ncurses clears the cells of what they show.
  public mutating func fillPicture(_ rect: Rect, tag: Int = 0) {
    hasPicture = true
    let cell = Self.pictureCell(tag)
    fill(rect, style: cell.style)
    let area = rect.intersection(bounds)
    for row in area.origin.row..<area.origin.row + area.size.rows {
      let start = row * size.columns + area.origin.column
      for index in start..<start + area.size.columns { cells[index] = cell }
    }
  }

  /// The corners and edges of a frame.
  public enum BorderStyle: Hashable, Sendable {
    case rounded, square, ascii

    var pieces: [String] {
      switch self {
      case .rounded: ["╭", "╮", "╰", "╯", "─", "│"]
      case .square: ["┌", "┐", "└", "┘", "─", "│"]
      case .ascii: ["+", "+", "+", "+", "-", "|"]
      }
    }
  }

  /// Draws a frame along the inside of a block, with a title in its upper edge.
  public mutating func outline(
    _ rect: Rect, _ border: BorderStyle, style: Style, title: String = ""
  ) {
    let (columns, rows) = (rect.size.columns, rect.size.rows)
    guard columns >= 2, rows >= 2 else { return }
    let pieces = border.pieces
    let (left, top) = (rect.origin.column, rect.origin.row)
    let edge = String(repeating: pieces[4], count: columns - 2)
    write(pieces[0] + edge + pieces[1], at: rect.origin, style: style)
    for row in top + 1..<top + rows - 1 {
      write(pieces[5], at: Point(column: left, row: row), style: style)
      write(pieces[5], at: Point(column: left + columns - 1, row: row), style: style)
    }
    write(
      pieces[2] + edge + pieces[3], at: Point(column: left, row: top + rows - 1), style: style)
    if columns > 4 {
      write(title, at: Point(column: left + 2, row: top), style: style, width: columns - 4)
    }
  }

  /// The text of the grid, a line a row, blanks at the end of lines trimmed.
  public func snapshot() -> String {
    (0..<size.rows).map { row in
      var line = ""
      for column in 0..<size.columns { line += self[Point(column: column, row: row)].text }
      while line.hasSuffix(" ") { line.removeLast() }
      return line
    }.joined(separator: "\n")
  }
}
