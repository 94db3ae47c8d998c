import Testing

@testable import CNTDemo

@Suite("Passages of the King James text")
struct PassageTests {
  @Test("come from one verse a line, without the place in front")
  func output() {
    let output = "Psa23:1 The LORD is my shepherd; I shall not want.\n\n1Cor13:2 And though\n"
    #expect(
      Passage.verses(fromOutput: output) == [
        "The LORD is my shepherd; I shall not want.", "And though",
      ])
    #expect(Passage.verses(fromOutput: "Bad Book: 'nowhere'\n").isEmpty)
  }

  @Test(
    "are named as people write them",
    arguments: [
      ("1Corinthians 13:1-13", "1 Corinthians 13:1-13"), ("Micah 6:8-8", "Micah 6:8"),
      ("Psalms 23:1-6", "Psalms 23:1-6"),
    ])
  func titles(reference: String, title: String) {
    #expect(Passage.title(reference) == title)
  }

  @Test(
    "are announced as people say them",
    arguments: [
      ("1Corinthians 13:1-13", "First Corinthians, chapter 13, verses 1 to 13"),
      ("Psalms 23:1-6", "Psalm 23"), ("Micah 6:8-8", "Micah, chapter 6, verse 8"),
    ])
  func spoken(reference: String, text: String) {
    #expect(Passage(reference: reference, verses: ["x"]).spokenTitle == text)
  }

  @Test("are put where a text asks for them")
  func quoting() throws {
    let scripture = Scripture([Passage(reference: "Micah 6:8-8", verses: ["He hath shewed thee"])])
    #expect(
      try scripture.quoting("So: {Micah 6:8-8} Three things.")
        == "So: “He hath shewed thee” (Micah 6:8) Three things.")
    #expect(throws: DemoError.self) { try scripture.quoting("{Micah 6:9-9}") }
  }

  @Test("are all asked for with chapter and verses, numbered books in one word")
  func references() {
    let odd = Scripture.allReferences.filter {
      $0.wholeMatch(of: /[1-3]?[A-Z][a-z]+ \d+:\d+-\d+/) == nil
    }
    #expect(odd.isEmpty)
  }
}
