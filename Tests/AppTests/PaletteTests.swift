import CNTKit
import SyncEngine
import TermKit
import Testing

@testable import cnt_tui

struct FuzzyMatcherTests {
  @Test(arguments: [
    ("", "Quit", true), ("qt", "Quit", true), ("tq", "Quit", false), ("QUIT", "quit", true),
    ("page up", "A page up", true), ("up page", "A page up", true), ("favou", "Favourite", true),
    ("deja", "Déjà vu", true), ("quitt", "Quit", false), ("x", "", false),
  ])
  func `letters match in their order, words in any`(query: String, name: String, fits: Bool) {
    #expect((FuzzyMatcher(query).match(name) != nil) == fits)
  }

  @Test(arguments: [
    ("gm", "Go to Movies", "Programming"), ("vol", "Volume", "A view of love"),
    ("ma", "Mark as read", "Mirror and more"), ("down", "Down", "Downloads are odd, own"),
    ("like", "Like or unlike", "Links of Kites and more"),
  ])
  func `starts of words and letters side by side count more`(
    query: String, better: String, worse: String
  ) throws {
    let matcher = FuzzyMatcher(query)
    let score = try #require(matcher.match(better)).score
    #expect(score > matcher.match(worse)?.score ?? .min)
  }

  @Test func `the best places are found, not the first`() throws {
    #expect(try #require(FuzzyMatcher("ab").match("xa ab")).places == [3, 4])
    #expect(try #require(FuzzyMatcher("gtm").match("Go to Movies")).places == [0, 3, 6])
  }

  @Test func `a long query over a long name ends`() {
    let name = String(repeating: "a", count: 2000)
    #expect(FuzzyMatcher(name).match(name)?.places.count == FuzzyMatcher.longest)
  }
}

struct PaletteTests {
  private func palette(_ app: AppHarness) -> PaletteState? {
    if case .palette(let palette)? = app.state.overlay { palette } else { nil }
  }

  @Test(arguments: [":", "ctrl-p"])
  func `it opens over any screen, finds and runs`(key: String) {
    var app = AppHarness()
    app.press(key)
    app.type("movies")
    #expect(app.screen.contains("Go to Movies"))
    app.press("enter")
    #expect(app.state.section == .movies && app.state.overlay == nil)
  }

  @Test func `what is of use here comes first`() throws {
    var app = AppHarness()
    app.press("6")
    app.answer([AppHarness.post(5)])
    app.press(":")
    let entries = try #require(palette(app)).entries
    let offered = entries.map(\.isOffered)
    #expect(offered.lastIndex(of: true) ?? 0 < offered.firstIndex(of: false) ?? .max)
    #expect(entries.contains { $0.command == .like && $0.isOffered })
    #expect(entries.contains { $0.command == .join && !$0.isOffered })
    app.type("join")
    app.press("enter")
    #expect(app.effects.isEmpty && app.screen.contains("nothing to act on here"))
  }

  @Test func `every command is there by its name, and admins' are theirs alone`() throws {
    var admin = AppHarness(isAdmin: true)
    admin.press(":")
    let all = Set(try #require(palette(admin)).entries.map(\.command))
    #expect(all == Set(Command.allCases).subtracting([.palette]))
    var member = AppHarness()
    member.press(":")
    let some = Set(try #require(palette(member)).entries.map(\.command))
    let theirs = Set(Command.allCases.filter { $0.group == "Admin" && $0 != .undo })
    #expect(all.subtracting(some) == theirs.union([.answer, .section12]))
  }

  @Test func `keys and groups find commands, after titles`() throws {
    var app = AppHarness()
    app.press(":")
    app.type("outbox")
    let entries = try #require(palette(app)).entries.map(\.command)
    #expect(entries.contains(.retry))
  }

  @Test func `Esc closes, Backspace on nothing too, and what was typed is not a command`() {
    var app = AppHarness()
    app.press(":")
    app.type("q")
    app.press("escape")
    #expect(app.state.overlay == nil && app.effects.isEmpty)
    app.press(":", "backspace")
    #expect(app.state.overlay == nil)
  }

  @Test func `a click runs what lies under it`() throws {
    var app = AppHarness()
    app.press(":")
    app.type("go to bible")
    let rows = app.screen.split(separator: "\n", omittingEmptySubsequences: false)
    let row = try #require(rows.lastIndex { $0.contains("Go to Bible") })
    let click = MouseEvent(kind: .press, button: .left, position: Point(column: 20, row: row))
    app.send(.input(.mouse(click)))
    #expect(app.state.section == .bible)
  }

  @Test func `help lists every command that has a key`() {
    let text = HelpView.lines(.standard).map { $0.map(\.text).joined() }.joined(separator: "\n")
    for (command, keys) in Keymap.standard.bindings {
      #expect(text.contains(command.title))
      for key in keys { #expect(text.contains(key)) }
    }
  }
}
