import CNTKit
import Foundation
import Testing

/// The main job through the real programs: a pty, a server, a database.
@Suite(.serialized, .timeLimit(.minutes(3)))
struct MainJobTests {
  @Test func `a member signs in, sees the podcasts and plays one`() async throws {
    let stage = try await Stage.make()
    let app = try stage.open("grace")
    try app.wait(for: "Sign in to CNT")
    app.type(stage.server.origin + "\tgrace\tgrace-password\r")
    try app.wait(for: "Audio podcasts")
    app.type("2")
    try app.wait("the list of podcasts") { $0.contains("[All]") && $0.contains("Reading number 3") }
    app.press(.enter)
    try app.wait(for: "‹ Podcasts")
    app.press(.enter)
    try app.wait(for: "0:02 / 1:00")
    app.type(" ")
    try app.wait(for: "‖ Reading number 3")
    app.type("...")
    try app.wait("a seek of 30 seconds") { $0.contains("0:3") }
    app.type("q")
    #expect(app.exitStatus() == 0)
    #expect(app.mode() == (echo: true, canonical: true))
    #expect(app.sent.hasSuffix("\u{1b}[?2004l") || app.sent.contains("\u{1b}[?1049l"))

    // The position is remembered.
    let again = try stage.open("grace")
    try again.wait(for: "Continue listening")
    try again.wait(for: "at 0:3")
    again.type("q")
    #expect(again.exitStatus() == 0)
  }

  @Test func `a like and a comment made offline reach the server once`() async throws {
    let stage = try await Stage.make()
    try stage.signIn("grace")
    let first = try ProgramRun(BuiltProducts.cnt, ["sync"], environment: stage.home("grace"))
    #expect(first.status == 0, "\(first.error)")
    stage.server.stop()

    let app = try stage.open("grace")
    try app.wait(for: "offline")
    app.type("6")
    try app.wait("the feed") { $0.contains("Testimony") && $0.contains("Words of post 5.") }
    app.type("L")
    try app.wait(for: "1 like")
    app.type("c")
    try app.wait(for: "Ctrl-S sends")
    app.type("Amen — said offline")
    app.press(.controlS)
    try app.wait(for: "2 waiting")
    app.press(.enter)
    try app.wait(for: "Amen — said offline")
    try app.wait(for: "waiting to be sent")

    try stage.server.start()
    app.type("R")
    try app.waitGone("waiting", timeout: 40)
    app.type("q")
    #expect(app.exitStatus() == 0)

    let client = try await stage.server.client(as: "grace")
    let post = try #require(
      try await client.call(.posts(skip: 0, limit: 10)).first { $0.title == "Post number 5" })
    #expect(post.isLiked)
    #expect(post.likesCount == 1)
    let comments = try await client.call(Endpoint<[CNTKit.Comment]>.comments(post: post.id))
    #expect(comments.map(\.content) == ["Amen — said offline"])
  }

  @Test func `an admin approves an item and the member sees it published`() async throws {
    let stage = try await Stage.make()
    let member = try await stage.server.client(as: "grace")
    _ = try await member.call(
      Endpoint<Podcast>.createPodcast(
        PodcastCreate(title: "Grace speaks", audioURL: stage.audio, duration: 60)))
    try stage.signIn("admin")
    let desk = try stage.open("admin")
    try desk.wait(for: "Admin")
    desk.type("0")
    try desk.wait(for: "Grace speaks")
    desk.type("a")
    try desk.wait(for: "Nothing waits for a decision")
    desk.type("q")
    #expect(desk.exitStatus() == 0)
    // What was decided goes out at the latest with the next sync.
    #expect(
      try ProgramRun(BuiltProducts.cnt, ["sync"], environment: stage.home("admin")).status == 0)

    #expect(
      try await member.call(.podcasts(skip: 0, limit: 10, status: "approved")).contains {
        $0.title == "Grace speaks"
      })
    try stage.signIn("grace")
    let app = try stage.open("grace")
    try app.wait(for: "Grace speaks")
    app.type("N")
    try app.wait(for: "Podcast approved")
    app.type("q")
    #expect(app.exitStatus() == 0)
  }

  @Test func `a rejected item comes back with its reason`() async throws {
    let stage = try await Stage.make()
    let member = try await stage.server.client(as: "grace")
    _ = try await member.call(
      Endpoint<Podcast>.createPodcast(
        PodcastCreate(title: "Too loud", audioURL: stage.audio, duration: 60)))
    try stage.signIn("admin")
    let desk = try stage.open("admin", columns: 80, rows: 24)
    try desk.wait(for: "Home")
    desk.type("0")
    try desk.wait(for: "Too loud")
    desk.type("x")
    try desk.wait(for: "The author reads this")
    desk.type("Please lower the volume\r")
    try desk.wait(for: "Nothing waits for a decision")
    desk.type("q")
    #expect(desk.exitStatus() == 0)
    // What was decided goes out at the latest with the next sync.
    #expect(
      try ProgramRun(BuiltProducts.cnt, ["sync"], environment: stage.home("admin")).status == 0)
    let page = try await member.call(.notifications(limit: 10, offset: 0))
    #expect(page.notifications.first?.data?["reason"]?.stringValue == "Please lower the volume")
  }

  @Test func `what was done survives kill -9 between write and send`() async throws {
    let stage = try await Stage.make()
    try stage.signIn("grace")
    _ = try ProgramRun(BuiltProducts.cnt, ["sync"], environment: stage.home("grace"))
    stage.server.stop()
    let app = try stage.open("grace")
    try app.wait(for: "offline")
    app.type("6")
    try app.wait("the feed") { $0.contains("Testimony") && $0.contains("Post number 5") }
    app.type("nA title of mine\t\tThe text that must not be lost")
    app.press(.controlS)
    try app.wait(for: "1 waiting")
    app.child.signal(SIGKILL)
    #expect(app.exitStatus() == -SIGKILL)

    let waiting = try ProgramRun(BuiltProducts.cnt, ["outbox"], environment: stage.home("grace"))
    #expect(waiting.output.contains("A title of mine"))
    try stage.server.start()
    for _ in 0..<2 {
      let run = try ProgramRun(BuiltProducts.cnt, ["sync"], environment: stage.home("grace"))
      #expect(run.status == 0, "\(run.error)")
    }
    let admin = try await stage.server.client(as: "admin")
    let posts = try await admin.call(.posts(skip: 0, limit: 100, approvedOnly: false))
    #expect(posts.filter { $0.content == "The text that must not be lost" }.count == 1)
  }
}
