import Foundation
import SyncEngine
import TermKit
import Testing

@testable import cnt_tui

/// German as it is shipped: nothing missing, nothing too much, and nothing cut off.
struct GermanTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// All patterns of the sources, and whether a number decides on their form.
  private static func patterns() async throws -> [String: Bool] {
    let script = BoundedProgram("python3", [root.path + "/scripts/phrases"])
    let result = try await script.run(most: 1 << 20, within: .seconds(60))
    #expect(result.isSuccess, "\(result.complaint)")
    var patterns: [String: Bool] = [:]
    for line in String(decoding: result.output, as: UTF8.self).split(separator: "\n") {
      let parts = line.split(separator: "\t", omittingEmptySubsequences: false)
      let text = try JSONDecoder().decode(String.self, from: Data(parts[0].utf8))
      patterns[text] = !parts[1].isEmpty
    }
    return patterns
  }

  @Test(.enabled(if: BoundedProgram("python3", []).isInstalled))
  func `the catalogue has every pattern of the sources and no other`() async throws {
    let patterns = try await Self.patterns()
    var problems: [Catalogue.Problem] = []
    let german = try Catalogue(toml: German.file, code: "de", problems: &problems)
    #expect(problems.isEmpty, "\(problems.map(\.recovery))")
    #expect(patterns.count > 900)
    let known = Set(german.entries.keys)
    #expect(Set(patterns.keys).subtracting(known).sorted() == [])
    #expect(known.subtracting(patterns.keys).sorted() == [])
    for (pattern, isCounted) in patterns where isCounted {
      guard case .forms? = german.entries[pattern] else {
        Issue.record("\(pattern) has no forms")
        continue
      }
    }
  }

  @Test(.enabled(if: BoundedProgram("python3", []).isInstalled))
  func `no sentence stands in the sources outside of the catalogue`() async throws {
    let script = BoundedProgram("python3", [Self.root.path + "/scripts/phrases", "--strays"])
    let result = try await script.run(most: 1 << 20, within: .seconds(60))
    #expect(String(decoding: result.output, as: UTF8.self) == "")
  }

  private func app(columns: Int = 80, rows: Int = 24, isAdmin: Bool = false) -> AppHarness {
    var app = AppHarness(columns: columns, rows: rows, isAdmin: isAdmin)
    app.state.language = .german
    return app
  }

  @Test func `dates and numbers are said in German`() {
    let dates = DateText(now: Date(timeIntervalSince1970: 1_795_500_000), timeZone: .gmt)
    Language.$drawn.withValue(.german) {
      #expect(dates.date(dates.now) == "24. Nov. 2026")
      #expect(dates.relative(.init(dates.now.addingTimeInterval(-300))) == "vor 5 min")
      #expect(dates.entered(.init("2026-05-24T18:30:00")) == "So 24. Mai 2026, 18:30")
      #expect(DateText.day(CivilDay(dates.now, in: .gmt)) == "Dienstag, 24. November 2026")
      #expect(tr(1, one: "\(1) item", other: "\(1) items") == "1 Eintrag")
      #expect(tr(3, one: "\(3) item", other: "\(3) items") == "3 Einträge")
    }
  }

  @Test func `the palette finds German and English names`() {
    for words in ["Thema wählen", "choose a theme"] {
      var app = app()
      app.press(":")
      app.type(words)
      guard case .palette(let palette)? = app.state.overlay else {
        Issue.record("no palette")
        return
      }
      #expect(palette.current?.command == .themes, "\(words)")
    }
  }

  /// Nothing of ours is longer than the room that it has: labels, hints and titles.
  @Test func `hints, help and boxes fit at the usual size`() {
    let lines = Language.$drawn.withValue(.german) { HelpView.lines(.standard) }
    for line in lines {
      #expect(line.reduce(0) { $0 + DisplayText.width(of: $1.text) } <= 62)
    }
    let german = Catalogue.german
    // The lines at the foot of boxes, by the columns within each box at 80.
    let hints: [(Phrase, Int)] = [
      ("Enter changes · ← → choose · \("d") back to the standard · Esc closes", 74),
      ("Enter saves · ↑ ↓ move · ← → choose · Esc closes", 62),
      ("Ctrl-S saves · Tab moves · Esc leaves it as it was", 72),
      ("Ctrl-S sends · Ctrl-X opens your editor · Tab moves · Esc keeps a draft", 72),
      ("Enter rejects (the reason may be empty) · ↑ ↓ choose · Esc keeps it", 72),
      ("Enter goes on, and at the end saves · Tab moves · Esc cancels", 72),
      ("Write its name · Enter makes it · Esc goes back", 56),
      ("Enter takes · Space tries · Esc closes", 50),
      ("\("a") gives a place · \("x") declines · Esc closes", 56),
      ("1:02:30, 90 or +30 · Enter goes there · Esc closes", 50),
    ]
    for (phrase, columns) in hints {
      #expect(DisplayText.width(of: german.text(phrase)) <= columns, "\(german.text(phrase))")
    }
  }

  @Test func `the list of podcasts at 80x24`() {
    var app = app()
    app.press("2")
    app.answer(AppHarness.podcasts(2))
    let lines = app.screen.split(separator: "\n", omittingEmptySubsequences: false)
    Self.show(app)
    #expect(lines[0].hasPrefix(" cnt                 [Alle]  Audio   Video"))
    #expect(lines[3].hasPrefix(" ◉ Podcasts             Podcast · vor 1 h · 1-mal gespielt"))
    #expect(lines[21].hasPrefix(" ■ Es spielt nichts. p spielt die Auswahl."))
    #expect(lines[23].contains("? Hilfe"))
    #expect(lines[23].hasSuffix("● online"))
  }

  private static func show(_ app: AppHarness) {
    if ProcessInfo.processInfo.environment["CNT_SHOW"] != nil { print(app.screen) }
  }

  @Test func `the settings at 80x24`() {
    var app = app()
    app.press("f2")
    app.send(
      .settingsRead(
        Settings.Key.allCases.map { SettingLine(key: $0, value: nil) }, path: "/config.toml"))
    Self.show(app)
    for text in [
      "Einstellungen", "Server für neue Anmeldung", "Audioausgabe von libmpv", "Sprache",
      "Der Standard; eine Änderung gilt ab dem nächsten Start",
      "Enter ändert · ← → wählt · d setzt zurück · Esc schließt",
    ] { #expect(app.screen.contains(text), "\(text) is missing in\n\(app.screen)") }
    #expect(!app.screen.contains("…"), "something is cut off in\n\(app.screen)")
  }

  @Test func `a post in detail at 80x24`() {
    var app = app()
    app.press("6")
    app.answer([AppHarness.post(5, liked: true)])
    app.press("enter")
    Self.show(app)
    for text in [
      "‹ Gemeinschaft", "3, auch dir", "Gebetsanliegen", "vor 10 min",
      "L Gefällt mir oder nicht", "c Kommentieren",
    ] { #expect(app.screen.contains(text), "\(text) is missing in\n\(app.screen)") }
  }
}
