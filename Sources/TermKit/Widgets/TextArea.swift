/// Several lines of text being typed.
public struct TextArea: Hashable, Sendable {
  /// Clusters beyond this are not taken.
  public static let longest = 20_000

  private var characters: [Character]
  /// Clusters before the cursor.
  public private(set) var cursor: Int

  public init(_ text: String = "") {
    characters = Array(Self.clean(text).prefix(Self.longest))
    cursor = characters.count
  }

  public var text: String { String(characters) }

  /// Takes typed or pasted text; line breaks stay, what may not be drawn does not.
  public mutating func insert(_ text: String) {
    let new = Self.clean(text).prefix(max(0, Self.longest - characters.count))
    characters.insert(contentsOf: new, at: cursor)
    cursor += new.count
  }

  private static func clean(_ text: String) -> String {
    text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      .map { DisplayText.plain(String($0)) }.joined(separator: "\n")
  }

  /// Edits by a key; false when the key means nothing to a text.
  public mutating func handle(_ key: KeyPress) -> Bool {
    switch (key.key, key.modifiers) {
    case (.character(let character), let modifiers)
    where modifiers.isSubset(of: .shift): insert(String(character))
    case (.enter, _): insert("\n")
    case (.left, _): cursor = max(0, cursor - 1)
    case (.right, _): cursor = min(characters.count, cursor + 1)
    case (.up, _): moveLine(by: -1)
    case (.down, _): moveLine(by: 1)
    case (.home, _), (.character("a"), .control): cursor = lineStart(cursor)
    case (.end, _), (.character("e"), .control): cursor = lineEnd(cursor)
    case (.backspace, _): remove(max(0, cursor - 1)..<cursor)
    case (.delete, _), (.character("d"), .control):
      remove(cursor..<min(characters.count, cursor + 1))
    case (.character("u"), .control): remove(lineStart(cursor)..<cursor)
    case (.character("k"), .control): remove(cursor..<lineEnd(cursor))
    default: return false
    }
    return true
  }

  private mutating func remove(_ range: Range<Int>) {
    characters.removeSubrange(range)
    cursor = range.lowerBound
  }

  private func lineStart(_ index: Int) -> Int {
    (characters[..<index].lastIndex(of: "\n") ?? -1) + 1
  }

  private func lineEnd(_ index: Int) -> Int {
    characters[index...].firstIndex(of: "\n") ?? characters.count
  }

  private mutating func moveLine(by delta: Int) {
    let start = lineStart(cursor)
    let column = cursor - start
    if delta < 0 {
      guard start > 0 else { return cursor = 0 }
      let above = lineStart(start - 1)
      cursor = min(above + column, start - 1)
    } else {
      let end = lineEnd(cursor)
      guard end < characters.count else { return cursor = characters.count }
      cursor = min(end + 1 + column, lineEnd(end + 1))
    }
  }

  /// The text in screen lines: (first cluster, clusters).
  private func lines(width: Int) -> [(start: Int, glyphs: [Character])] {
    var result: [(start: Int, glyphs: [Character])] = []
    var start = 0
    var line: [Character] = []
    var used = 0
    for (index, character) in characters.enumerated() {
      if character == "\n" {
        result.append((start, line))
        (start, line, used) = (index + 1, [], 0)
        continue
      }
      let columns = DisplayText.width(of: String(character))
      if used + columns > width {
        // Break after the last space where there is one.
        if let space = line.lastIndex(of: " "), space > 0 {
          let rest = Array(line[(space + 1)...])
          result.append((start, Array(line[...space])))
          start += space + 1
          line = rest
          used = rest.reduce(0) { $0 + DisplayText.width(of: String($1)) }
        } else {
          result.append((start, line))
          (start, line, used) = (index, [], 0)
        }
      }
      line.append(character)
      used += columns
    }
    result.append((start, line))
    return result
  }

  /// Draws the part around the cursor and returns the cursor's place.
  public func draw(into canvas: inout Canvas, at rect: Rect, style: Style) -> Point {
    canvas.fill(rect, style: style)
    let all = lines(width: max(2, rect.size.columns - 1))
    let current = all.lastIndex { $0.start <= cursor } ?? 0
    let first = max(0, current - rect.size.rows + 1)
    for (row, line) in all.dropFirst(first).prefix(rect.size.rows).enumerated() {
      canvas.write(
        String(line.glyphs),
        at: Point(column: rect.origin.column, row: rect.origin.row + row), style: style,
        width: rect.size.columns)
    }
    let before = all[current].glyphs.prefix(cursor - all[current].start)
    return Point(
      column: rect.origin.column
        + before.reduce(0) { $0 + DisplayText.width(of: String($1)) },
      row: rect.origin.row + current - first)
  }
}
