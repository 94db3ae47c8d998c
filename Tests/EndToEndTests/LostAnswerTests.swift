import CNTKit
import Foundation
import Testing

/// The server did it and the answer never came: nothing may be done twice.
@Suite(.serialized, .timeLimit(.minutes(2)))
struct LostAnswerTests {
  @Test func `a comment, a like and a post whose answers are lost arrive once`() async throws {
    let stage = try await Stage.make()
    let proxy = try LosingProxy(to: stage.server.port)
    let home = stage.home("grace")
    func run(_ arguments: [String], input: String = "") throws -> ProgramRun {
      try ProgramRun(BuiltProducts.cnt, arguments, environment: home, input: input)
    }
    let login = try run(["login", proxy.origin, "grace"], input: "grace-password\n")
    #expect(login.status == 0, "\(login.error)")
    #expect(try run(["sync"]).status == 0)

    proxy.lose("POST /api/v1/community/")
    let app = try TerminalSession(BuiltProducts.cnt, environment: home)
    try app.wait(for: "synced")
    app.type("6")
    try app.wait("the feed") { $0.contains("Testimony") && $0.contains("Words of post 5.") }
    app.type("Lc")
    try app.wait(for: "Ctrl-S sends")
    app.type("Said once")
    app.press(.controlS)
    try app.waitGone("Ctrl-S sends")
    app.type("nTitle\t\tWritten once")
    app.press(.controlS)
    try app.wait("all three to have been sent without an answer") { _ in
      proxy.count("POST /api/v1/community/posts/5/like") > 0
        && proxy.count("POST /api/v1/community/posts/5/comments") > 0
        && proxy.count("POST /api/v1/community/posts HTTP") > 0
    }
    app.type("q")
    #expect(app.exitStatus() == 0)

    proxy.lose(nil)
    var told = ""
    for _ in 0..<3 {
      let sync = try run(["sync"])
      told += sync.output + sync.error
    }
    #expect(try run(["outbox"]).output == "Everything has been sent.\n", "\(told)")
    let client = try await stage.server.client(as: "grace")
    let posts = try await client.call(.posts(skip: 0, limit: 100, approvedOnly: false))
    let liked = try #require(posts.first { $0.title == "Post number 5" })
    #expect(liked.isLiked && liked.likesCount == 1)
    #expect(posts.filter { $0.content == "Written once" }.count == 1)
    let comments = try await client.call(Endpoint<[CNTKit.Comment]>.comments(post: liked.id))
    #expect(comments.map(\.content) == ["Said once"])
  }

  @Test func `where every answer is a page of HTML, nobody is told that all is well`() async throws
  {
    let stage = try await Stage.make()
    try stage.signIn("grace")
    let home = stage.home("grace")
    #expect(try ProgramRun(BuiltProducts.cnt, ["sync"], environment: home).status == 0)
    stage.server.stop()
    let hotel = try HTMLServer(port: stage.server.port)
    let sync = try ProgramRun(BuiltProducts.cnt, ["sync"], environment: home)
    #expect(sync.status == 75)
    #expect(sync.error.contains("not a CNT server"), "\(sync.error)")
    let app = try stage.open("grace")
    try app.wait(for: "offline")
    try app.wait(for: "Reading number 3")
    app.type("q")
    #expect(app.exitStatus() == 0)
    withExtendedLifetime(hotel) {}
  }

  @Test func `what a server says cannot drive the terminal of a script`() async throws {
    let hostile = #"{"detail":"\u001b]0;owned\u0007\u001b[2J\u009b31m\u202eevil"}"#
    let server = try HTMLServer(status: "400 Bad Request", type: "application/json", body: hostile)
    let scratch = try Scratch()
    let run = try ProgramRun(
      BuiltProducts.cnt, ["login", server.origin, "grace"],
      environment: ["CNT_HOME": scratch.path + "/home"], input: "p\n")
    #expect(run.status != 0)
    #expect(run.error.contains("evil"))
    #expect(
      run.error.dropLast().unicodeScalars.allSatisfy { scalar in
        ![.control, .format].contains(scalar.properties.generalCategory)
      })
  }
}
