import CNTKit
import Foundation
import Testing

@testable import SyncEngine

/// Questions to support, their answers, and what admins do to documents: by the outbox, once.
@Suite(.timeLimit(.minutes(5)))
struct SupportTests {
  private func message(_ rig: Rig, _ id: Int) throws -> SupportMessage? {
    if case .support(let message)? = try rig.mirror.row(ItemRef(kind: .support, id: id))?.item {
      message
    } else {
      nil
    }
  }

  private let question = SupportMessageCreate(subject: "Sound", message: "It is too low.")

  @Test func `a question shows at once, and becomes the server's`() async throws {
    let rig = try Rig()
    _ = await rig.engine.syncOnce()
    try rig.mirror.submit(.askSupport(question), now: rig.now)
    let local = try #require(try rig.rows(.support(.open)).first)
    #expect(local.item.ref.id < 0 && local.pending)
    #expect(await rig.engine.syncOnce().sent == 1)
    let rows = try rig.rows(.support(.all))
    #expect(rows.count == 1 && rows[0].item.ref.id > 0 && !rows[0].pending)
    // Who still holds the id from before finds it.
    #expect(try message(rig, local.item.ref.id)?.subject == "Sound")
  }

  @Test(arguments: [FakePlatform.Fault.answerLost, .requestLost, .faultAfterwards])
  func `a question without an answer is there once`(fault: FakePlatform.Fault) async throws {
    let rig = try Rig()
    rig.platform.with {
      $0.support = [SupportMessage(id: 5, subject: "Sound", message: "It is too low.", userID: 7)]
    }
    _ = await rig.engine.syncOnce()
    try rig.mirror.submit(.askSupport(question), now: rig.now)
    rig.platform.fail("POST /support/messages", fault)
    for _ in 0..<3 { _ = await rig.engine.syncOnce() }
    #expect(rig.platform.with { $0.support.count } == 2)
    #expect(try rig.rows(.support(.all)).count == 2 && rig.mirror.outbox().isEmpty)
  }

  @Test func `only what is shown to oneself is pulled, and what is gone goes`() async throws {
    for isAdmin in [false, true] {
      let rig = try Rig(isAdmin: isAdmin)
      rig.platform.with {
        $0.support = [
          SupportMessage(id: 1, subject: "Mine", message: "m", userID: 7),
          SupportMessage(id: 2, subject: "Theirs", message: "m", status: "closed", userID: 3),
        ]
      }
      _ = await rig.engine.syncOnce()
      #expect(try rig.rows(.support(.all)).count == (isAdmin ? 2 : 1))
      #expect(try rig.rows(.support(.closed)).count == (isAdmin ? 1 : 0))
      rig.platform.with { $0.support = [] }
      _ = await rig.engine.syncOnce()
      #expect(try rig.rows(.support(.all)).isEmpty)
    }
  }

  @Test func `a former admin is shown what is left to them`() async throws {
    let rig = try Rig(isAdmin: true)
    rig.platform.with {
      $0.support = [
        SupportMessage(id: 1, subject: "Mine", message: "m", userID: 7),
        SupportMessage(id: 2, subject: "Theirs", message: "m", userID: 3),
      ]
    }
    _ = await rig.engine.syncOnce()
    rig.platform.fail("GET /support/messages", .status(403, detail: "Admin access required"))
    rig.platform.with { $0.isAdmin = false }
    _ = await rig.engine.syncOnce()
    #expect(try rig.rows(.support(.all)).map(\.item.ref.id) == [1])
  }

  @Test func `what is unread counts for whom it is to read`() async throws {
    let rig = try Rig(isAdmin: true)
    rig.platform.with {
      $0.support = [
        SupportMessage(id: 1, subject: "Mine", message: "m", userID: 7, userSeen: false),
        SupportMessage(id: 2, subject: "Theirs", message: "m", userID: 3),
        SupportMessage(
          id: 3, subject: "Read", message: "m", userID: 3, adminSeen: true, userSeen: false),
      ]
    }
    _ = await rig.engine.syncOnce()
    #expect(try rig.mirror.counts().unreadSupport == 2)
    try rig.mirror.submit(
      [.seeSupport(id: 1, asAdmin: false), .seeSupport(id: 2, asAdmin: true)], now: rig.now)
    #expect(try rig.mirror.counts().unreadSupport == 0)
    _ = await rig.engine.syncOnce()
    #expect(rig.platform.with { $0.support.map(\.adminSeen) } == [false, true, true])
    #expect(rig.platform.with { $0.support.map(\.userSeen) } == [true, true, false])
  }

  @Test func `an answer shows at once, and does not replace another admin's`() async throws {
    let rig = try Rig(isAdmin: true)
    rig.platform.with {
      $0.support = [SupportMessage(id: 2, subject: "S", message: "m", userID: 3)]
    }
    _ = await rig.engine.syncOnce()
    try rig.mirror.submit(.answerSupport(id: 2, text: "Louder", known: nil), now: rig.now)
    #expect(
      try message(rig, 2)?.adminResponse == "Louder" && message(rig, 2)?.status == "responded")
    rig.platform.with { $0.support[0].adminResponse = "Wait" }
    _ = await rig.engine.syncOnce()
    #expect(rig.platform.with { $0.support[0].adminResponse } == "Wait")
    let entry = try #require(try rig.mirror.outbox().first)
    #expect(entry.state == .failed && entry.failure?.hasPrefix("Another admin answered") == true)
    #expect(try message(rig, 2)?.adminResponse == "Wait")
    // Who has read the other's answer may insist.
    try rig.mirror.retry(entry.id)
    _ = await rig.engine.syncOnce()
    #expect(rig.platform.with { $0.support[0].adminResponse } == "Louder")
    #expect(try rig.mirror.outbox().isEmpty)
  }

  @Test func `who insists does so also when the first try finds no network`() async throws {
    let rig = try Rig(isAdmin: true)
    rig.platform.with {
      $0.support = [SupportMessage(id: 2, subject: "S", message: "m", userID: 3)]
    }
    _ = await rig.engine.syncOnce()
    try rig.mirror.submit(.answerSupport(id: 2, text: "Louder", known: nil), now: rig.now)
    rig.platform.with { $0.support[0].adminResponse = "Wait" }
    _ = await rig.engine.syncOnce()
    try rig.mirror.retry(try #require(try rig.mirror.outbox().first).id)
    rig.platform.fail("POST /support/messages/2/reply", .unreachable)
    for _ in 0..<2 { _ = await rig.engine.syncOnce() }
    #expect(rig.platform.with { $0.support[0].adminResponse } == "Louder")
    #expect(try rig.mirror.outbox().isEmpty)
  }

  @Test func `an answer without an answer is looked for`() async throws {
    let rig = try Rig(isAdmin: true)
    rig.platform.with {
      $0.support = [SupportMessage(id: 2, subject: "S", message: "m", userID: 3)]
    }
    _ = await rig.engine.syncOnce()
    try rig.mirror.submit(.answerSupport(id: 2, text: "Louder", known: nil), now: rig.now)
    rig.platform.fail("POST /support/messages/2/reply", .answerLost)
    for _ in 0..<2 { _ = await rig.engine.syncOnce() }
    #expect(rig.platform.calls("POST /support/messages/2/reply") == 1)
    #expect(try rig.mirror.outbox().isEmpty)
  }

  @Test func `what was given up is as it was`() async throws {
    let rig = try Rig()
    rig.platform.with {
      $0.support = [SupportMessage(id: 1, subject: "S", message: "m", userID: 7)]
    }
    _ = await rig.engine.syncOnce()
    let closing = try rig.mirror.submit(.closeSupport(id: 1), now: rig.now)
    let asking = try rig.mirror.submit(.askSupport(question), now: rig.now)
    #expect(try rig.rows(.support(.closed)).count == 1)
    #expect(try rig.mirror.discard([closing, asking]).count == 2)
    #expect(try rig.rows(.support(.open)).map(\.item.ref.id) == [1])
  }

  // MARK: Documents

  @Test(arguments: [FakePlatform.Fault.answerLost, .requestLost, .faultAfterwards])
  func `a document is made once of one upload`(fault: FakePlatform.Fault) async throws {
    let rig = try Rig(isAdmin: true)
    _ = await rig.engine.syncOnce()
    let new = DocumentCreate(title: "Hymnal", filePath: "/media/documents/a.pdf", category: "Songs")
    try rig.mirror.submit(.addDocument(new), now: rig.now)
    #expect(try rig.rows(.documents).first?.pending == true)
    rig.platform.fail("POST /documents", fault)
    for _ in 0..<3 { _ = await rig.engine.syncOnce() }
    #expect(rig.platform.with { $0.documents.map(\.title) } == ["Hymnal"])
    #expect(
      try rig.rows(.documents).map(\.item.ref.id) == rig.platform.with { $0.documents.map(\.id) })
  }

  @Test func `a document is changed and deleted, and comes back when that is refused`() async throws
  {
    let rig = try Rig(isAdmin: true)
    rig.platform.with {
      $0.documents = [DocumentAsset(id: 4, title: "Old", filePath: "/a.pdf", category: "Bible")]
    }
    _ = await rig.engine.syncOnce()
    try rig.mirror.submit(
      .editDocument(id: 4, DocumentEdit(title: "New", category: "Songs")), now: rig.now)
    if case .document(let changed)? = try rig.rows(.documents).first?.item {
      #expect(changed.title == "New" && changed.category == "Songs")
    } else {
      Issue.record("the document is gone")
    }
    #expect(try rig.rows(.search("new")).count == 1 && rig.rows(.search("old")).isEmpty)
    _ = await rig.engine.syncOnce()
    #expect(rig.platform.with { $0.documents[0].title } == "New")
    try rig.mirror.submit(.deleteDocument(id: 4), now: rig.now)
    #expect(try rig.rows(.documents).isEmpty)
    rig.platform.fail("DELETE /documents", .status(403, detail: "No"))
    _ = await rig.engine.syncOnce()
    #expect(try rig.rows(.documents).count == 1)
    try rig.mirror.retry(try #require(try rig.mirror.outbox().first).id)
    #expect(try rig.rows(.documents).isEmpty)
    _ = await rig.engine.syncOnce()
    #expect(rig.platform.with { $0.documents.isEmpty })
    #expect(try rig.mirror.row(ItemRef(kind: .document, id: 4)) == nil)
  }
}
