import Testing

@testable import TermKit

struct DisplayTextTests {
  @Test(arguments: [
    ("plain", "plain", 5), ("a\u{1b}[31mb", "a\u{fffd}[31mb", 7), ("a\tb\nc", "a b c", 5),
    ("漢字", "漢字", 4), ("e\u{301}", "e\u{301}", 1), ("\u{202e}evil\u{202c}", "evil", 4),
    ("a\u{200b}\u{200d}b", "ab", 2), ("\u{feff}x", "x", 1), ("\u{9b}31m", "\u{fffd}31m", 4),
    ("❤️", "❤", 1), ("👩‍👩‍👧", "👩", 2), ("🇸🇪", "🇸", 1), ("\u{e000}", "\u{fffd}", 1),
    ("\u{7f}", "\u{fffd}", 1), ("a\r\nb", "a b", 3), ("\u{301}", "\u{a0}\u{301}", 1),
    (" \u{301}", "\u{a0}\u{301}", 1), ("हिन्दी", "हिन्दी", 5), ("क्षि", "क्षि", 3),
    ("\u{93e}", "\u{a0}\u{93e}", 2), ("မြန်မာ", "မြန်မာ", 5), ("\u{6de}", "\u{fffd}", 1),
  ])
  func `text is made safe and measured`(text: String, safe: String, width: Int) {
    #expect(Array(DisplayText.plain(text).unicodeScalars) == Array(safe.unicodeScalars))
    #expect(DisplayText.width(of: text) == width)
  }

  @Test func `a pile of marks is cut`() {
    let pile = "a" + String(repeating: "\u{335}", count: 500)
    #expect(DisplayText.plain(pile).unicodeScalars.count == 1 + ClusterSanitizer.mostMarks)
  }

  @Test func `no input leaves anything that a terminal could obey`() {
    var generator = Seeded(state: 42)
    for _ in 0..<20_000 {
      var text = ""
      for _ in 0..<Int.random(in: 0...20, using: &generator) {
        let value = UInt32.random(in: 0...0x2ffff, using: &generator)
        let pick = Int.random(in: 0...3, using: &generator)
        let scalar = pick == 0 ? Unicode.Scalar(value & 0x1f) : Unicode.Scalar(value)
        if let scalar { text.unicodeScalars.append(scalar) }
      }
      let glyphs = DisplayText.glyphs(text)
      for scalar in glyphs.flatMap(\.text.unicodeScalars) {
        let category = scalar.properties.generalCategory
        #expect(category != .control && category != .format && category != .privateUse)
        #expect(scalar.value >= 0x20 && !(0x7f...0x9f).contains(scalar.value))
      }
      #expect(glyphs.allSatisfy { $0.width == 1 || $0.width == 2 })
      #expect(glyphs.reduce(0) { $0 + $1.width } == DisplayText.width(of: text))
    }
  }

  struct Seeded: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state ^ (state >> 29)
    }
  }

  /// Reading all of it a thousand times would take many minutes.
  @Test(.timeLimit(.minutes(1))) func `of a long text only what is shown is read`() {
    let text = String(repeating: "漢字 e\u{301} ", count: 1_000_000)
    var canvas = Canvas(size: Size(columns: 20, rows: 1))
    for _ in 0..<1000 {
      #expect(canvas.write(text, at: Point(column: 0, row: 0), style: Style(), width: 9) == 9)
      #expect(DisplayText.truncated(text, to: 6) == "漢字 …")
    }
    #expect(canvas.snapshot() == "漢字 e\u{301} 漢")
  }

  @Test func `a text is cut by scalars, whatever its characters are`() {
    let pile = "a" + String(repeating: "\u{335}", count: 500)
    #expect(DisplayText.prefix(pile, scalars: 10).unicodeScalars.count == 10)
    #expect(DisplayText.prefix("漢字", scalars: 2) == "漢字")
    #expect(DisplayText.prefix("漢字", scalars: 1) == "漢")
  }

  @Test func `one by one the glyphs are the same`() {
    var generator = Seeded(state: 7)
    for _ in 0..<2000 {
      var text = ""
      for _ in 0..<Int.random(in: 0...20, using: &generator) {
        let value = UInt32.random(in: 0...0x2ffff, using: &generator)
        let pick = Int.random(in: 0...3, using: &generator)
        if let scalar = Unicode.Scalar(pick == 0 ? 0x900 + value % 0x80 : value) {
          text.unicodeScalars.append(scalar)
        }
      }
      #expect(Array(DisplayText.GlyphSequence(text)) == DisplayText.glyphs(text))
    }
  }

  @Test func `truncation keeps the width and marks the cut`() {
    #expect(DisplayText.truncated("abcdef", to: 4) == "abc…")
    #expect(DisplayText.truncated("漢字漢", to: 4) == "漢…")
    #expect(DisplayText.truncated("abc", to: 3) == "abc")
    #expect(DisplayText.truncated("abc", to: 0) == "")
    #expect(DisplayText.padded("a", to: 3) == "a  ")
  }

  @Test func `wrapping breaks at spaces, at line ends, and inside words only when it must`() {
    #expect(DisplayText.wrapped("one two three", to: 7) == ["one two", "three"])
    #expect(DisplayText.wrapped("a\nb\n\nc", to: 9) == ["a", "b", "", "c"])
    #expect(DisplayText.wrapped("abcdefgh", to: 3) == ["abc", "def", "gh"])
    #expect(DisplayText.wrapped("漢字漢字", to: 5) == ["漢字", "漢字"])
    #expect(DisplayText.wrapped("", to: 5) == [""])
    for width in 1...12 {
      for line in DisplayText.wrapped("the quick 漢字 brown foxes jumped over", to: width) {
        #expect(DisplayText.width(of: line) <= max(2, width))
      }
    }
  }
}
