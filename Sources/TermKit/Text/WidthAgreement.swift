/// Which clusters terminals give different numbers of columns.
///
/// The C library's table, and with it ncurses, is that of a recent Unicode; terminals carry tables of
/// their own, some of them years older, and draw a new emoji in one column or a mark of a script they
/// do not know in a column of its own. Neither leaving out what such people write nor a cursor that
/// drifts is acceptable. So the text stays, and the terminal is told where the cursor is after every
/// cluster that is named here (`ScreenWriter`): whatever it makes of one cluster, it makes in place.
package enum WidthAgreement {
  /// Whether the cluster's width depends on the terminal.
  package static func isContested(_ cluster: String) -> Bool {
    var isFirst = true
    for scalar in cluster.unicodeScalars {
      if isFirst ? isContestedBase(scalar) : !isAgreedMark(scalar) { return true }
      isFirst = false
    }
    return false
  }

  /// The most columns that a terminal could take for a contested cluster: two for each scalar, marks
  /// too (the voicing marks of kana are wide in some tables).
  package static func mostColumns(_ cluster: String) -> Int { 2 * cluster.unicodeScalars.count }

  /// Whether a contested cluster stays on its row whatever the terminal makes of it. At the end of a
  /// row one that does not would run over into the next.
  package static func isSafe(_ cluster: String, column: Int, columns: Int) -> Bool {
    column + mostColumns(cluster) < columns
  }

  /// What is sent for a cell near the end of a row, where a terminal that counts otherwise would run
  /// over into the next: U+FFFD for a contested cluster, and no marks in the last column, which some
  /// terminals lose there or put on the next row.
  package static func drawn(_ cell: Cell, column: Int, columns: Int) -> String {
    guard cell.text.utf8.count > 1 else { return cell.text }
    if isContested(cell.text), !isSafe(cell.text, column: column, columns: columns) {
      return "\u{fffd}"
    }
    guard column + cell.width == columns, let base = cell.text.unicodeScalars.first else {
      return cell.text
    }
    return String(base)
  }

  private static func isContestedBase(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x300, 0x2010..<0x2e80: return false
    default: break
    }
    if scalar.properties.generalCategory == .spacingMark { return true }
    let width = CharacterType.columns(scalar)
    // Pictures that are narrow by the book are drawn wide by many.
    if width == 1, (0x1f000...0x1faff).contains(scalar.value) { return true }
    return isNewerThanTables(scalar)
  }

  /// Unicode 9 (2016) is the last that all terminals in use know: it made emoji wide.
  private static func isNewerThanTables(_ scalar: Unicode.Scalar) -> Bool {
    (scalar.properties.age?.major ?? .max) > 9
  }

  /// The marks of Latin, Greek, Cyrillic, Hebrew, Arabic and Thai, which take no column anywhere.
  private static func isAgreedMark(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x300...0x36f, 0x591...0x5bd, 0x5bf, 0x5c1...0x5c2, 0x5c4...0x5c5, 0x64b...0x652,
      0xe31, 0xe34...0xe3a, 0xe47...0xe4e:
      true
    default: false
    }
  }
}
