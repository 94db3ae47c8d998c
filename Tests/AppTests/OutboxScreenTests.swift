import Foundation
import Testing

@testable import SyncEngine
@testable import cnt_tui

/// What waits to be sent, as a person sees it.
struct OutboxScreenTests {
  private func entry(_ id: OutboxID, _ write: Write, _ title: String) -> OutboxEntry {
    OutboxEntry(
      id: id, write: write, state: .queued, createdAt: Date(timeIntervalSince1970: 1_795_500_000),
      attempts: 0, title: title, key: "key", isKeyed: false, isInsisted: false)
  }

  private var entries: [OutboxEntry] {
    [
      entry(1, .like(post: 1, liked: true), "Like one"),
      entry(2, .comment(post: 1, text: "Amen"), "Comment two"),
      entry(3, .comment(post: 2, text: "Grace"), "Comment three"),
    ]
  }

  private func app() -> AppHarness {
    var app = AppHarness()
    app.press("O")
    app.send(.outboxLoaded(entries))
    return app
  }

  @Test func `the selection stays on its write while those before it are sent`() {
    var app = app()
    app.press("j")
    app.send(.outboxLoaded(Array(entries.dropFirst())))
    app.press("d")
    #expect(app.screen.contains("Discard “Comment two”?"))
    #expect(!app.effects.contains(.discard(3)))
    app.press("y")
    #expect(app.effects == [.discard(2), .loadOutbox])
  }

  @Test func `what has no text is given up at once`() {
    var app = app()
    app.press("d")
    #expect(app.effects == [.discard(1), .loadOutbox])
  }

  @Test func `it is narrowed by typing`() {
    var app = app()
    app.press("/")
    app.type("three")
    app.send(.outboxLoaded(entries))
    #expect(app.screen.contains("Comment three") && !app.screen.contains("Comment two"))
  }
}
