/// The whole text, in memory: 31,102 verses of 4 MB, so that every place and every word is at hand.
struct ScriptureText: Sendable {
  struct Verse: Sendable, Hashable {
    /// The place in ``ScriptureBook/all``.
    var book: Int
    var chapter: Int
    var number: Int
    /// Where its words lie in the text, in UTF-8.
    fileprivate(set) var range: Range<Int>
  }

  struct Chapter: Sendable, Hashable {
    var book: Int
    var number: Int
    /// Places of its verses.
    var verses: Range<Int>
  }

  private let bytes: [UInt8]
  let verses: [Verse]
  let chapters: [Chapter]

  /// Reads what `bible -f` prints: a verse a line, `Ge1:1 In the beginning ...`. Lines that are no verse
  /// are left out; nil where nothing is left.
  init?(output: [UInt8]) {
    let books = Dictionary(
      ScriptureBook.all.enumerated().map { ($1.code, $0) }, uniquingKeysWith: { a, _ in a })
    var verses: [Verse] = []
    var chapters: [Chapter] = []
    var start = 0
    while start < output.count {
      let end = output[start...].firstIndex(of: UInt8(ascii: "\n")) ?? output.count
      defer { start = end + 1 }
      guard let space = output[start..<end].firstIndex(of: UInt8(ascii: " ")),
        let place = Self.place(output[start..<space]), let book = books[place.code]
      else { continue }
      let verse = Verse(
        book: book, chapter: place.chapter, number: place.verse, range: (space + 1)..<end)
      if let last = chapters.last, last.book == book, last.number == place.chapter {
        chapters[chapters.count - 1].verses = last.verses.lowerBound..<(verses.count + 1)
      } else {
        chapters.append(
          Chapter(
            book: book, number: place.chapter, verses: verses.count..<(verses.count + 1)))
      }
      verses.append(verse)
    }
    guard !verses.isEmpty else { return nil }
    bytes = output
    self.verses = verses
    self.chapters = chapters
  }

  /// `1Cor13:4`.
  private static func place(_ bytes: ArraySlice<UInt8>) -> (code: String, chapter: Int, verse: Int)?
  {
    let text = String(decoding: bytes, as: UTF8.self)
    let halves = text.split(separator: ":")
    guard halves.count == 2, let verse = Int(halves[1]),
      let letter = halves[0].lastIndex(where: \.isLetter)
    else { return nil }
    let number = halves[0].index(after: letter)
    guard let chapter = Int(halves[0][number...]) else { return nil }
    return (String(halves[0][..<number]), chapter, verse)
  }

  func words(of verse: Int) -> String {
    String(decoding: bytes[verses[verse].range], as: UTF8.self)
  }

  /// `John 3:16`.
  func title(of verse: Int) -> String {
    let verse = verses[verse]
    return "\(ScriptureBook.all[verse.book].name) \(verse.chapter):\(verse.number)"
  }

  /// The place of the chapter that holds a verse.
  func chapter(of verse: Int) -> Int {
    var (low, high) = (0, chapters.count - 1)
    while low < high {
      let middle = (low + high + 1) / 2
      if chapters[middle].verses.lowerBound <= verse { low = middle } else { high = middle - 1 }
    }
    return low
  }

  /// `John 3`.
  func title(ofChapter index: Int) -> String {
    "\(ScriptureBook.all[chapters[index].book].name) \(chapters[index].number)"
  }

  /// The verses that a reference names; nil where the book has no such place.
  func verses(_ reference: ScriptureReference) -> Range<Int>? {
    guard let start = reference.start else {
      let own = chapters.filter { $0.book == reference.book }
      guard let first = own.first, let last = own.last else { return nil }
      return first.verses.lowerBound..<last.verses.upperBound
    }
    guard let first = verses(reference.book, start) else { return nil }
    guard let point = reference.end else { return first }
    guard let last = verses(reference.book, point), last.upperBound > first.lowerBound else {
      return nil
    }
    return first.lowerBound..<last.upperBound
  }

  private func verses(_ book: Int, _ point: ScriptureReference.Point) -> Range<Int>? {
    guard
      let chapter = chapters.first(where: { $0.book == book && $0.number == point.chapter })
    else { return nil }
    guard let number = point.verse else { return chapter.verses }
    return chapter.verses.first { verses[$0].number == number }.map { $0..<($0 + 1) }
  }

  /// How a range of verses is written: `John 3:16-18`, `Genesis 1`.
  func title(of range: Range<Int>) -> String {
    guard let last = range.last else { return "" }
    let (a, b) = (verses[range.lowerBound], verses[last])
    let chapter = chapters[chapter(of: range.lowerBound)]
    let name = ScriptureBook.all[a.book].name
    if range == chapter.verses { return "\(name) \(a.chapter)" }
    if range.count == 1 { return title(of: range.lowerBound) }
    if a.chapter == b.chapter { return "\(name) \(a.chapter):\(a.number)-\(b.number)" }
    return "\(name) \(a.chapter):\(a.number)-\(b.chapter):\(b.number)"
  }

  /// Places of the verses in which every one of the words begins a word, in the order of the text.
  func search(_ query: String, limit: Int) -> [Int] {
    let words = Self.words(of: query)
    guard !words.isEmpty else { return [] }
    var found: [Int] = []
    bytes.withUnsafeBufferPointer { text in
      for (index, verse) in verses.enumerated() {
        guard words.allSatisfy({ Self.begins($0, a: text, in: verse.range) }) else { continue }
        found.append(index)
        if found.count == limit { return }
      }
    }
    return found
  }

  /// The words of a search as lower-case bytes; the text is ASCII.
  private static func words(of query: String) -> [[UInt8]] {
    query.prefix(200).lowercased().split { !($0.isLetter || $0.isNumber) }.map { Array($0.utf8) }
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (byte | 0x20) >= UInt8(ascii: "a") && (byte | 0x20) <= UInt8(ascii: "z")
  }

  /// Whether a word of the text begins with these bytes.
  private static func begins(
    _ word: [UInt8], a text: UnsafeBufferPointer<UInt8>, in range: Range<Int>
  ) -> Bool {
    guard let last = Optional(range.upperBound - word.count), last >= range.lowerBound else {
      return false
    }
    for start in range.lowerBound...last where text[start] | 0x20 == word[0] | 0x20 {
      guard start == range.lowerBound || !isLetter(text[start - 1]) else { continue }
      var offset = 0
      while offset < word.count {
        let byte = text[start + offset]
        guard (isLetter(byte) ? byte | 0x20 : byte) == word[offset] else { break }
        offset += 1
      }
      if offset == word.count { return true }
    }
    return false
  }
}

extension ScriptureText: Hashable {
  /// There is one text of one program: what tells two apart is how much they hold.
  static func == (a: ScriptureText, b: ScriptureText) -> Bool { a.verses == b.verses }

  func hash(into hasher: inout Hasher) { hasher.combine(verses.count) }
}
