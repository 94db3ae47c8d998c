/// Comma-separated values (RFC 4180): fields in quotation marks may hold commas, line breaks and, doubled,
/// quotation marks.
enum CSVText {
  /// Lines of fields; empty lines are left out. nil when a quotation mark is not closed.
  static func rows(_ text: String) -> [[String]]? {
    var rows: [[String]] = []
    var row: [String] = []
    var field = ""
    var isQuoted = false
    var wasQuoted = false
    // A mark of the byte order is no part of the first name.
    var rest = text.hasPrefix("\u{feff}") ? text.dropFirst() : text[...]
    func isEmptyRow() -> Bool { row.isEmpty && field.isEmpty && !wasQuoted }
    func endField() {
      row.append(wasQuoted ? field : field.trimmingWhitespace())
      (field, wasQuoted) = ("", false)
    }
    while let character = rest.popFirst() {
      if isQuoted {
        if character == "\"" {
          if rest.first == "\"" { field.append(rest.removeFirst()) } else { isQuoted = false }
        } else {
          field.append(character)
        }
        continue
      }
      switch character {
      case "\"" where field.trimmingWhitespace().isEmpty && !wasQuoted:
        (field, isQuoted, wasQuoted) = ("", true, true)
      case ",": endField()
      case "\n", "\r\n", "\r":
        if isEmptyRow() { continue }
        endField()
        rows.append(row)
        row = []
      default:
        // Blanks behind a closing mark are no part of the field.
        if !wasQuoted || !character.isWhitespace { field.append(character) }
      }
    }
    guard !isQuoted else { return nil }
    if !isEmptyRow() {
      endField()
      rows.append(row)
    }
    return rows
  }
}
