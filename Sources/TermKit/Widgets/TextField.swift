/// One line of text being typed.
public struct TextField: Hashable, Sendable {
  /// Clusters beyond this are not taken.
  public static let longest = 2000

  private var characters: [Character]
  /// Clusters before the cursor.
  public private(set) var cursor: Int

  public init(_ text: String = "") {
    characters = Array(DisplayText.plain(text).prefix(Self.longest))
    cursor = characters.count
  }

  public var text: String { String(characters) }

  /// Takes typed or pasted text; what may not be drawn is not kept.
  public mutating func insert(_ text: String) {
    let room = Self.longest - characters.count
    let new = DisplayText.plain(text).prefix(max(0, room))
    characters.insert(contentsOf: new, at: cursor)
    cursor += new.count
  }

  /// Edits by a key; false when the key means nothing to a line of text.
  public mutating func handle(_ key: KeyPress) -> Bool {
    switch (key.key, key.modifiers) {
    case (.character(let character), let modifiers)
    where modifiers.isSubset(of: .shift): insert(String(character))
    case (.left, .control), (.character("b"), .alt): cursor = wordStart
    case (.right, .control), (.character("f"), .alt): cursor = wordEnd
    case (.left, _), (.character("b"), .control): cursor = max(0, cursor - 1)
    case (.right, _), (.character("f"), .control): cursor = min(characters.count, cursor + 1)
    case (.home, _), (.character("a"), .control): cursor = 0
    case (.end, _), (.character("e"), .control): cursor = characters.count
    case (.character("w"), .control), (.backspace, .alt), (.backspace, .control):
      remove(wordStart..<cursor)
    case (.backspace, _): remove(max(0, cursor - 1)..<cursor)
    case (.delete, _), (.character("d"), .control):
      remove(cursor..<min(characters.count, cursor + 1))
    case (.character("u"), .control): remove(0..<cursor)
    case (.character("k"), .control): remove(cursor..<characters.count)
    default: return false
    }
    return true
  }

  private mutating func remove(_ range: Range<Int>) {
    characters.removeSubrange(range)
    cursor = range.lowerBound
  }

  private var wordStart: Int {
    var index = cursor
    while index > 0, characters[index - 1].isWhitespace { index -= 1 }
    while index > 0, !characters[index - 1].isWhitespace { index -= 1 }
    return index
  }

  private var wordEnd: Int {
    var index = cursor
    while index < characters.count, characters[index].isWhitespace { index += 1 }
    while index < characters.count, !characters[index].isWhitespace { index += 1 }
    return index
  }

  /// Draws the part around the cursor and returns the cursor's place. `mask` hides each cluster.
  public func draw(
    into canvas: inout Canvas, at rect: Rect, style: Style, mask: String?
  ) -> Point {
    canvas.fill(rect, style: style)
    let glyphs = characters.map { mask ?? String($0) }
    let widths = glyphs.map { DisplayText.width(of: $0) }
    // Scrolled so that the cursor, which needs a cell of its own, stays inside.
    var first = 0
    var before = widths[..<cursor].reduce(0, +)
    while before > max(0, rect.size.columns - 1), first < cursor {
      before -= widths[first]
      first += 1
    }
    canvas.write(
      glyphs[first...].joined(), at: rect.origin, style: style, width: rect.size.columns)
    return Point(column: rect.origin.column + before, row: rect.origin.row)
  }
}
