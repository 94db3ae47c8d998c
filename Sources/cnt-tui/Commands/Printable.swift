import TermKit

/// Text from the network, safe to print to a terminal on one line.
func printable(_ text: String) -> String {
  DisplayText.glyphs(text).map(\.text).joined()
}

extension String {
  /// JSON in which whatever could drive a terminal is written as an escape (RFC 8259, section 7); it
  /// reads back the same.
  var escapingUnprintableJSON: String {
    unicodeScalars.reduce(into: "") { text, scalar in
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned:
        for unit in String(scalar).utf16 {
          let digits = String(unit, radix: 16)
          text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        }
      default: text.unicodeScalars.append(scalar)
      }
    }
  }
}
