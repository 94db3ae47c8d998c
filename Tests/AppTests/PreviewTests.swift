import CNTKit
import MediaKit
import SyncEngine
import Testing

@testable import cnt_tui

/// The clip that a film is announced with.
struct PreviewTests {
  private static func film(_ id: Int, preview: String?) -> Row {
    Row(
      item: .movie(
        Movie(
          id: id, title: "Film \(id)", videoURL: "/media/\(id).mp4", previewURL: preview,
          duration: 600, status: "approved")))
  }

  private func atFilms() -> AppHarness {
    var app = AppHarness()
    app.press("3")
    app.answer([
      Self.film(1, preview: "/media/video/previews/1.mp4"), Self.film(2, preview: nil),
      Self.film(3, preview: "/media/video/previews/3.mp4"),
    ])
    return app
  }

  private func savedPositions(_ app: AppHarness) -> Int {
    app.effects.count { if case .savePosition = $0 { true } else { false } }
  }

  @Test func `it is played from its own file, and where it was left is not kept`() {
    var app = atFilms()
    app.press("alt-p")
    let played = app.effects.compactMap { effect -> QueueEntry? in
      if case .playPreview(let entry) = effect { entry } else { nil }
    }
    #expect(played.map(\.media) == ["/media/video/previews/1.mp4"])
    #expect(app.screen.contains("Film 1") && app.screen.contains("Preview"))
    app.send(.player(.loaded(duration: 20)))
    app.send(.player(.position(15)))
    #expect(savedPositions(app) == 0)
    app.send(.player(.ended))
    #expect(savedPositions(app) == 0)
    #expect(app.state.player.queue.isEmpty && app.state.player.current == nil)
  }

  /// The first film at 1:30, then the preview of the third.
  private func interrupted() -> AppHarness {
    var app = atFilms()
    app.press("p")
    app.send(.player(.loaded(duration: 600)))
    app.send(.player(.position(90)))
    app.press("j", "j", "alt-p")
    app.send(.player(.loaded(duration: 20)))
    app.send(.player(.position(7)))
    return app
  }

  private func rests(_ app: AppHarness) -> Bool {
    app.state.player.current?.ref.id == 1 && app.state.player.isDormant
      && app.state.player.isPaused && app.state.player.position == 90
      && app.state.player.preview == nil
  }

  @Test func `what it interrupted rests where it was, however it ends`() {
    for end in [PlayerEvent.ended, .failed("gone")] {
      var app = interrupted()
      // It is no part of the queue, also not of the one that is stored.
      #expect(app.state.player.queue.map(\.ref.id) == [1, 2, 3])
      #expect(app.state.player.stored.index == 0)
      app.send(.player(end))
      #expect(rests(app))
    }
    var app = interrupted()
    app.send(.playFailed("It has no address."))
    #expect(rests(app) && app.effects == [.stop])
    app = interrupted()
    app.press("S")
    #expect(rests(app) && app.effects == [.stop])
  }

  @Test func `to go back, or on, is to go back to it`() {
    for key in ["<", ">"] {
      var app = interrupted()
      app.press(key)
      #expect(app.state.player.current?.ref.id == 1 && app.state.player.preview == nil)
      #expect(
        app.effects.contains { if case .play(let entry) = $0 { entry.ref.id == 1 } else { false } })
    }
    var app = interrupted()
    app.press("space")
    #expect(app.effects == [.setPaused(true)] && app.state.player.preview != nil)
  }

  @Test func `another preview takes its place`() {
    var app = interrupted()
    app.press("k", "k", "alt-p")
    #expect(app.state.player.preview?.media == "/media/video/previews/1.mp4")
    app.send(.player(.ended))
    #expect(rests(app))
  }

  @Test func `what cannot be played ends what sounded`() {
    var app = atFilms()
    app.press("p")
    app.send(.playFailed("It has no address."))
    #expect(app.effects.contains(.stop) && app.state.player.current == nil)
  }

  @Test func `a film without one says so`() {
    var app = atFilms()
    app.press("j", "alt-p")
    #expect(app.screen.contains("There is no preview here"))
    #expect(app.state.player.queue.isEmpty)
  }
}
