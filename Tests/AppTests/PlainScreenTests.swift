import CNTKit
import SyncEngine
import TermKit
import Testing

@testable import cnt_tui

struct PlainScreenTests {
  private func app(columns: Int = 110) -> AppHarness {
    var app = AppHarness(columns: columns, rows: 30, isAdmin: true)
    app.state.isPlain = true
    return app
  }

  /// What screen readers spell out or skip.
  private func signs(_ screen: String) -> [Unicode.Scalar] {
    screen.unicodeScalars.filter { (0x2000...0x2bff).contains($0.value) && $0 != "\u{2014}" }
  }

  @Test func `no screen and no box draws anything but letters`() {
    var app = app()
    for section in ["1", "2", "6", "9", "0"] {
      app.press(section)
      app.answer(AppHarness.podcasts(3))
      for keys in [["?"], [":"], ["T"], ["n"], ["enter"], ["/"]] {
        for key in keys { app.press(key) }
        #expect(signs(app.screen).isEmpty, "\(section) \(keys): \(signs(app.screen))")
        app.press("escape")
      }
    }
    app.press("2")
    app.answer(AppHarness.podcasts(3))
    app.press("p")
    app.send(.player(.loaded(duration: 60)))
    app.send(.player(.position(30)))
    #expect(signs(app.screen).isEmpty)
  }

  @Test func `one thing stands after another, and the cursor is on what is selected`() throws {
    var app = app()
    app.press("2")
    app.answer(AppHarness.podcasts(3))
    app.press("j")
    let lines = app.screen.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines[1].hasSuffix("Podcasts, 2 of 3"))
    let cursor = try #require(AppView().draw(app.state).cursor)
    #expect(lines[cursor.row].dropFirst(cursor.column).hasPrefix(">  Reading 2"))
    #expect(!app.screen.contains("Words."), "the preview stands beside the list")
    app.press("tab")
    #expect(app.screen.contains("Sections: Podcasts"))
  }

  @Test(arguments: [(":", ">Show or hide this help"), ("ctrl-t", ">cnt-light")])
  func `what is selected in a box is told by a sign and by the cursor`(
    key: String, line: String
  ) throws {
    var app = app()
    app.press(key, "down")
    let cursor = try #require(AppView().draw(app.state).cursor)
    let lines = app.screen.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines[cursor.row].dropFirst(cursor.column).hasPrefix(line))
  }

  @Test func `a box hides what lies under it`() {
    var app = app()
    app.press("2")
    app.answer(AppHarness.podcasts(3))
    app.press("?")
    #expect(!app.screen.contains("Reading 1"))
    #expect(app.screen.contains("Keys"))
  }

  @Test(arguments: [(20, 5), (40, 10), (300, 100)])
  func `any size draws`(columns: Int, rows: Int) {
    var app = AppHarness(columns: columns, rows: rows)
    app.state.isPlain = true
    app.press("2")
    app.answer(AppHarness.podcasts(100))
    app.press("G")
    #expect(app.screen.split(separator: "\n", omittingEmptySubsequences: false).count == rows)
  }

  @Test func `right-to-left text stays in its order and its columns`() {
    var app = AppHarness()
    app.press("6")
    var row = AppHarness.post(1)
    if case .post(var post) = row.item {
      post.title = "\u{2067}שלום עולם\u{2069} (1)"
      row.item = .post(post)
    }
    app.answer([row])
    #expect(app.screen.contains("שלום עולם (1)"))
    #expect(DisplayText.width(of: "שָׁלוֹם") == 4 && DisplayText.width(of: "سَلَامٌ") == 4)
  }
}
