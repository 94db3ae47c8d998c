import CNTKit
import Testing

struct TextLimitsTests {
  @Test(arguments: [
    ("name", 100), ("playlist.name", 300), ("artist.name", 100), ("title", 300),
    ("podcast.title", 300), ("content", 50_000), ("comment.content", 10_000), ("image_url", 2000),
    ("playlist.description", 50_000), ("anything", 2000), ("", 2000),
  ])
  func `a field has a limit, of its own or that of its key`(field: String, most: Int) {
    #expect(TextLimits.most(field) == most)
    #expect(TextLimits.problem(field, String(repeating: "詩", count: most)) == nil)
    #expect(TextLimits.problem(field, String(repeating: "詩", count: most + 1)) != nil)
  }

  @Test func `a person is told what to do`() {
    let name = String(repeating: "a", count: 120)
    #expect(
      TextLimits.problem("artist_name", name)
        == "Shorten the artist name to 100 characters: it has 120.")
    #expect(TextLimits.problem("playlist.name", name) == nil)
    #expect(
      TextLimits.problem("audio_url", String(repeating: "a", count: 2001))
        == "Shorten the audio address to 2000 characters: it has 2001.")
  }

  @Test func `what is one to the eye is counted as what it is made of`() {
    let one = "e" + String(repeating: "\u{301}", count: 100)
    #expect(one.count == 1 && TextLimits.problem("name", one) != nil)
    #expect(TextLimits.problem("name", String(one.unicodeScalars.dropLast())) == nil)
  }

  @Test func `what is compared with a stored text has no limit of its own`() {
    #expect(TextLimits.most("expected") == nil)
    #expect(TextLimits.problem("expected", String(repeating: "a", count: 100_000)) == nil)
  }
}
