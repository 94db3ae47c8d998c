/// The lines of a TOML file, to change one setting at its top and nothing else.
struct TOMLLines {
  private var lines: [Substring]

  init(_ text: String) {
    // By scalars: "\r\n" is one character.
    lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
      .map { Substring($0) }
  }

  /// The text with `key = literal` in place of the line that had it, or before the first table; without
  /// the line where `literal` is nil. A comment behind the value stays.
  func setting(_ key: String, to literal: String?) -> String {
    var lines = lines
    let top = lines.firstIndex { $0.drop(while: \.isWhitespace).hasPrefix("[") } ?? lines.count
    if let place = lines[..<top].firstIndex(where: { Self.value(of: key, in: $0) != nil }),
      let old = Self.value(of: key, in: lines[place])
    {
      if let literal {
        let end = lines[place].unicodeScalars.last == "\r" ? "\r" : ""
        let comment = Self.comment(behind: old).filter { $0 != "\r" }
        lines[place] = Substring("\(key) = \(literal)\(comment)\(end)")
      } else {
        lines.remove(at: place)
      }
    } else if let literal {
      // An empty last line is the end of the one before it.
      let end = top == lines.count && lines.last?.isEmpty == true ? top - 1 : top
      let ending = lines.first?.unicodeScalars.last == "\r" ? "\r" : ""
      lines.insert(Substring("\(key) = \(literal)\(ending)"), at: end)
    }
    let text = lines.joined(separator: "\n")
    return text.isEmpty || text.utf8.last == UInt8(ascii: "\n") ? text : text + "\n"
  }

  /// What stands behind `key =`; nil where the line sets something else.
  private static func value(of key: String, in line: Substring) -> Substring? {
    var rest = line.drop(while: \.isWhitespace)
    for name in ["\"\(key)\"", "'\(key)'", key] where rest.hasPrefix(name) {
      rest = rest.dropFirst(name.count).drop(while: \.isWhitespace)
      return rest.first == "=" ? rest.dropFirst().drop(while: \.isWhitespace) : nil
    }
    return nil
  }

  /// The comment behind a value, with the space before it.
  private static func comment(behind value: Substring) -> String {
    var rest = value
    if let quote = rest.first, quote == "\"" || quote == "'" {
      rest = rest.dropFirst()
      while let character = rest.popFirst(), character != quote {
        if character == "\\", quote == "\"" { rest = rest.dropFirst() }
      }
    }
    guard let start = rest.firstIndex(of: "#") else { return "" }
    return "  " + rest[start...]
  }
}
