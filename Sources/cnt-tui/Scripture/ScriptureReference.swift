/// A place in the Bible as a person writes it: `john 3:16`, `Ps 23`, `1cor 13:4-7`, `gen 1:1-2:3`.
struct ScriptureReference: Sendable, Hashable {
  /// A chapter, and a verse in it where one is named.
  struct Point: Sendable, Hashable {
    var chapter: Int
    var verse: Int?

    fileprivate var text: String { verse.map { "\(chapter):\($0)" } ?? "\(chapter)" }
  }

  /// The place in ``ScriptureBook/all``.
  var book: Int
  /// nil for a whole book.
  var start: Point?
  /// nil where the reference is one verse, one chapter, or the book.
  var end: Point?

  enum Reading: Sendable, Hashable {
    case reference(ScriptureReference)
    /// The books that are meant could be these.
    case ambiguous([Int])
    case unknown
  }

  private static let singleChapter: Set<String> = [
    "Obadiah", "Philemon", "2 John", "3 John", "Jude",
  ]

  static func read(_ text: String) -> Reading {
    let (name, numbers) = split(text)
    let books = ScriptureBook.candidates(name)
    guard let book = books.first else { return .unknown }
    guard books.count == 1 else { return .ambiguous(books) }
    var reference = ScriptureReference(book: book)
    guard !numbers.isEmpty else { return .reference(reference) }
    let isSingle = singleChapter.contains(ScriptureBook.all[book].name)
    let halves = numbers.split(separator: "-", omittingEmptySubsequences: false)
    guard halves.count <= 2, let start = point(halves[0], isSingle: isSingle) else {
      return .unknown
    }
    reference.start = start
    if halves.count == 2 {
      guard let end = point(halves[1], isSingle: isSingle) else { return .unknown }
      // After a verse, a lone number is another verse of the chapter.
      reference.end =
        start.verse != nil && !halves[1].contains(":")
        ? Point(chapter: start.chapter, verse: end.verse ?? end.chapter) : end
    }
    return .reference(reference)
  }

  /// As ``read(_:)`` takes it.
  var text: String {
    let name = ScriptureBook.all[book].name
    guard let start else { return name }
    return "\(name) \(start.text)" + (end.map { "-\($0.text)" } ?? "")
  }

  /// The first reference in a text such as `Jonah 1-2; Matthew 12:40`.
  static func first(in text: String) -> ScriptureReference? {
    for part in text.split(whereSeparator: { ";,".contains($0) }) {
      if case .reference(let reference) = read(String(part)) { return reference }
    }
    return nil
  }

  /// The book's name and the numbers after it, without spaces; a dot counts as a colon.
  private static func split(_ text: String) -> (name: String, numbers: String) {
    let plain = text.replacing("–", with: "-").replacing("—", with: "-").prefix(80)
    guard let lastLetter = plain.lastIndex(where: \.isLetter) else { return ("", "") }
    let rest = plain[plain.index(after: lastLetter)...]
    let numbers = rest.filter { !$0.isWhitespace }.map { $0 == "." ? ":" : $0 }
    return (String(plain[...lastLetter]), String(numbers.drop { $0 == ":" }))
  }

  /// `3:16`, or `3`.
  private static func point(_ text: Substring, isSingle: Bool) -> Point? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false).map { Int($0) }
    switch parts.count {
    case 1:
      guard let number = parts[0], number > 0 else { return nil }
      return isSingle ? Point(chapter: 1, verse: number) : Point(chapter: number, verse: nil)
    case 2:
      guard let chapter = parts[0], let verse = parts[1], chapter > 0, verse > 0 else { return nil }
      return Point(chapter: chapter, verse: verse)
    default: return nil
    }
  }
}
