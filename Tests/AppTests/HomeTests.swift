import CNTKit
import Foundation
import SyncEngine
import TermKit
import Testing

@testable import cnt_tui

/// The home screen: posts that take turns, and its sections.
struct HomeTests {
  private func quote(_ id: Int) -> Row {
    Row(
      item: .post(
        CommunityPost(
          id: id, userID: 3, userName: "Miriam", title: "t", content: "Quote number \(id).",
          category: "general", postType: "text", likesCount: 1)))
  }

  /// A home screen with three quotes and some podcasts; nothing was played yet.
  private func home(reducedMotion: Bool = false) -> AppHarness {
    var app = AppHarness(rows: 40)
    app.state.reducedMotion = reducedMotion
    app.send(
      .signedIn(
        AppState.Account(
          userID: 7, name: "Grace", username: "grace", isAdmin: false, server: "http://s"),
        drafts: [:]))
    let loads = app.effects.compactMap { effect -> ListScreen.Load? in
      if case .load(let load) = effect { load } else { nil }
    }
    for load in loads {
      let rows =
        switch load.query.source {
        case .feed: [quote(1), quote(2), quote(3)]
        case .podcasts(.audio): AppHarness.podcasts(8)
        default: [Row]()
        }
      app.send(.loaded(load, ListWindow(rows: rows, hasBefore: false, hasAfter: false)))
    }
    return app
  }

  private func pass(_ seconds: TimeInterval, _ app: inout AppHarness) {
    app.state.now += seconds
    app.send(.tick)
  }

  @Test func `a post stays five seconds and the next one comes`() {
    var app = home()
    app.send(.tick)
    #expect(app.screen.contains("“Quote number 1.”"))
    #expect(app.screen.contains("— Miriam · 1 like"))
    pass(4.9, &app)
    #expect(app.screen.contains("Quote number 1."))
    pass(0.2, &app)
    #expect(app.screen.contains("Quote number 2."))
    for _ in 0..<2 { pass(5, &app) }
    #expect(app.screen.contains("Quote number 1."))
  }

  @Test func `nothing is waited for while home is not to be seen`() {
    var app = home()
    app.send(.tick)
    #expect(app.state.carouselTurn != nil)
    app.press("?")
    app.send(.tick)
    #expect(app.state.carouselTurn == nil)
    app.press("escape", "2")
    app.send(.tick)
    #expect(app.state.carouselTurn == nil)
    app.press("1")
    app.send(.tick)
    #expect(app.state.carouselTurn != nil)
    // Scrolled away it is not to be seen, either.
    app.press("end")
    app.send(.tick)
    #expect(app.state.carouselTurn == nil)
  }

  @Test func `with reduced motion posts move by hand only`() {
    var app = home(reducedMotion: true)
    app.send(.tick)
    #expect(app.state.carouselTurn == nil)
    app.press("]")
    #expect(app.screen.contains("Quote number 2."))
    app.press("[", "[")
    #expect(app.screen.contains("Quote number 3."))
    #expect(app.state.carouselTurn == nil)
  }

  @Test func `the post that is shown is what commands act on`() {
    var app = home()
    app.press("]", "L")
    #expect(app.effects == [.submit(.like(post: 2, liked: true))])
    app.press("enter")
    #expect(app.effects.contains(.loadDetail(ItemRef(kind: .post, id: 2))))
  }

  @Test func `a section plays whole, from the first`() throws {
    var app = home()
    app.press("down", "down", "down", "A")
    #expect(app.state.player.queue.map(\.title) == (1...8).map { "Reading \($0)" })
    #expect(app.state.player.index == 0)
    let played = app.effects.compactMap { effect -> ItemRef? in
      if case .play(let entry) = effect { entry.ref } else { nil }
    }
    #expect(played == [ItemRef(kind: .podcast, id: 1)])
  }

  @Test func `before anything was played the newest podcasts stand under recently played`() {
    let app = home()
    guard case .list(let list)? = app.state.screen else { return #expect(Bool(false)) }
    let headings = list.lines.compactMap { line -> String? in
      if case .heading(let text) = line { text } else { nil }
    }
    #expect(headings == ["Audio podcasts", "Recently played"])
    #expect(list.rows.map(\.item.ref.id) == Array(1...8) + Array(1...5))
  }

  @Test func `the selection stays in its section when rows are read again`() {
    var app = home()
    // Into "Recently played", whose rows are above, too.
    for _ in 0..<10 { app.press("down") }
    guard case .list(let before)? = app.state.screen else { return #expect(Bool(false)) }
    app.send(.mirrorChanged)
    let loads = app.effects.compactMap { effect -> ListScreen.Load? in
      if case .load(let load) = effect, load.query.source == .podcasts(.audio) { load } else { nil }
    }
    for load in loads {
      app.send(
        .loaded(
          load, ListWindow(rows: AppHarness.podcasts(8), hasBefore: false, hasAfter: false)))
    }
    guard case .list(let after)? = app.state.screen else { return #expect(Bool(false)) }
    #expect(after.selected == before.selected)
  }

  @Test func `it fits a small screen, and hostile words do no harm`() {
    var app = home()
    app.send(.input(.resize(Size(columns: 80, rows: 24))))
    #expect(app.screen.contains("Quote number 1."))
    app.send(.input(.resize(Size(columns: 40, rows: 10))))
    #expect(!app.screen.isEmpty)
  }
}
