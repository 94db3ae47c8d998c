import Foundation
import SyncEngine
import TermKit
import Testing

@testable import cnt_tui

/// What is played after what is played.
struct QueueTests {
  private func app(_ rows: Int = 6, playing: Bool = true) -> AppHarness {
    var app = AppHarness()
    app.press("2")
    app.answer(AppHarness.podcasts(rows))
    if playing {
      app.press("p")
      app.send(.player(.loaded(duration: 60)))
    }
    return app
  }

  private func ids(_ app: AppHarness) -> [Int] { app.state.player.queue.map(\.ref.id) }

  @Test func `one is added at the end, another after what plays`() {
    var app = app(3)
    app.press("j", "e", "j", "E")
    #expect(ids(app) == [1, 3, 2, 3, 2])
    #expect(app.screen.contains("Plays next: “Reading 3”"))
    #expect(app.state.player.index == 0)
  }

  @Test func `what is marked is added together, and plays where nothing does`() {
    var app = app(5, playing: false)
    app.press("t", "j", "t", "e")
    #expect(ids(app) == [1, 3])
    #expect(app.state.player.current?.ref.id == 1)
    #expect(app.state.chosenRows.count == 1)
  }

  @Test func `the queue shows what plays, and its keys move, remove and play`() {
    var app = app(4)
    app.press("Q")
    #expect(app.screen.contains("Queue") && app.screen.contains("▶ Reading 1"))
    app.press("d")
    #expect(app.screen.contains("This plays") && ids(app) == [1, 2, 3, 4])
    app.press("j", "d")
    #expect(ids(app) == [1, 3, 4])
    app.press("J")
    #expect(ids(app) == [1, 4, 3])
    app.press("K", "K")
    #expect(ids(app) == [3, 1, 4] && app.state.player.index == 1)
    app.press("G", "enter")
    #expect(app.state.player.index == 2)
    #expect(
      app.effects.contains { if case .play(let entry) = $0 { entry.ref.id == 4 } else { false } })
    app.press("escape")
    #expect(app.state.overlay == nil)
  }

  @Test func `only what is to come is mixed, and nothing is lost`() {
    var app = app(30)
    app.press(">", ">", "z")
    #expect(Array(ids(app).prefix(3)) == [1, 2, 3])
    #expect(ids(app).sorted() == Array(1...30) && ids(app) != Array(1...30))
    #expect(app.state.player.index == 2)
    var last = self.app(1)
    last.press("z")
    #expect(last.screen.contains("nothing to mix"))
  }

  @Test func `repeating begins anew at the end, or plays one again`() {
    var app = app(2)
    app.press("Z", ">")
    app.send(.player(.ended))
    #expect(app.state.player.index == 0)
    app.press("Z")
    app.send(.player(.ended))
    #expect(app.state.player.index == 0 && app.screen.contains("↻ one"))
    app.press("Z", ">")
    app.send(.player(.ended))
    #expect(app.state.player.index == nil)
  }

  @Test func `the sleep timer pauses when its time has come`() {
    var app = app(2)
    app.press("W", "W")
    #expect(app.screen.contains("Pauses in 30 minutes") && app.screen.contains("sleep 30 min"))
    app.state.now += 30 * 60 - 1
    app.send(.tick)
    #expect(app.effects.isEmpty)
    app.state.now += 1
    app.send(.tick)
    #expect(app.effects.contains(.setPaused(true)))
    #expect(app.state.player.isPaused && app.state.player.sleep == nil)
  }

  @Test func `the sleep timer can wait for the end of what plays`() {
    var app = app(2)
    app.press("W", "W", "W", "W", "W")
    #expect(app.state.player.sleep == .endOfThis)
    app.send(.player(.ended))
    #expect(app.state.player.index == nil)
    #expect(app.screen.contains("Time to sleep"))
    app.press("W", "W", "W", "W", "W", "W")
    #expect(app.state.player.sleep == nil)
  }

  @Test func `a click plays what lies under it, one beside closes, the wheel moves`() {
    var app = app(4)
    app.press("Q")
    let box = BoxList.box(4, app.state.size)
    func mouse(_ kind: MouseEvent.Kind, _ column: Int, _ row: Int) {
      app.send(
        .input(
          .mouse(MouseEvent(kind: kind, button: .left, position: Point(column: column, row: row))))
      )
    }
    mouse(.wheelDown, 0, 0)
    #expect(app.state.overlay == .queue(selected: 1))
    mouse(.press, box.origin.column + 4, box.origin.row + 3)
    #expect(app.state.player.index == 2)
    mouse(.press, 0, 0)
    #expect(app.state.overlay == nil)
  }
}
