import Foundation
import Testing

@testable import cnt_tui

struct ScriptureTests {
  /// A few verses in the form that the program prints.
  static let sample = ScriptureText(
    output: Array(
      """
      Ge1:1 In the beginning God created the heaven and the earth.
      Ge1:2 And the earth was without form, and void.
      Ge2:1 Thus the heavens and the earth were finished.
      no verse at all
      Psa23:1 The LORD is my shepherd; I shall not want.
      Psa23:2 He maketh me to lie down in green pastures.
      1Cor13:4 Charity suffereth long, and is kind;
      3Jn1:2 Beloved, I wish above all things that thou mayest prosper.
      Jude1:3 Beloved, when I gave all diligence.

      """.utf8))

  private func read(_ text: String) -> ScriptureReference? {
    if case .reference(let reference) = ScriptureReference.read(text) { reference } else { nil }
  }

  private func title(_ text: String) throws -> String? {
    let sample = try #require(Self.sample)
    return read(text).flatMap { sample.verses($0) }.map { sample.title(of: $0) }
  }

  @Test(arguments: [
    ("gen 1:1", "Genesis 1:1"), ("Genesis 1", "Genesis 1"), ("gn 1.2", "Genesis 1:2"),
    ("gen 1:1-2", "Genesis 1"), ("gen 1:2-2:1", "Genesis 1:2-2:1"), ("ps 23", "Psalms 23"),
    ("Psalm 23:1–2", "Psalms 23"), ("1cor13:4", "1 Corinthians 13"),
    ("First Corinthians 13 : 4", "1 Corinthians 13"), ("III John 2", "3 John 1"),
    ("jude 3", "Jude 1"), ("jude 1:3", "Jude 1"),
  ])
  func `a place is read as people write it`(text: String, wanted: String) throws {
    // Of some chapters the sample has one verse, which is then the whole.
    #expect(try title(text) == wanted)
  }

  @Test(arguments: [
    "", "3:16", "hezekiah 3", "john 3:16:2", "john -4", "john 0", "john 3:0", "gen 1-2-3",
    "john 99999999999999999999", "\u{1b}[31m",
  ])
  func `what is no place is none`(text: String) {
    #expect(ScriptureReference.read(text) == .unknown)
  }

  @Test func `a beginning that several books have names them all`() {
    let names = ScriptureBook.candidates("jo").map { ScriptureBook.all[$0].name }
    #expect(names == ["Joshua", "Job", "Joel", "Jonah", "John"])
    #expect(ScriptureBook.candidates("john").map { ScriptureBook.all[$0].name } == ["John"])
    #expect(ScriptureBook.candidates("phil").map { ScriptureBook.all[$0].name } == ["Philippians"])
    if case .ambiguous(let books) = ScriptureReference.read("jo 3") {
      #expect(books.count == 5)
    } else {
      Issue.record("one was chosen")
    }
    // No short form stands for two books, and none hides a book's own name.
    for book in ScriptureBook.all {
      for word in book.short + [book.name] {
        #expect(
          ScriptureBook.candidates(word).map { ScriptureBook.all[$0].name } == [book.name],
          "\(word)")
      }
    }
  }

  @Test func `a place that the text does not have is none`() throws {
    let text = try #require(Self.sample)
    for words in ["gen 3", "gen 1:9", "gen 2:1-1:1", "exodus 1"] {
      #expect(read(words).flatMap { text.verses($0) } == nil, "\(words)")
    }
  }

  @Test func `a story's reference leads to its first place`() {
    #expect(ScriptureReference.first(in: "Jonah 1-2; Matthew 12:40")?.start?.chapter == 1)
    #expect(ScriptureReference.first(in: "the whole Bible, Luke 2:1")?.start?.chapter == 2)
    #expect(ScriptureReference.first(in: "nowhere") == nil)
  }

  @Test func `words are found where they begin words, all of them`() throws {
    let text = try #require(Self.sample)
    func find(_ query: String) -> [String] {
      text.search(query, limit: 10).map { text.title(of: $0) }
    }
    #expect(find("shep want") == ["Psalms 23:1"])
    #expect(find("SHEPHERD") == ["Psalms 23:1"])
    #expect(find("heaven") == ["Genesis 1:1", "Genesis 2:1"])
    #expect(find("herd") == [] && find("") == [] && find("é") == [] && find("shepherds") == [])
    #expect(text.search("the", limit: 2).count == 2)
  }

  @Test func `what is no text is none`() {
    #expect(ScriptureText(output: []) == nil)
    #expect(ScriptureText(output: Array("bible: no such file\n\u{0}\u{1}:2 x\nGe:1 x".utf8)) == nil)
  }

  /// The package is among those that tests need.
  @Test func `the whole text is there`() async throws {
    let text = try await ScriptureProgram.read()
    #expect(text.verses.count == 31_102 && text.chapters.count == 1189)
    let verses = try #require(read("john 3:16").flatMap { text.verses($0) })
    #expect(text.words(of: verses.lowerBound).hasPrefix("For God so loved the world"))
    #expect(text.title(ofChapter: text.chapter(of: verses.lowerBound)) == "John 3")
    #expect(
      text.search("jesus wept", limit: 9).map { text.title(of: $0) }
        == ["Matthew 26:75", "Mark 14:72", "John 11:35"])
  }
}
