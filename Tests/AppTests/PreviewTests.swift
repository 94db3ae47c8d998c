import CNTKit
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
      if case .play(let entry) = effect { entry } else { nil }
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

  @Test func `what it interrupted rests where it was`() {
    var app = atFilms()
    app.press("p")
    app.send(.player(.loaded(duration: 600)))
    app.send(.player(.position(90)))
    app.press("j", "j", "alt-p")
    #expect(app.state.player.queue.map(\.isPreview) == [false, true, false, false])
    app.send(.player(.loaded(duration: 20)))
    app.send(.player(.position(20)))
    // Another one takes its place.
    app.press("k", "k", "alt-p")
    #expect(app.state.player.queue.map(\.ref.id) == [1, 1, 2, 3])
    app.send(.player(.loaded(duration: 20)))
    app.send(.player(.ended))
    #expect(app.state.player.queue.map(\.ref.id) == [1, 2, 3])
    #expect(app.state.player.current?.isPreview == false)
    #expect(app.state.player.isPaused && app.state.player.isDormant)
    #expect(app.state.player.position == 90)
  }

  @Test func `a film without one says so`() {
    var app = atFilms()
    app.press("j", "alt-p")
    #expect(app.screen.contains("There is no preview here"))
    #expect(app.state.player.queue.isEmpty)
  }
}
