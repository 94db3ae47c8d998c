import CNTKit
import SyncEngine
import Testing

@testable import cnt_tui

/// The settings screen.
struct SettingsScreenTests {
  private func settings(_ values: [Settings.Key: String] = [:]) -> AppHarness {
    var app = AppHarness()
    app.press("f2")
    #expect(app.effects == [.loadSettings])
    app.send(
      .settingsRead(
        Settings.Key.allCases.map { SettingLine(key: $0, value: values[$0]) },
        path: "/home/grace/.config/cnt/config.toml"))
    return app
  }

  private func select(_ key: Settings.Key, _ app: inout AppHarness) {
    let index = Settings.Key.allCases.firstIndex(of: key) ?? 0
    for _ in 0..<index { app.press("down") }
  }

  @Test func `everything that can be set is shown with its value`() {
    let app = settings([.theme: "paper"])
    for key in Settings.Key.allCases where key != .rejectReasons {
      #expect(app.screen.contains(key.label.prefix(20)), "\(key)")
    }
    #expect(app.screen.contains("paper"))
    #expect(app.screen.contains("Sign out"))
  }

  @Test func `what is on or off is toggled, what has choices goes through them`() {
    var app = settings([.mouse: "true"])
    select(.mouse, &app)
    app.press("enter")
    #expect(app.effects == [.changeSetting(.mouse, "false")])
    app = settings()
    select(.colors, &app)
    app.press("right")
    #expect(app.effects == [.changeSetting(.colors, "truecolor")])
    app.press("left")
    #expect(app.effects == [.changeSetting(.colors, "none")])
  }

  @Test func `a text is typed, and an empty one goes back to the standard`() {
    var app = settings([.audioOutput: "x"])
    select(.audioOutput, &app)
    app.press("enter")
    app.type("y")
    app.press("enter")
    #expect(app.effects == [.changeSetting(.audioOutput, "xy")])
    app.press("enter", "backspace", "enter")
    #expect(app.effects == [.changeSetting(.audioOutput, nil)])
    app.press("enter", "escape")
    #expect(app.state.overlay != nil && app.effects.isEmpty)
  }

  @Test func `a fault is told in place`() {
    var app = settings()
    app.send(.settingsProblem("Colours can be auto, not “pink”."))
    #expect(app.screen.contains("not “pink”"))
  }

  @Test func `a change is in force at once`() throws {
    var app = settings()
    var changed = Settings()
    changed.reducedMotion = true
    changed.weekStart = .sunday
    app.send(.settingChanged(.reducedMotion, changed))
    app.send(.settingChanged(.weekStart, changed))
    #expect(app.state.reducedMotion)
    #expect(app.state.weekStart == .sunday)
  }

  @Test func `signing out asks, and says what would be lost`() {
    var app = settings()
    var counts = MirrorCounts()
    counts.pendingWrites = 2
    app.send(.countsLoaded(counts, categories: [:]))
    app.press("end", "enter")
    #expect(app.screen.contains("2 things were not sent"))
    app.press("n")
    #expect(app.effects.isEmpty && app.state.overlay == nil)
    app.press("f2")
    app.send(.settingsRead([], path: ""))
    app.press("end", "enter", "y")
    #expect(app.effects == [.signOut(discardingUnsent: true)])
  }

  @Test func `the quota takes a size and nothing else`() {
    var app = settings()
    app.press("end", "up", "enter")
    for _ in 0..<20 { app.press("backspace") }
    app.type("much")
    app.press("enter")
    #expect(app.screen.contains("such as 500MB"))
    app.press("enter")
    for _ in 0..<20 { app.press("backspace") }
    app.type("2GB")
    app.press("enter")
    #expect(app.effects.first == .setDownloadQuota(2_000_000_000))
  }
}
