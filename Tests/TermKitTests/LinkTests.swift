import Testing

@testable import TermKit

struct LinkTests {
  @Test(arguments: [
    "javascript:alert(1)", "file:///etc/passwd", "ssh://host", "http://", "https://", "", "http",
    "https://a b", "https://a\u{1b}]8;;\u{1b}\\", "https://a\u{7}", "https://a\nb",
    "https://a\u{7f}",
    "https://" + String(repeating: "a", count: 3000),
  ])
  func `what could end the sequence, or is no place on the web, is no link`(text: String) {
    #expect(LinkAddress(text) == nil)
  }

  @Test func `other characters are encoded`() {
    #expect(LinkAddress("https://ex.org/Grüße")?.text == "https://ex.org/Gr%C3%BC%C3%9Fe")
    #expect(LinkAddress("https://a\u{9b}x")?.text == "https://a%C2%9Bx")
    #expect(LinkAddress("MAILTO:a@b.org")?.text == "MAILTO:a@b.org")
  }

  private func pieces(_ lines: [String], width: Int = 40) -> [[String]] {
    LinkedText.pieces(of: lines, width: width).map { line in
      line.map { $0.link.map { "<\($0.text)>" } ?? $0.text }
    }
  }

  @Test func `addresses are found in a sentence, without its marks`() {
    #expect(
      pieces(["See (https://ex.org/a_(b)), or http://x.y/?q=1."]) == [
        ["See (", "<https://ex.org/a_(b)>", "), or ", "<http://x.y/?q=1>", "."]
      ])
    #expect(pieces(["xhttp://a.b https:// http", ""]) == [["xhttp://a.b https:// http"], [""]])
  }

  @Test func `an address that was broken goes on in the next lines`() {
    let long = "https://example.org/abcdefghij/klmnopqrst"
    let lines = DisplayText.wrapped("Look: \(long) there", to: 16)
    let found = LinkedText.pieces(of: lines, width: 16)
    #expect(found.map { $0.map(\.text).joined() } == lines)
    let linked = found.joined().filter { $0.link != nil }
    #expect(linked.map(\.text).joined() == long)
    #expect(Set(linked.map(\.link?.text)) == [long])
  }

  @Test func `every cell of a link knows it, and no other`() {
    let link = LinkAddress("https://ex.org")
    var canvas = Canvas(size: Size(columns: 12, rows: 1))
    canvas.write("a日b", at: Point(column: 1, row: 0), style: Style(), link: link)
    let linked = (0..<12).filter { canvas[Point(column: $0, row: 0)].link != nil }
    #expect(linked == [1, 2, 3, 4] && canvas.hasLinks)
    canvas.write("x", at: Point(column: 1, row: 0), style: Style())
    #expect(canvas[Point(column: 1, row: 0)].link == nil)
  }
}
