/// The one place where a `String` becomes what a terminal may be sent.
///
/// Text from the network is hostile: escape sequences, control characters, bidi controls, invisible
/// and over-long clusters are neutralised here, and every cluster gets the width that it will take.
public enum DisplayText {
  /// A grapheme cluster, or a part of one, as it is drawn in cells of its own.
  public struct Glyph: Hashable, Sendable {
    public var text: String
    /// Columns, 1 or 2.
    public var width: Int
  }

  /// The text on one line: line breaks and tabs become spaces, everything unsafe becomes U+FFFD or
  /// is dropped.
  public static func glyphs(_ text: String) -> [Glyph] {
    var result: [Glyph] = []
    result.reserveCapacity(text.utf8.count)
    for character in text { append(character, to: &result) }
    return result
  }

  /// The same glyphs one by one, for who does not need all of them.
  struct GlyphSequence: Sequence, IteratorProtocol {
    private var rest: String.Iterator
    private var made: [Glyph] = []
    private var place = 0

    init(_ text: String) { rest = text.makeIterator() }

    mutating func next() -> Glyph? {
      while place == made.count {
        guard let character = rest.next() else { return nil }
        // What comes looks back at the last one.
        if made.count > 1 { made.removeFirst(made.count - 1) }
        place = made.count
        DisplayText.append(character, to: &made)
      }
      defer { place += 1 }
      return made[place]
    }
  }

  /// The first scalars of a text. A text may be one endless cluster, so that its characters do not
  /// bound it.
  public static func prefix(_ text: String, scalars: Int) -> String {
    guard text.utf8.count > scalars else { return text }
    return String(text.unicodeScalars.prefix(scalars))
  }

  /// The sanitised text itself.
  public static func plain(_ text: String) -> String { glyphs(text).map(\.text).joined() }

  /// Columns that the text takes.
  public static func width(of text: String) -> Int {
    if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7f }) { return text.utf8.count }
    return glyphs(text).reduce(0) { $0 + $1.width }
  }

  /// The text cut to `width` columns; a cut one ends in an ellipsis.
  public static func truncated(_ text: String, to width: Int) -> String {
    guard width > 0 else { return "" }
    var used = 0
    var result = ""
    // Bytes of the result that leave room for an ellipsis.
    var kept = 0
    for glyph in GlyphSequence(text) {
      guard used + glyph.width <= width else {
        return String(decoding: result.utf8.prefix(kept), as: UTF8.self) + "…"
      }
      result += glyph.text
      used += glyph.width
      if used < width { kept = result.utf8.count }
    }
    return result
  }

  /// The text followed by spaces up to `width` columns; longer text is cut.
  public static func padded(_ text: String, to width: Int) -> String {
    let cut = truncated(text, to: width)
    return cut + String(repeating: " ", count: max(0, width - self.width(of: cut)))
  }

  /// The text in lines of at most `width` columns, broken at line breaks and between words; a word
  /// that is longer than a line is cut.
  public static func wrapped(_ text: String, to width: Int) -> [String] {
    guard width > 0 else { return [] }
    var lines: [String] = []
    for paragraph in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
      wrap(paragraph, width, into: &lines)
    }
    while lines.count > 1, lines.last?.isEmpty == true { lines.removeLast() }
    return lines
  }

  private static func wrap(_ paragraph: Substring, _ width: Int, into lines: inout [String]) {
    var line = ""
    var used = 0
    var word = ""
    var wordWidth = 0
    func endWord() {
      guard !word.isEmpty else { return }
      if used > 0, used + 1 + wordWidth > width {
        lines.append(line)
        line = ""
        used = 0
      }
      if used > 0 {
        line += " "
        used += 1
      }
      line += word
      used += wordWidth
      word = ""
      wordWidth = 0
    }
    for glyph in glyphs(String(paragraph)) {
      if glyph.text == " " {
        endWord()
        continue
      }
      if wordWidth + glyph.width > width {
        endWord()
        if used > 0 {
          lines.append(line)
          line = ""
          used = 0
        }
      }
      // East Asian text has no spaces: a wide cluster may start a new line by itself.
      if glyph.width == 2, wordWidth > 0, used + (used > 0 ? 1 : 0) + wordWidth + 2 > width {
        endWord()
        lines.append(line)
        line = ""
        used = 0
      }
      word += glyph.text
      wordWidth += glyph.width
    }
    endWord()
    lines.append(line)
  }

  private static func append(_ character: Character, to glyphs: inout [Glyph]) {
    if let ascii = character.asciiValue {
      switch ascii {
      case 0x20..<0x7f: glyphs.append(Glyph(text: String(character), width: 1))
      case 0x09, 0x0a, 0x0d: glyphs.append(Glyph(text: " ", width: 1))
      default: glyphs.append(Glyph(text: "\u{fffd}", width: 1))
      }
      return
    }
    if character.isNewline {  // also CR LF, NEL, LINE and PARAGRAPH SEPARATOR
      glyphs.append(Glyph(text: " ", width: 1))
      return
    }
    ClusterSanitizer.append(character, to: &glyphs)
  }
}
