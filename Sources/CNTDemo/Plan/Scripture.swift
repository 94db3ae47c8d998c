/// The passages the demo needs, read once.
struct Scripture: Sendable {
  private let passages: [String: Passage]

  init(_ passages: [Passage]) {
    self.passages = Dictionary(passages.map { ($0.reference, $0) }, uniquingKeysWith: { $1 })
  }

  /// Asks the `bible` program for everything.
  static func read() async throws(DemoError) -> Scripture {
    var passages: [Passage] = []
    for reference in allReferences { passages.append(try await Passage.read(reference)) }
    return Scripture(passages)
  }

  func passage(_ reference: String) throws(DemoError) -> Passage {
    guard let passage = passages[reference] else { throw DemoError(.noSuchPassage(reference)) }
    return passage
  }

  /// `text` with every `{Psalms 46:10-10}` replaced by the verses, quoted, and their place.
  func quoting(_ text: String) throws(DemoError) -> String {
    var out = ""
    var rest = text[...]
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      let passage = try passage(String(rest[rest.index(after: open)..<close]))
      out += rest[..<open]
      out += "“\(passage.text)” (\(passage.title))"
      rest = rest[rest.index(after: close)...]
    }
    return out + rest
  }

  /// The references between braces.
  static func references(in text: String) -> [String] {
    text.split(separator: "{", omittingEmptySubsequences: false).dropFirst().compactMap { part in
      part.firstIndex(of: "}").map { String(part[..<$0]) }
    }
  }

  /// Everything the demo quotes, reads or shows.
  static var allReferences: [String] {
    var all: [String] = []
    for reading in Reading.published + Reading.pending + Reading.stories { all += reading.passages }
    for film in Film.published + Film.pending { all += film.scenes.map(\.reference) }
    for book in Book.all { all += book.chapters }
    for category in PostCategory.allCases {
      for talk in category.stock { all += references(in: talk.text) }
      for reply in category.replies { all += references(in: reply) }
    }
    return Set(all).sorted()
  }
}
