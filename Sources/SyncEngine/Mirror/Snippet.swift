import GRDB

/// Some words of what a search found, with those that match marked.
public struct Snippet: Hashable, Sendable {
  public struct Part: Hashable, Sendable {
    public var text: String
    public var isMatch: Bool
  }

  public var parts: [Part]

  public var text: String { parts.map(\.text).joined() }

  /// Words around the match.
  static let words = 12
  private static let (begin, end) = ("\u{2}", "\u{3}")

  /// The best place of the text beside the title, or nil when the row is not found by `expression`.
  static func find(_ db: Database, _ row: Int64, _ expression: String) throws -> Snippet? {
    // Column 1 is the text; a match in the title shows there.
    let marked = try String.fetchOne(
      db.cachedStatement(
        sql: """
          SELECT snippet(search, 1, char(2), char(3), '…', \(words)) FROM search
          WHERE search MATCH ? AND rowid = ?
          """), arguments: [expression, row])
    guard let marked, !marked.isEmpty else { return nil }
    return Snippet(marked: marked)
  }

  init(marked: String) {
    parts = []
    var isMatch = false
    var text = ""
    func close(_ parts: inout [Part], _ text: inout String) {
      if !text.isEmpty { parts.append(Part(text: text, isMatch: isMatch)) }
      text = ""
    }
    for character in marked {
      switch String(character) {
      case Self.begin, Self.end:
        close(&parts, &text)
        isMatch = String(character) == Self.begin
      default: text.append(character)
      }
    }
    close(&parts, &text)
  }
}
