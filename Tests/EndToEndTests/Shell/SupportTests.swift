import CNTKit
import Foundation
import Testing

/// Support, documents and the Bible, through the real programs.
@Suite(.serialized, .timeLimit(.minutes(4)))
struct SupportTests {
  @Test func `a member asks, an admin answers, and the member reads it`() async throws {
    let stage = try await Stage.make()
    let (grace, admin) = (try Shell(stage), try Shell(stage, as: "admin"))
    let asked = try grace.run("support", "new", "-", "--subject", "Sound", input: "It is too low\n")
    #expect(asked.output == "“Sound”: asked as support/1\n", "\(asked.error)")
    #expect(try grace.run("support", "reply", "1", "No").status == 77)
    #expect(try admin.run("sync").status == 0)
    #expect(try admin.run("support").output.contains("Sound"))
    #expect(try admin.run("support", "list", "--status", "closed").output.isEmpty)
    #expect(
      try admin.run("support", "reply", "support/1", "Louder now").output
        == "support/1: answered\n")
    #expect(try grace.run("sync").status == 0)
    #expect(try grace.run("support", "show", "1").output.contains("Louder now"))
    let listed = try #require(grace.run("support", "list", "--json").json.first)
    #expect(
      listed["kind"]?.stringValue == "support" && listed["status"]?.stringValue == "responded")
    #expect(try grace.run("support", "close", "1").output == "support/1: closed\n")
    #expect(try grace.run("support", "close", "1").output == "support/1: closed already\n")
    let client = try await stage.server.client(as: "grace")
    let there = try await client.call(Endpoint<[SupportMessage]>.ownSupportMessages)
    #expect(there.map(\.status) == ["closed"] && there[0].userSeen && there[0].adminSeen)
    let told = try await client.call(.notifications(limit: 9, offset: 0)).notifications
    #expect(told.first?.type == "support_response")
  }

  @Test func `a question that was written offline goes out once`() async throws {
    let stage = try await Stage.make()
    let shell = try Shell(stage)
    stage.server.stop()
    let waits = try shell.run("support", "new", "Where is it?")
    #expect(waits.output.contains("asked as support/-1; it waits in the outbox"))
    #expect(try shell.run("support").output.contains("support/-1"))
    try stage.server.start()
    for _ in 0..<2 { #expect(try shell.run("sync").status == 0) }
    let client = try await stage.server.client(as: "grace")
    let there = try await client.call(Endpoint<[SupportMessage]>.ownSupportMessages)
    #expect(there.map(\.subject) == ["Where is it?"])
  }

  /// Two pages of words, in the least that is a PDF.
  private static let pdf = """
    %PDF-1.4
    1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
    2 0 obj<</Type/Pages/Kids[3 0 R 5 0 R]/Count 2>>endobj
    3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents 4 0 R\
    /Resources<</Font<</F1 7 0 R>>>>>>endobj
    4 0 obj<</Length 44>>stream
    BT /F1 12 Tf 20 150 Td (Amazing grace) Tj ET
    endstream endobj
    5 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents 6 0 R\
    /Resources<</Font<</F1 7 0 R>>>>>>endobj
    6 0 obj<</Length 47>>stream
    BT /F1 12 Tf 20 150 Td (How sweet the sound) Tj ET
    endstream endobj
    7 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj
    trailer<</Root 1 0 R>>
    """

  @Test func `an admin publishes a PDF, and a member reads it without a network`() async throws {
    let stage = try await Stage.make()
    let (grace, admin) = (try Shell(stage, synced: false), try Shell(stage, as: "admin"))
    let path = stage.scratch.path + "/Old hymns.pdf"
    try Data(Self.pdf.utf8).write(to: URL(fileURLWithPath: path))
    let page = stage.scratch.path + "/page.pdf"
    try Data("<html>".utf8).write(to: URL(fileURLWithPath: page))
    #expect(try admin.run("document", "add", page).status == 66)
    #expect(try admin.run("document", "add", stage.scratch.path + "/none.pdf").status == 66)
    let added = try admin.run("document", "add", path, "--category", "Songs")
    #expect(added.output == "“Old hymns”: published as document/1\n", "\(added.error)")
    #expect(
      try admin.run("document", "edit", "1", "--title", "Hymns").output == "document/1: changed\n")
    #expect(try grace.run("sync").status == 0)
    #expect(try grace.run("document", "text", "1").status == 66)
    #expect(try grace.run("document", "delete", "1", "--yes").status == 77)

    let app = try stage.open("grace", columns: 80, rows: 24)
    try app.wait(for: "Audio podcasts")
    app.type("5]")
    try app.wait(for: "Hymns")
    app.type("\u{12}")
    try app.wait(for: "Amazing grace")
    app.type("l")
    try app.wait(for: "How sweet the sound")
    app.type("q")
    #expect(app.exitStatus() == 0)
    stage.server.stop()
    let again = try stage.open("grace", columns: 80, rows: 24)
    try again.wait(for: "Audio podcasts")
    again.type("5]")
    try again.wait(for: "Hymns")
    again.type("\u{12}")
    try again.wait(for: "page 2 of 2")
    again.type("q")
    #expect(again.exitStatus() == 0)
    let words = try grace.run("document", "text", "1", "--page", "1")
    #expect(words.output.contains("Amazing grace") && !words.output.contains("sweet"))

    try stage.server.start()
    #expect(try admin.run("document", "delete", "1").status == 64)
    #expect(try admin.run("document", "delete", "1", "--yes").output == "document/1: deleted\n")
    let client = try await stage.server.client(as: "grace")
    #expect(try await client.call(Endpoint<[DocumentAsset]>.documents).isEmpty)
  }

  @Test func `the Bible is read and searched without an account`() throws {
    let scratch = try Scratch()
    func cnt(_ arguments: String...) throws -> ProgramRun {
      try ProgramRun(
        BuiltProducts.cnt, arguments, environment: ["CNT_HOME": scratch.path + "/home"])
    }
    #expect(
      try cnt("bible", "john 11:35").output == "John 11:35\n11:35\tJesus wept.\n")
    let found = try cnt("bible", "--search", "shepherd want", "--json").json
    #expect(found.map { $0["reference"]?.stringValue } == ["Psalms 23:1"])
    #expect(try cnt("bible").lines.count == 66)
    #expect(try cnt("bible", "jo", "3").status == 64)
    #expect(try cnt("bible", "john", "99").status == 66)
    #expect(try cnt("bible", "--search", "xyzzy").status == 1)
  }
}
