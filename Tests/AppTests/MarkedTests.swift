import CNTKit
import SyncEngine
import Testing

@testable import cnt_tui

/// One key for everything that is marked.
struct MarkedTests {
  private func atPosts(_ rows: [Row]) -> AppHarness {
    var app = AppHarness()
    app.press("6")
    app.answer(rows)
    app.press("ctrl-a")
    return app
  }

  @Test func `all are liked that are not, and only then unliked`() {
    let rows = [AppHarness.post(1), AppHarness.post(2, liked: true), AppHarness.post(3)]
    var app = atPosts(rows)
    app.press("L")
    #expect(app.submitted == [.like(post: 1, liked: true), .like(post: 3, liked: true)])
    #expect(app.state.chosenRows.count == 1 && app.screen.contains("Done to 2"))
    app = atPosts([AppHarness.post(1, liked: true), AppHarness.post(2, liked: true)])
    app.press("L")
    #expect(app.submitted == [.like(post: 1, liked: false), .like(post: 2, liked: false)])
  }

  @Test func `several are downloaded together, but for what is here`() {
    var app = AppHarness()
    app.press("2")
    app.answer(AppHarness.podcasts(3))
    app.press("t", "t", "t", "D")
    #expect(
      app.effects == [
        .download((1...3).map { ItemRef(kind: .podcast, id: $0) }, title: "3 things")
      ])
  }

  @Test func `several notifications are read in one write`() {
    var app = AppHarness()
    app.press("N")
    app.answer(
      [1, 2, 3].map { id in
        Row(item: .notification(UserNotification(id: id, title: "N", message: "m", read: id == 2)))
      })
    app.press("ctrl-a", "m")
    #expect(app.submitted == [.markRead([1, 3])])
  }

  @Test func `one mark is what the key is about, not where the cursor went on to`() {
    var app = AppHarness()
    app.press("2")
    app.answer(AppHarness.podcasts(3))
    app.press("t", "f")
    #expect(app.submitted == [.favorite(ItemRef(kind: .podcast, id: 1), true)])
  }
}
