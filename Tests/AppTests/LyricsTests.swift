import SyncEngine
import Testing

@testable import cnt_tui

/// The words of a song.
struct LyricsTests {
  @Test func `words with times are in the order in which they are sung`() {
    let lyrics = Lyrics(
      "[ar:Ruth]\n[ti:Song]\n[00:10.00]First\n[00:05.5][00:20]Refrain\n[00:15:25]Colon\n")
    #expect(lyrics.lines.map(\.text) == ["Refrain", "First", "Colon", "Refrain"])
    #expect(lyrics.lines.map(\.time) == [5.5, 10, 15.25, 20])
    #expect(lyrics.index(at: 4) == nil && lyrics.index(at: 12) == 1)
    #expect(Lyrics("[offset:1000]\n[00:10]Soon").lines.map(\.time) == [9])
  }

  @Test func `words without times stay as they are`() {
    let lyrics = Lyrics("One\n\n[Refrain] Two\n[Chorus: all]\nThree\n\n")
    #expect(
      lyrics.lines.map(\.text) == ["One", "", "[Refrain] Two", "[Chorus: all]", "Three"])
    #expect(!lyrics.isTimed && lyrics.index(at: 9) == nil)
  }

  @Test func `hostile words are bounded`() {
    let many = Lyrics(String(repeating: "[00:01]", count: 9000) + "x\n")
    #expect(many.lines.count <= 50)
    #expect(Lyrics(String(repeating: "a\n", count: 90_000)).lines.count == Lyrics.mostLines)
    #expect(Lyrics(String(repeating: "a", count: 90_000)).lines[0].text.count == 500)
    #expect(Lyrics("[99:99]x").lines.map(\.text) == ["[99:99]x"])
    #expect(Lyrics("[").lines.map(\.text) == ["["] && Lyrics("").lines.isEmpty)
  }

  @Test func `the box follows the song until it is scrolled`() {
    var app = AppHarness()
    app.press("2")
    app.answer(AppHarness.podcasts(2))
    app.press("p")
    app.send(.player(.loaded(duration: 600)))
    app.press("alt-l")
    let ref = ItemRef(kind: .podcast, id: 1)
    #expect(app.effects == [.loadLyrics(ref)] && app.screen.contains("Reading…"))
    let text = (0..<100).map { "[00:\($0 / 10)\($0 % 10)]Line \($0)." }.prefix(60)
    app.send(.lyricsLoaded(ref, text.joined(separator: "\n") + "\n[01:00]\u{1b}[2JEnd"))
    #expect(app.screen.contains("Line 0."))
    app.send(.player(.position(40)))
    #expect(app.screen.contains("Line 40.") && !app.screen.contains("Line 0."))
    app.press("g")
    #expect(app.screen.contains("Line 0.") && app.screen.contains("Enter follows"))
    app.send(.player(.position(50)))
    #expect(app.screen.contains("Line 0."))
    app.press("enter")
    #expect(app.screen.contains("Line 50."))
    app.press("G")
    #expect(app.screen.contains("End") && !app.screen.contains("\u{1b}"))
    app.press("escape", "alt-l")
    app.send(.lyricsLoaded(ref, nil))
    #expect(app.state.overlay == nil && app.screen.contains("There are no lyrics"))
  }
}
