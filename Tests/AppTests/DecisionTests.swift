import CNTKit
import Foundation
import SyncEngine
import Testing

@testable import cnt_tui

/// The admin's queue: one key for one item or for many, and a way back.
struct DecisionTests {
  private static func item(_ id: Int, _ type: String = "podcast") -> Row {
    Row(
      item: .adminItem(
        AdminContentItem(id: id, type: type, title: "Item \(id)", status: "pending")))
  }

  private func desk(_ rows: [Row]) -> AppHarness {
    var app = AppHarness(isAdmin: true)
    app.press("0")
    app.answer(rows)
    return app
  }

  @Test func `one key approves, and tells how to take it back`() {
    var app = desk([Self.item(1), Self.item(2)])
    app.press("a")
    #expect(
      app.effects == [.decide([.approve(type: "podcast", id: 1)], title: "Approved “Item 1”")])
    app.send(.decided(Undoable(ids: [4], title: "Approved “Item 1”")))
    #expect(app.screen.contains("Approved “Item 1” · u takes it back"))
    app.press("u")
    #expect(app.effects == [.takeBack(Undoable(ids: [4], title: "Approved “Item 1”"))])
    app.press("u")
    #expect(app.effects.isEmpty)
    #expect(app.screen.contains("nothing to take back"))
  }

  @Test func `what is marked is decided together, whatever is selected`() {
    var app = desk((1...6).map { Self.item($0, $0 == 3 ? "community_post" : "podcast") })
    app.press("t", "j", "t")
    #expect(app.screen.contains("2 marked"))
    #expect(app.screen.contains("●⚑ Item 1") && app.screen.contains(" ⚑ Item 2"))
    app.press("G", "a")
    #expect(
      app.effects == [
        .decide(
          [.approve(type: "podcast", id: 1), .approve(type: "community_post", id: 3)],
          title: "Approved 2 items")
      ])
    #expect(app.state.chosenRows.count == 1)
  }

  @Test func `a range goes from the last mark to here, and escape unmarks`() {
    var app = desk((1...6).map { Self.item($0) })
    app.press("j", "t", "j", "j", "T")
    guard case .list(let list) = app.state.screen else { return }
    #expect(Set(list.marked.map { $0.id }) == Set((2...5).map { Self.item($0).item.ref.id }))
    app.press("escape")
    #expect(app.state.chosenRows.count == 1)
    #expect(app.state.focus == .main)
    app.press("ctrl-a")
    #expect(app.state.chosenRows.count == 6)
    app.press("]")
    #expect(app.state.chosenRows.isEmpty)
  }

  @Test func `a reason is taken from the list with the arrows and can be changed`() {
    var app = desk([Self.item(1, "community_post"), Self.item(2)])
    app.state.rejectReasons = ["Too loud.", "Too long."]
    app.press("ctrl-a", "x")
    #expect(app.screen.contains("2 items") && app.screen.contains("A rejected post is deleted"))
    app.press("down", "down", "down", "up")
    #expect(app.screen.contains("› Too long."))
    app.type(" Cut it.")
    app.press("enter")
    #expect(
      app.effects == [
        .decide(
          [
            .reject(type: "community_post", id: 1, reason: "Too long. Cut it."),
            .reject(type: "podcast", id: 2, reason: "Too long. Cut it."),
          ], title: "Rejected 2 items")
      ])
  }

  @Test func `keys that decide do nothing outside of the queue`() {
    var app = AppHarness()
    app.press("2")
    app.answer(AppHarness.podcasts(3))
    app.press("a")
    #expect(app.effects.isEmpty)
    app.press("x")
    #expect(app.state.overlay == nil)
  }

  @Test func `what was sent meanwhile is said`() {
    let last = Undoable(ids: [1, 2, 3], title: "Rejected 3 items")
    #expect(last.answer(takenBack: 3).text == "Taken back: Rejected 3 items")
    #expect(last.answer(takenBack: 1).text.contains("1 of 3"))
    #expect(last.answer(takenBack: 0).text.contains("cannot be taken back"))
  }

  @Test func `the overview shows what waits, what there is and what came`() {
    var app = AppHarness(isAdmin: true)
    app.press("0", "[")
    #expect(app.effects.contains(.loadDesk))
    var figures = DeskFigures()
    figures.numbers = AdminDashboard(totalPodcasts: 120, totalUsers: 55, openSupportTickets: 2)
    figures.pending = [.init(type: "podcast", count: 8), .init(type: "event", count: 2)]
    figures.oldestPending = Date(timeIntervalSince1970: 1_795_500_000 - 3 * 86_400)
    figures.activity = [
      .init(kind: .podcast, days: Array(repeating: 0, count: 28) + [4, 8]),
      .init(kind: .post, days: Array(repeating: 1, count: 30)),
    ]
    app.send(.deskLoaded(figures))
    for text in [
      "[Overview]", "the oldest came 3 d ago", "Podcast    ███", "Event      ███", "Podcasts 120",
      "Users 55", "2 open", "····▄█ 12", "██ 30",
    ] {
      #expect(app.screen.contains(text), "\(text) is missing in\n\(app.screen)")
    }
    app.send(.deskLoaded(DeskFigures()))
    #expect(app.screen.contains("Nothing. Well done."))
    app.send(.mirrorChanged)
    #expect(app.effects.contains(.loadDesk))
  }
}
