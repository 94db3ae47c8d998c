import TermKit

/// A canvas together with the theme: what the views draw with.
struct Painter: Sendable {
  /// Words in one role.
  struct Span: Sendable, Hashable {
    var text: String
    var role: ThemeRole
    var link: LinkAddress?

    init(_ text: String, _ role: ThemeRole = .text, link: LinkAddress? = nil) {
      self.text = text
      self.role = role
      self.link = link
    }

    /// Wrapped lines with the addresses in them as links.
    static func linked(
      _ lines: [String], width: Int, _ role: ThemeRole = .text
    ) -> [[Span]] {
      LinkedText.pieces(of: lines, width: width).map { pieces in
        pieces.map { Span($0.text, $0.link == nil ? role : .link, link: $0.link) }
      }
    }
  }

  var canvas: Canvas
  let theme: Theme

  init(size: Size, theme: Theme) {
    self.theme = theme
    canvas = Canvas(size: size, style: theme[.background])
  }

  mutating func fill(_ rect: Rect, _ role: ThemeRole) { canvas.fill(rect, style: theme[role]) }

  /// Writes spans from the left, cut at `width` columns; `over` replaces every span's background,
  /// and its colour too where the row is selected.
  @discardableResult
  mutating func line(
    _ spans: [Span], column: Int, row: Int, width: Int, selected: ThemeRole? = nil,
    on background: ThemeRole? = nil
  ) -> Int {
    var used = 0
    for span in spans where used < width {
      var style = theme[selected ?? span.role]
      if let background, selected == nil { style.background = theme[background].background }
      used += canvas.write(
        span.text, at: Point(column: column + used, row: row), style: style, width: width - used,
        link: span.link)
    }
    return used
  }

  /// The same, ending at the column `column + width`.
  @discardableResult
  mutating func lineRight(
    _ spans: [Span], column: Int, row: Int, width: Int, selected: ThemeRole? = nil,
    on background: ThemeRole? = nil
  ) -> Int {
    let needed = spans.reduce(0) { $0 + DisplayText.width(of: $1.text) }
    guard needed <= width else { return 0 }
    line(
      spans, column: column + width - needed, row: row, width: needed, selected: selected,
      on: background)
    return needed
  }

  /// One sentence over an otherwise empty screen.
  mutating func sentence(_ text: String) {
    let size = canvas.size
    for (row, line) in DisplayText.wrapped(text, to: max(1, size.columns)).enumerated()
    where row < size.rows {
      self.line([Span(line)], column: 0, row: row, width: size.columns)
    }
  }

  /// Where a box in the middle of a screen lies.
  static func boxRect(columns: Int, rows: Int, in size: Size) -> Rect {
    let width = min(columns, size.columns - 2)
    let height = min(rows, size.rows - 2)
    return Rect(
      column: (size.columns - width) / 2, row: max(0, (size.rows - height) / 2), columns: width,
      rows: height)
  }

  /// A framed box in the middle; returns the room inside.
  mutating func box(columns: Int, rows: Int, title: String) -> Rect {
    let rect = Self.boxRect(columns: columns, rows: rows, in: canvas.size)
    fill(rect, .panel)
    var border = theme[.borderFocused]
    border.background = theme[.panel].background
    canvas.outline(rect, .rounded, style: border, title: title)
    return Rect(
      column: rect.origin.column + 2, row: rect.origin.row + 1,
      columns: max(0, rect.size.columns - 4), rows: max(0, rect.size.rows - 2))
  }
}
