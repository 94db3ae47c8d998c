/// Some words of what a search found, with those that match marked.
public struct Snippet: Hashable, Sendable {
  public struct Part: Hashable, Sendable {
    public var text: String
    public var isMatch: Bool
  }

  public var parts: [Part]

  public var text: String { parts.map(\.text).joined() }

  /// Words that are shown, and how many of them before the first that matches.
  static let (words, before) = (14, 4)
  /// Characters that are looked at; a match further down is not shown.
  static let longest = 20_000

  /// The first place of a text with a word that matches, or nil when there is none.
  init?(of text: String, _ highlighter: Highlighter) {
    let head = text.prefix(Self.longest)
    let found = TextWords(head)
    guard let first = (0..<found.count).first(where: { highlighter.match(found, at: $0) > 0 })
    else { return nil }
    let begin = max(0, first - Self.before)
    let end = min(found.count, begin + Self.words)
    parts = []
    var place = begin == 0 ? head.startIndex : found[begin].startIndex
    var plain = begin == 0 ? "" : "…"
    var matchEnd = 0
    for index in begin..<end {
      let word = found[index]
      plain += head[place..<word.startIndex]
      place = word.endIndex
      if index >= first { matchEnd = max(matchEnd, index + highlighter.match(found, at: index)) }
      guard index < matchEnd else {
        plain += word
        continue
      }
      if !plain.isEmpty { parts.append(Part(text: plain, isMatch: false)) }
      parts.append(Part(text: String(word), isMatch: true))
      plain = ""
    }
    plain += end < found.count ? "…" : head[place...]
    if !plain.isEmpty { parts.append(Part(text: plain, isMatch: false)) }
  }
}
