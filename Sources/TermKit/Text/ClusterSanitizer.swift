import CNcurses

/// Decides what of a grapheme cluster may be drawn, and how wide it is.
///
/// Terminals disagree about clusters that are joined (ZWJ sequences, flags, skin tones, variation
/// selectors). A cursor that drifts by one column ruins a screen, so such a cluster is drawn as its
/// first scalar alone. Where they disagree about that one too, see ``WidthAgreement``.
enum ClusterSanitizer {
  /// Combining marks kept after a base: enough for every living script, too few to smear a screen.
  static let mostMarks = 4

  /// Glyphs that one cluster may become: a spacing mark, and each further consonant of a conjunct, is
  /// a glyph of its own.
  static let mostGlyphs = 8

  static func append(_ character: Character, to glyphs: inout [DisplayText.Glyph]) {
    var current: DisplayText.Glyph?
    var marks = 0
    var made = 0
    func finish() {
      guard let glyph = current else { return }
      glyphs.append(glyph)
      made += 1
      current = nil
      marks = 0
    }
    for scalar in character.unicodeScalars {
      // What is joined by ZWJ is drawn as its first picture.
      if scalar == "\u{200d}", let base = current?.text.unicodeScalars.first,
        base.properties.isEmoji
      {
        break
      }
      if isInvisible(scalar) { continue }
      if isUnsafe(scalar) {
        if current == nil { current = DisplayText.Glyph(text: "\u{fffd}", width: 1) }
        break
      }
      if isMark(scalar) {
        // A mark with nothing to stand on is given a space, and one that does not break (The Unicode
        // Standard, 7.9): ncurses would take a plain one for nothing to draw.
        if current == nil || current?.text == " " {
          current = DisplayText.Glyph(text: "\u{a0}", width: 1)
        }
        if marks < mostMarks { current?.text.unicodeScalars.append(scalar) }
        marks += 1
        continue
      }
      if current != nil, isPicture(scalar) { break }
      // So is a spacing mark, which some terminals draw upon what stands before it.
      if current == nil, glyphs.last.map({ $0.text == " " }) ?? true,
        scalar.properties.generalCategory == .spacingMark
      {
        current = DisplayText.Glyph(text: "\u{a0}", width: 1)
      }
      finish()
      guard made < mostGlyphs else { return }
      current = DisplayText.Glyph(text: String(scalar), width: columns(scalar))
    }
    finish()
  }

  /// Scalars that draw nothing and can hide or reorder what stands around them. They are dropped.
  private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x00ad, 0x034f, 0x061c, 0x115f...0x1160, 0x17b4...0x17b5, 0x180b...0x180f,
      0x200b...0x200f, 0x202a...0x202e, 0x2060...0x206f, 0x3164, 0xfe00...0xfe0f, 0xfeff, 0xffa0,
      0xfff0...0xfffb, 0x1bca0...0x1bca3, 0x1d173...0x1d17a, 0xe0000...0xe0fff:
      true
    default: scalar.properties.isDefaultIgnorableCodePoint
    }
  }

  private static func isUnsafe(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator: true
    case .format: true
    default: isMarkToSome(scalar) || !CharacterType.isKnown(scalar)
    }
  }

  /// Signs with columns of their own that older tables take for marks: they would land on what
  /// stands before them.
  private static func isMarkToSome(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x6de, 0x1734, 0x302e, 0x302f: true
    default: false
    }
  }

  /// Skin tones, and the second letter of a flag.
  private static func isPicture(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isEmojiModifier || (0x1f1e6...0x1f1ff).contains(scalar.value)
  }

  private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark: true
    // The vowels and finals of Hangul's jamo, too.
    default: columnsByLocale(scalar) == 0
    }
  }

  /// What the C library, and with it ncurses, counts; unknown scalars count as one.
  private static func columns(_ scalar: Unicode.Scalar) -> Int {
    let width = columnsByLocale(scalar)
    return width == 2 ? 2 : 1
  }

  private static func columnsByLocale(_ scalar: Unicode.Scalar) -> Int {
    CharacterType.columns(scalar)
  }
}
