import Testing

@testable import CNTDemo

@Suite("The stock of posts")
struct StockTests {
  @Test("holds two hundred posts, none of them twice")
  func twoHundred() {
    let talks = PostCategory.allCases.flatMap(\.stock)
    #expect(talks.count == 200)
    #expect(Set(talks.map(\.text)).count == 200)
    #expect(Set(talks.map(\.title)).count == 200)
  }

  @Test("has no line that cannot be read")
  func everyLine() {
    let texts = [
      Stock.testimonies, Stock.prayerRequests, Stock.questions, Stock.announcements, Stock.general,
      Stock.verses, Stock.pendingPosts,
    ]
    for text in texts {
      #expect(Talk.lines(text).count == text.split(separator: "\n").count)
    }
  }

  @Test("names only people who exist")
  func authors() {
    let talks = PostCategory.allCases.flatMap(\.stock) + Talk.lines(Stock.pendingPosts)
    #expect(talks.filter { $0.author != nil && $0.person == nil }.isEmpty)
  }

  @Test("gives each picture its own name")
  func pictures() {
    let names = PostCategory.allCases.flatMap(\.stock).compactMap(\.pictureName)
    #expect(names.count == 30)
    #expect(Set(names).count == names.count)
  }

  @Test("reads author, sign, title and paragraphs of a line")
  func line() throws {
    let talk = try #require(Talk("@grace #★ A clear night | Seven of us.¶Cold necks."))
    #expect(talk.person == .grace)
    #expect(talk.sign == "★")
    #expect(talk.title == "A clear night")
    #expect(talk.text == "Seven of us.\n\nCold necks.")
    #expect(Talk("no bar in it") == nil)
  }

  @Test("holds the scripts that a terminal finds hard")
  func scripts() {
    let text = PostCategory.allCases.flatMap(\.stock).map { $0.title + $0.text }.joined()
    let scalars = Array(text.unicodeScalars)
    for sample in ["الحمد", "ἐν ἀρχῇ", "平安", "감사", "👨‍👩‍👧‍👦", "e\u{301}"] {
      let isThere = scalars.firstRange(of: Array(sample.unicodeScalars)) != nil
      #expect(isThere, "no \(sample)")
    }
  }
}
