import CNTKit
import SyncEngine
import TermKit
import Testing

@testable import cnt_tui

struct SupportTests {
  private func row(_ id: Int, by user: Int, answer: String? = nil, seen: Bool = false) -> Row {
    Row(
      item: .support(
        SupportMessage(
          id: id, subject: "Sound \(id)", message: "It is too low.",
          status: answer == nil ? "open" : "responded", adminResponse: answer, userID: user,
          adminSeen: seen, userSeen: seen,
          user: SupportUser(id: user, name: "Ruth", email: "r@t.invalid"))))
  }

  private func atSupport(isAdmin: Bool = false, _ rows: Row...) -> AppHarness {
    var app = AppHarness(isAdmin: isAdmin)
    app.send(.command(.section13))
    app.answer(rows)
    return app
  }

  @Test func `a member asks, reads the answer and closes`() {
    var app = atSupport(row(2, by: 7, answer: "Louder now"))
    #expect(app.screen.contains("Sound 2") && app.screen.contains("answered"))
    app.press("n")
    #expect(app.screen.contains("Ask the people"))
    app.type("Help")
    app.press("enter")
    app.type("Where is it?")
    app.press("ctrl-s")
    #expect(
      app.submitted == [
        .askSupport(SupportMessageCreate(subject: "Help", message: "Where is it?"))
      ])
    app.press("enter")
    #expect(app.effects.contains(.submit(.seeSupport(id: 2, asAdmin: false))))
    #expect(app.screen.contains("Louder now") && app.screen.contains("Answer:"))
    app.press("alt-c")
    #expect(app.effects == [.decide([.closeSupport(id: 2)], title: "Closed “Sound 2”")])
    // Answering is for admins.
    app.press("alt-r")
    #expect(app.state.overlay == nil)
  }

  @Test func `what was begun is there again`() {
    var app = atSupport(row(2, by: 7))
    app.press("n")
    app.type("Half")
    app.press("enter")
    app.type("a question")
    app.press("escape", "n")
    #expect(app.screen.contains("Half") && app.screen.contains("a question"))
  }

  @Test func `an admin answers others`() {
    var app = atSupport(isAdmin: true, row(2, by: 3), row(3, by: 3, seen: true))
    #expect(app.screen.contains("Ruth") && app.screen.contains("new"))
    app.press("enter")
    #expect(app.effects.contains(.submit(.seeSupport(id: 2, asAdmin: true))))
    #expect(app.screen.contains("r@t.invalid"))
    app.press("alt-r")
    app.type("Louder now")
    app.press("ctrl-s")
    #expect(app.submitted == [.answerSupport(id: 2, text: "Louder now", known: nil)])
  }

  @Test func `what was not sent yet is not acted on`() {
    var app = atSupport(isAdmin: true, row(-1, by: 7))
    app.press("alt-c")
    #expect(app.effects.isEmpty && app.screen.contains("not sent yet"))
  }

  @Test func `unread ones are counted in the sidebar, and a notification leads there`() {
    var app = atSupport(row(2, by: 7))
    var counts = MirrorCounts()
    counts.unreadSupport = 3
    app.send(.countsLoaded(counts, categories: [:]))
    #expect(
      app.screen.split(separator: "\n").contains { $0.contains("Support") && $0.contains("3") })
    let ref = ItemRef(
      notification: UserNotification(
        id: 1, data: .object(["content_type": .string("support"), "content_id": .int(2)])))
    #expect(ref == ItemRef(kind: .support, id: 2))
  }
}
