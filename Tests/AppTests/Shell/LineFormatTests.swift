import CNTKit
import Foundation
import SyncEngine
import Testing

@testable import cnt_tui

/// Lines for scripts.
struct LineFormatTests {
  private let values = ["id": "12", "title": "Psalm\u{1b}[31m 4\tred"]

  private func line(_ template: String) throws -> String {
    try LineFormat(template, fields: ["id", "title"]).line { values[$0] ?? "" }
  }

  @Test func `fields, escapes and braces are put in`() throws {
    #expect(try line("{id}\\t{{x}} \\\\ {id}\\n") == "12\t{x} \\ 12\n")
    #expect(try line("no field") == "no field")
    #expect(try line("") == "")
  }

  @Test func `what a field holds cannot drive the terminal or break the columns`() throws {
    let text = try line("{title}")
    #expect(!text.contains("\u{1b}") && !text.contains("\t"))
    #expect(text.hasSuffix("red"))
  }

  @Test(arguments: [
    ("{idx}", "There is no field “idx”. There are id, title."), ("{id", "not closed"),
    ("a}b", "has no {"), ("\\x", "comes t, n"), ("end\\", "comes t, n"),
  ])
  func `a template that means nothing is refused with a sentence`(
    template: String, words: String
  ) {
    let problem = #expect(throws: LineFormat.Problem.self) {
      _ = try LineFormat(template, fields: ["id", "title"])
    }
    #expect(problem?.sentence.contains(words) == true)
  }

  @Test func `every field of a summary has a value, and every key stands in its JSON`() throws {
    let row = Row(
      item: .podcast(
        Podcast(
          id: 12, title: "A reading", audioURL: "/media/audio/a.mp3", duration: 60,
          status: "approved", createdAt: Timestamp("2026-11-24T04:16:50"))),
      pending: true)
    let presenter = Presenter(
      dates: DateText(
        now: Date(timeIntervalSince1970: 1_795_500_000),
        timeZone: TimeZone(secondsFromGMT: 0) ?? .current))
    let media = MediaResolver(server: try ServerAddress("http://127.0.0.1:8000"))
    let summary = ThingSummary(row, presenter, media)
    let shown = ThingSummary.fields.map { summary[$0] }
    #expect(
      shown[0...2] == ["podcast/12", "podcast", "12"] && summary["date"] == "2026-11-24T04:16:50Z")
    #expect(summary["pending"] == "yes" && summary["duration"] == "60" && summary["by"].isEmpty)
    let json = try JSONDecoder().decode(
      [String: JSONValue].self, from: Data(jsonLine(summary).utf8))
    #expect(Set(json.keys).union(["name"]) == Set(ThingSummary.fields))
    #expect(json["url"]?.stringValue == "http://127.0.0.1:8000/media/audio/a.mp3")
    #expect(json["failure"] == .null)
  }
}
