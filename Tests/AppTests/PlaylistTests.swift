import CNTKit
import SyncEngine
import Testing

@testable import cnt_tui

/// Things into playlists and out of them.
struct PlaylistTests {
  private func app() -> AppHarness {
    var app = AppHarness()
    app.press("2")
    app.answer(AppHarness.podcasts(4))
    return app
  }

  private let lists = [
    Row(item: .playlist(Playlist(id: 3, name: "Evening", itemCount: 12))),
    Row(item: .playlist(Playlist(id: 4, name: "Mor\u{1b}[1mning"))),
  ]
  private func podcast(_ id: Int) -> ItemRef { ItemRef(kind: .podcast, id: id) }

  @Test func `what is selected goes into a playlist that is there`() {
    var app = app()
    app.press("j", "alt-a")
    #expect(app.effects == [.loadPlaylists] && app.screen.contains("Reading…"))
    app.send(.playlistsLoaded(lists))
    #expect(app.screen.contains("Evening") && app.screen.contains("Add “Reading 2” to"))
    #expect(!app.screen.contains("\u{1b}"))
    app.press("down", "enter")
    #expect(app.effects == [.addToPlaylist(4, [podcast(2)])])
    #expect(app.state.overlay == nil)
  }

  @Test func `what is marked goes into a new one, which needs a name`() {
    var app = app()
    app.press("t", "j", "t", "alt-a")
    app.send(.playlistsLoaded(lists))
    app.press("g", "enter", "enter")
    #expect(app.screen.contains("Give it a name first"))
    app.type("Sunday")
    app.press("enter")
    #expect(app.effects == [.createPlaylist(name: "Sunday", [podcast(1), podcast(3)])])
  }

  @Test func `the queue becomes a playlist`() {
    var app = app()
    app.press("alt-s")
    #expect(app.screen.contains("nothing in the queue"))
    app.press("p", "alt-s")
    app.type("All of it")
    app.press("enter")
    #expect(app.effects == [.createPlaylist(name: "All of it", (1...4).map(podcast))])
    app.press("alt-s", "escape")
    #expect(app.state.overlay == nil)
  }

  @Test func `an entry is taken out of the playlist that is shown`() {
    var app = AppHarness()
    app.send(.open(DeepLink("playlist/3")!))
    var row = AppHarness.podcasts(1)[0]
    row.playlistEntry = PlaylistItem(id: 30, contentType: "audio_podcast", contentID: 1)
    app.answer([row])
    app.press("d")
    #expect(
      app.effects == [
        .submit(.removeFromPlaylist(playlist: 3, item: 30, type: "audio_podcast", id: 1))
      ])
  }

  @Test func `what was played is forgotten after a question`() {
    var app = app()
    app.press("alt-x", "escape")
    #expect(app.effects.isEmpty && app.state.overlay == nil)
    app.press("alt-x")
    #expect(app.screen.contains("Forget everything that was played"))
    app.press("enter")
    #expect(app.effects == [.clearHistory(keeping: nil)])
  }
}
