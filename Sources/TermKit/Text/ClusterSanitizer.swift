import CNcurses

/// Decides what of a grapheme cluster may be drawn, and how wide it is.
///
/// Terminals disagree about clusters that are joined (ZWJ sequences, flags, skin tones, variation
/// selectors). A cursor that drifts by one column ruins a screen, so such a cluster is drawn as its
/// first scalar alone, whose width everybody agrees on.
enum ClusterSanitizer {
  /// Combining marks kept after a base: enough for every living script, too few to smear a screen.
  static let mostMarks = 4

  static func glyph(for character: Character) -> DisplayText.Glyph? {
    var base: Unicode.Scalar?
    var marks = String.UnicodeScalarView()
    var width = 0
    for scalar in character.unicodeScalars {
      if isInvisible(scalar) { continue }
      guard let first = base else {
        if isUnsafe(scalar) { return DisplayText.Glyph(text: "\u{fffd}", width: 1) }
        if isMark(scalar) {
          // A mark with nothing to stand on is given a space.
          base = " "
          width = 1
          marks.append(scalar)
          continue
        }
        base = scalar
        width = columns(scalar)
        continue
      }
      if isUnsafe(scalar) { break }
      if isMark(scalar) {
        if marks.count < mostMarks { marks.append(scalar) }
      } else if isHangulJamo(first), isHangulJamo(scalar) {
        // Conjoining jamo: the terminal composes them into the width of the first.
        if marks.count < mostMarks { marks.append(scalar) }
      } else {
        break
      }
    }
    guard let base else { return nil }
    var text = String.UnicodeScalarView()
    text.append(base)
    text.append(contentsOf: marks)
    return DisplayText.Glyph(text: String(text), width: width)
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
    default: false
    }
  }

  private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark: true
    // Spacing marks take a column in some terminals and none in others; as marks they would drift.
    default: scalar.properties.isEmojiModifier ? false : columnsByLocale(scalar) == 0
    }
  }

  private static func isHangulJamo(_ scalar: Unicode.Scalar) -> Bool {
    (0x1100...0x11ff).contains(scalar.value)
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
