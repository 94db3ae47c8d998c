import SyncEngine

/// The words of a song, with their times where the text has any (LRC: a time in brackets before each
/// line). What the network gives is bounded; what may not be drawn is kept out where it is drawn.
struct Lyrics: Hashable, Sendable {
  struct Line: Hashable, Sendable {
    /// When it is sung, seconds; nil where nobody said.
    var time: Double?
    var text: String
  }

  static let mostLines = 2000
  static let longestLine = 500
  /// One line may be sung so often.
  private static let mostTimes = 50

  var lines: [Line]
  var isTimed: Bool { lines.contains { $0.time != nil } }

  init(_ text: String) {
    var lines: [Line] = []
    var offset = 0.0
    for raw in String(text.prefix(200_000)).trimmingWhitespace().split(
      omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    {
      var rest = raw
      var times: [Double] = []
      while rest.first == "[", let end = rest.firstIndex(of: "]") {
        let tag = rest[rest.index(after: rest.startIndex)..<end]
        if let time = Self.time(tag) {
          if times.count < Self.mostTimes { times.append(time) }
        } else if let shift = Self.offset(tag) {
          offset = shift
          rest = ""
          break
        } else {
          // A tag that tells of the song, or words in brackets.
          if times.isEmpty, Self.isTag(tag) { rest = "" }
          break
        }
        rest = rest[rest.index(after: end)...]
      }
      if rest.isEmpty, times.isEmpty, !raw.isEmpty { continue }
      let words = String(rest.prefix(Self.longestLine)).trimmingWhitespace()
      if times.isEmpty { lines.append(Line(time: nil, text: words)) }
      lines += times.map { Line(time: $0, text: words) }
      if lines.count >= Self.mostLines { break }
    }
    lines = Array(lines.prefix(Self.mostLines))
    if lines.contains(where: { $0.time != nil }) {
      // What has no time stays behind what was before it; the order of the text decides between equals.
      var last = 0.0
      let keyed = lines.enumerated().map { index, line -> (Double, Int, Line) in
        last = line.time ?? last
        return (last, index, line)
      }
      lines = keyed.sorted { ($0.0, $0.1) < ($1.0, $1.1) }.map(\.2)
    }
    // A positive offset shows the words sooner.
    self.lines = lines.map { Line(time: $0.time.map { max(0, $0 - offset) }, text: $0.text) }
    while self.lines.last?.text.isEmpty == true { self.lines.removeLast() }
  }

  /// The line that is sung at a second.
  func index(at seconds: Double) -> Int? {
    lines.lastIndex { $0.time.map { $0 <= seconds + 0.1 } ?? false }
  }

  /// `03:21.50`, `3:21`.
  private static func time(_ tag: Substring) -> Double? {
    let parts = tag.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2 || parts.count == 3, tag.count <= 12 else { return nil }
    // Some write the hundredths behind another colon.
    let text = parts.count == 3 ? "\(parts[0]):\(parts[1]).\(parts[2])" : String(tag)
    let halves = text.split(separator: ":")
    guard halves.count == 2, halves[0].utf8.allSatisfy({ (48...57).contains($0) }),
      halves[1].utf8.allSatisfy({ (48...57).contains($0) || $0 == 46 }),
      let minutes = Double(halves[0]), let seconds = Double(halves[1]), seconds < 60
    else { return nil }
    return minutes * 60 + seconds
  }

  /// `offset:+250`, milliseconds.
  private static func offset(_ tag: Substring) -> Double? {
    guard tag.lowercased().hasPrefix("offset:"), let number = Double(tag.dropFirst(7)),
      abs(number) < 600_000
    else { return nil }
    return number / 1000
  }

  /// `ar:Somebody`: a short word, a colon, and something.
  private static func isTag(_ tag: Substring) -> Bool {
    guard let colon = tag.firstIndex(of: ":") else { return false }
    let word = tag[..<colon].lowercased()
    return ["ar", "al", "ti", "au", "by", "re", "ve", "length", "la", "#"].contains(word)
  }
}
