/// An address that may be handed to a terminal as a link.
///
/// Only `http`, `https` and `mailto`, and only printable ASCII, so that nothing in it can end the
/// sequence it is sent in; other characters are percent-encoded (RFC 3986, section 2.1).
public struct LinkAddress: Hashable, Sendable {
  public let text: String

  /// The longest that terminals take (VTE and iTerm2 stop at 2083).
  public static let longest = 2083

  /// nil for what is no such address.
  public init?(_ text: String) {
    let schemes = ["https://", "http://", "mailto:"]
    let head = text.prefix(8).lowercased()
    guard let scheme = schemes.first(where: head.hasPrefix), text.count > scheme.count else {
      return nil
    }
    var safe = ""
    for byte in text.utf8 {
      switch byte {
      case 0x21...0x7e: safe.unicodeScalars.append(Unicode.Scalar(byte))
      case 0x00...0x20, 0x7f: return nil
      default:
        let digits = String(byte, radix: 16, uppercase: true)
        safe += "%" + digits
      }
      guard safe.utf8.count <= Self.longest else { return nil }
    }
    self.text = safe
  }

  /// What opens the link (OSC 8, "Hyperlinks in terminal emulators"). Pieces of one link in several
  /// rows share an id, so that they light up together.
  var opening: String {
    let id = text.utf8.reduce(UInt32(2_166_136_261)) { ($0 ^ UInt32($1)) &* 16_777_619 }
    return "\u{1b}]8;id=\(String(id, radix: 16));\(text)\u{1b}\\"
  }

  static let closing = "\u{1b}]8;;\u{1b}\\"
}

/// Finds addresses in lines of text.
public enum LinkedText {
  /// A piece of a line.
  public struct Piece: Hashable, Sendable {
    public var text: String
    public var link: LinkAddress?

    public init(_ text: String, link: LinkAddress? = nil) {
      self.text = text
      self.link = link
    }
  }

  /// Cuts wrapped lines into pieces; an address that was broken at the end of a line of `width` columns
  /// goes on in the next.
  public static func pieces(of lines: [String], width: Int) -> [[Piece]] {
    var result = lines.map { [Piece($0)] }
    var row = 0
    while row < lines.count {
      var done = ""
      var rest = lines[row][...]
      var pieces: [Piece] = []
      while let start = begin(of: rest) {
        var address = String(rest[start...].prefix { !isEnd($0) })
        var rows = [row]
        // Only a word that fills its line is broken.
        while rest[start...].count == address.count || rows.count > 1,
          let last = rows.last, last + 1 < lines.count,
          DisplayText.width(of: lines[last]) >= width, rows.count < 8
        {
          let more = lines[last + 1].prefix { !isEnd($0) }
          guard !more.isEmpty else { break }
          address += more
          rows.append(last + 1)
          if more.count < lines[last + 1].count { break }
        }
        address = trimmed(address)
        guard let link = LinkAddress(address) else {
          let end = rest.index(start, offsetBy: 4)
          done += rest[..<end]
          rest = rest[end...]
          continue
        }
        let plain = done + rest[..<start]
        if !plain.isEmpty { pieces.append(Piece(plain)) }
        done = ""
        var left = address.count
        let here = rest[start...].prefix(left)
        pieces.append(Piece(String(here), link: link))
        left -= here.count
        rest = rest[here.endIndex...]
        guard left > 0 else { continue }
        result[row] = pieces
        for next in rows.dropFirst() {
          let part = lines[next].prefix(left)
          left -= part.count
          pieces = [Piece(String(part), link: link)]
          rest = lines[next][part.endIndex...]
          row = next
          if left > 0 { result[row] = pieces } else { break }
        }
      }
      let plain = done + rest
      if !plain.isEmpty || pieces.isEmpty { pieces.append(Piece(plain)) }
      result[row] = pieces
      row += 1
    }
    return result
  }

  private static func begin(of text: Substring) -> Substring.Index? {
    var place = text.startIndex
    while let found = text[place...].firstRange(of: "http") {
      let rest = text[found.lowerBound...]
      let isStart =
        found.lowerBound == text.startIndex
        || !text[text.index(before: found.lowerBound)].isLetter
      if isStart, rest.hasPrefix("http://") || rest.hasPrefix("https://") {
        return found.lowerBound
      }
      place = found.upperBound
    }
    return nil
  }

  private static func isEnd(_ character: Character) -> Bool {
    character.isWhitespace || "<>\"“”«»".contains(character)
  }

  /// Without the marks of the sentence that it stands in.
  private static func trimmed(_ address: String) -> String {
    var address = address
    while let last = address.last, ".,;:!?'’)]}".contains(last) {
      if last == ")", address.filter({ $0 == "(" }).count >= address.filter({ $0 == ")" }).count {
        break
      }
      address.removeLast()
    }
    return address
  }
}
