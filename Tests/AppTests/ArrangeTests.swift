import CNTKit
import SyncEngine
import TermKit
import Testing

@testable import cnt_tui

/// Sorting lists and showing parts of them.
struct ArrangeTests {
  private func loads(_ app: AppHarness) -> [ListQuery] {
    app.effects.compactMap { if case .load(let load) = $0 { load.query } else { nil } }
  }

  private func podcasts() -> AppHarness {
    var app = AppHarness()
    app.press("2")
    app.answer(AppHarness.podcasts(3))
    return app
  }

  @Test func `a key goes through the orders and the list is asked for anew`() {
    var app = podcasts()
    app.press("\\")
    #expect(loads(app) == [ListQuery(source: .podcasts(nil), order: .oldest)])
    #expect(app.screen.contains("Oldest first"))
    for _ in 1..<ListOrder.offered(for: .podcasts(nil)).count { app.press("\\") }
    #expect(loads(app) == [ListQuery(source: .podcasts(nil))])
    #expect(app.state.arrangements.isEmpty)
  }

  @Test func `the box offers orders and what the mirror tells`() {
    var app = podcasts()
    app.send(.countsLoaded(MirrorCounts(), categories: [1: "Sermons"]))
    app.press("i")
    #expect(app.effects == [.loadFacets(.podcasts(nil))])
    app.send(.facetsLoaded(.podcasts(nil), [.category(1)]))
    #expect(app.screen.contains("● Newest first"))
    #expect(app.screen.contains("○ Sermons"))
    app.press("end", "enter")
    #expect(app.state.overlay == nil)
    #expect(loads(app) == [ListQuery(source: .podcasts(nil), filter: .category(1))])
    #expect(
      app.effects.contains(
        .saveArrangements(["podcasts": ["All": Arrangement(filter: .category(1))]])))
    app.answer([])
    #expect(app.screen.contains("Sermons ─"))
  }

  @Test func `space tries an order and leaves the box open`() {
    var app = podcasts()
    app.press("i", "down", "down")
    app.press("space")
    #expect(loads(app) == [ListQuery(source: .podcasts(nil), order: .title)])
    #expect(app.state.overlay != nil)
    app.press("escape")
    #expect(app.state.overlay == nil)
  }

  @Test func `an arrangement is there the next day, and only in its tab`() {
    var app = AppHarness()
    app.send(.arrangementsLoaded(["podcasts": ["Audio": Arrangement(order: .longest)]]))
    app.press("2")
    #expect(loads(app) == [ListQuery(source: .podcasts(nil))])
    app.press("]")
    #expect(loads(app) == [ListQuery(source: .podcasts(.audio), order: .longest)])
  }

  @Test func `a tab that is a part of a list can be sorted and stays that part`() {
    var app = AppHarness()
    app.press("N", "]", "]")
    app.answer([])
    app.press("i")
    #expect(app.effects.isEmpty)
    #expect(!app.screen.contains("Reading…") && !app.screen.contains("Everything"))
    app.press("down", "enter")
    #expect(
      loads(app)
        == [ListQuery(source: .notifications(unreadOnly: false), order: .oldest, filter: .read)])
  }

  @Test func `answers for another list are not offered`() {
    var app = podcasts()
    app.press("i")
    app.send(.facetsLoaded(.music, [.genre("Hymns")]))
    #expect(!app.screen.contains("Hymns"))
  }

  @Test func `home has one order, the outbox two`() {
    var app = AppHarness()
    app.press("i")
    #expect(app.state.overlay == nil)
    #expect(app.state.toast?.text == "This list has one order only")
    app.press("O", "\\")
    #expect(app.state.toast?.text == "Newest first")
    #expect(app.effects.contains { if case .loadOutbox = $0 { true } else { false } })
  }

  @Test func `a search is narrowed to a kind`() {
    var app = AppHarness()
    app.press("s")
    app.type("grace")
    app.press("enter", "i")
    app.send(.facetsLoaded(.search("grace"), [.kind(.post)]))
    app.press("down", "enter")
    #expect(loads(app) == [ListQuery(source: .search("grace"), filter: .kind(.post))])
  }

  @Test func `a click chooses and a click beside closes`() {
    var app = podcasts()
    app.press("i")
    let view = ArrangeView(arrange: ArrangeState(source: .rows(.podcasts(nil))))
    let box = view.box(app.state.size)
    let point = Point(column: box.origin.column + 6, row: box.origin.row + 3)
    app.send(.input(.mouse(MouseEvent(kind: .press, button: .left, position: point))))
    #expect(loads(app) == [ListQuery(source: .podcasts(nil), order: .oldest)])
    app.send(
      .input(.mouse(MouseEvent(kind: .press, button: .left, position: Point(column: 0, row: 0)))))
    #expect(app.state.overlay == nil)
  }
}
