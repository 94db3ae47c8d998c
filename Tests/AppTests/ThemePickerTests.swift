import TermKit
import Testing

@testable import cnt_tui

struct ThemePickerTests {
  @Test func `themes are tried as they are passed and kept by Enter`() {
    var app = AppHarness()
    let before = app.state.theme
    app.press("ctrl-t", "j")
    #expect(app.state.theme.name == "cnt-light")
    app.press("escape")
    #expect(app.state.theme == before && app.state.overlay == nil)
    app.press("ctrl-t", "j", "enter")
    #expect(app.effects == [.saveSetting(key: "theme", value: "cnt-light")])
    #expect(app.state.theme.name == "cnt-light" && app.screen.contains("cnt-light from now on"))
  }

  @Test func `all eight are there, and a click chooses`() {
    var app = AppHarness()
    app.press(":")
    app.type("theme")
    app.press("enter")
    for theme in Theme.builtIn { #expect(app.screen.contains(theme.name)) }
    let rows = app.screen.split(separator: "\n", omittingEmptySubsequences: false)
    let row = rows.firstIndex { $0.contains("cnt-sepia") } ?? 0
    let click = Action.input(
      .mouse(MouseEvent(kind: .press, button: .left, position: Point(column: 40, row: row))))
    app.send(click)
    #expect(app.state.theme.name == "cnt-sepia" && app.state.overlay != nil)
    app.send(click)
    #expect(app.state.overlay == nil)
  }

  @Test func `the choice of another day holds unless something else was asked for`() {
    var app = AppHarness()
    app.send(.themeChosen("cnt-forest"))
    #expect(app.state.theme.name == "cnt-forest")
    var given = AppHarness()
    given.state.wantedTheme = "cnt-dark"
    given.state.isThemeGiven = true
    given.send(.themeChosen("cnt-forest"))
    #expect(given.state.theme.name == "cnt-dark")
    given.press("ctrl-t", "j", "enter")
    #expect(given.screen.contains("until you quit"))
  }

  @Test func `with few colours a theme is tried with few colours`() {
    var app = AppHarness()
    app.state.colorDepth = .none
    app.press("ctrl-t", "j")
    #expect(app.state.theme[.text].foreground == .terminal)
  }

  @Test func `with reduced motion the player's clock moves every ten seconds`() {
    var app = AppHarness()
    app.state.reducedMotion = true
    app.press("2")
    app.answer(AppHarness.podcasts(1))
    app.press("p")
    app.send(.player(.loaded(duration: 60)))
    app.send(.player(.position(12)))
    let screen = app.screen
    app.send(.player(.position(19)))
    #expect(app.screen == screen && screen.contains("0:10 / 1:00"))
    app.send(.player(.position(21)))
    #expect(app.screen.contains("0:20 / 1:00"))
  }
}
