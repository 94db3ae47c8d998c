import SyncEngine
import Testing

@testable import cnt_tui

/// Screens with little room.
struct SmallScreenTests {
  @Test func `the sidebar scrolls to the section that is open`() {
    var app = AppHarness(columns: 80, rows: 12)
    #expect(app.screen.contains("Home"))
    app.press("N")
    let lines = app.screen.split(separator: "\n")
    #expect(lines.contains { $0.hasPrefix(" ") && $0.prefix(20).contains("Notifications") })
  }

  @Test func `the help is one key away at the usual size, and scrolls to its ends`() {
    var app = AppHarness()
    app.press("6")
    app.answer([AppHarness.post(5)])
    #expect(app.screen.contains("? help"))
    app.press("?", "G", "k")
    let above = app.screen
    app.press("j", "j", "j")
    let end = app.screen
    #expect(above != end)
    app.press("k")
    #expect(app.screen == above)
    app.press("g")
    #expect(app.screen.contains("Move"))
  }

  @Test func `the search line is open whenever it is asked for`() {
    var app = AppHarness()
    app.press("s")
    app.type("zion")
    app.press("enter", "2", "s")
    app.type("q")
    #expect(!app.effects.contains(.quit))
    guard case .list(let list)? = app.state.screen else {
      Issue.record("no search")
      return
    }
    #expect(list.isFiltering && list.filter == "zionq")
  }
}
