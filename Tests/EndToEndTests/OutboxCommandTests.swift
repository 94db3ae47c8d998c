import CNTKit
import Foundation
import SyncEngine
import Testing

/// What the shell can do about what waits, and that nothing of it is thrown away unasked.
@Suite(.serialized, .timeLimit(.minutes(2)))
struct OutboxCommandTests {
  @Test func `what waits keeps the account's files until it is given up`() async throws {
    let stage = try await Stage.make()
    try stage.signIn("grace")
    let home = stage.home("grace")
    func run(_ arguments: String...) throws -> ProgramRun {
      try ProgramRun(BuiltProducts.cnt, arguments, environment: home)
    }
    #expect(try run("sync").status == 0)
    stage.server.stop()
    let data = (home["CNT_HOME"] ?? "") + "/data"
    let name = try #require(
      FileManager.default.contentsOfDirectory(atPath: data + "/accounts").first)
    let folder = data + "/accounts/" + name
    do {
      let mirror = try Mirror(folder: folder)
      try mirror.submit(.comment(post: 5, text: "Kept \u{1b}[31mwords"), now: Date())
      let refused = try run("logout")
      #expect(refused.status != 0 && refused.error.contains("Another cnt uses this account"))
    }
    let listed = try run("outbox")
    #expect(listed.output.hasPrefix("1\tqueued\tComment: Kept "))
    #expect(!listed.output.contains("\u{1b}"))

    let refused = try run("logout")
    #expect(refused.status != 0 && refused.error.contains("not sent yet"))
    let half = try run("outbox", "discard", "1", "99")
    #expect(half.status != 0 && half.error.contains("99"))
    #expect(try run("outbox", "retry", "1").error.contains("was not refused"))
    #expect(try run("outbox").output == listed.output)

    #expect(try run("outbox", "discard", "1").status == 0)
    #expect(try run("logout").status == 0)
    #expect(!FileManager.default.fileExists(atPath: folder))
    #expect(try FileManager.default.subpathsOfDirectory(atPath: data) == ["accounts"])
    #expect(try run("sync").error.contains("cnt login"))
  }
}
