import CNTKit
import Foundation
import Testing

/// Writing from the shell: at once where the server answers, kept where it does not.
@Suite(.serialized, .timeLimit(.minutes(3)))
struct WriteTests {
  @Test func `likes, comments and posts reach the server at once`() async throws {
    let stage = try await Stage.make()
    let shell = try Shell(stage)
    #expect(try shell.run("like", "5", "post/4").output == "post/5: liked\npost/4: liked\n")
    #expect(try shell.run("like", "5").output == "post/5: liked already\n")
    #expect(try shell.run("unlike", "4").output == "post/4: not liked any more\n")
    let comment = try shell.run("comment", "5", "-", input: "From the shell\n")
    #expect(comment.output == "post/5: commented as comment/1\n", "\(comment.error)")
    let posted = try #require(
      shell.run("post", "Where is the key?\nI looked.", "--category", "question", "--json")
        .json.first)
    #expect(posted["state"]?.stringValue == "sent" && posted["made"]?.stringValue == "post/6")

    let client = try await stage.server.client(as: "grace")
    let posts = try await client.call(
      .posts(skip: 0, limit: 20, approvedOnly: false))
    #expect(posts.first { $0.id == 5 }?.likesCount == 1)
    #expect(posts.first { $0.id == 4 }?.likesCount == 0)
    let comments = try await client.call(Endpoint<[CNTKit.Comment]>.comments(post: 5))
    #expect(comments.map(\.content) == ["From the shell"])
    #expect(posts.contains { $0.title == "Where is the key?" && $0.category == "question" })
  }

  @Test func `what cannot be sent waits, shows at once and goes out later`() async throws {
    let stage = try await Stage.make()
    let shell = try Shell(stage)
    let kept = try #require(shell.run("like", "3", "--no-send", "--json").json.first)
    #expect(kept["state"]?.stringValue == "waiting" && kept["reason"] == nil)
    stage.server.stop()
    let waits = try shell.run("comment", "5", "Said offline")
    #expect(waits.status == 0)
    #expect(waits.output.contains("commented as comment/-1; it waits in the outbox: The server"))
    #expect(try shell.run("show", "post/5").output.contains("waiting to be sent"))
    #expect(try shell.run("unlike", "3", "--json").output.contains("\"undone\""))

    try stage.server.start()
    #expect(try shell.run("like", "2").output == "post/2: liked\n")
    let client = try await stage.server.client(as: "grace")
    let comments = try await client.call(Endpoint<[CNTKit.Comment]>.comments(post: 5))
    #expect(comments.map(\.content) == ["Said offline"])
    #expect(try shell.run("outbox").output == "Everything has been sent.\n")
  }

  @Test func `an open app sends what the shell wrote`() async throws {
    let stage = try await Stage.make()
    try stage.signIn("grace")
    let app = try stage.open("grace")
    try app.wait(for: "Audio podcasts")
    let shell = try Shell(stage, synced: false)
    #expect(try shell.run("like", "5").output == "post/5: liked\n")
    app.type("6")
    try app.wait(for: "1 like")
    app.type("q")
    #expect(app.exitStatus() == 0)
  }

  @Test func `favourites, places, artists and notifications`() async throws {
    let stage = try await Stage.make()
    let admin = try await stage.server.client(as: "admin")
    _ = try await admin.call(
      .createEvent(
        EventCreate(title: "Supper", eventDate: Timestamp(Date().addingTimeInterval(864_000)))))
    _ = try await admin.call(.myArtist)
    let shell = try Shell(stage)
    #expect(
      try shell.run("favorite", "podcast", "1", "2").output
        == "podcast/1: added to the favourites\npodcast/2: added to the favourites\n")
    #expect(try shell.run("unfavorite", "podcast/2").status == 0)
    #expect(try shell.run("list", "favorites", "--format", "{name}").output == "podcast/1\n")
    #expect(try shell.run("favorite", "post", "1").status == 64)
    #expect(try shell.run("event", "join", "1").output == "event/1: asked for a place\n")
    #expect(try shell.run("event", "join", "1").output.contains("already"))
    #expect(try shell.run("event", "leave", "1").output == "event/1: left\n")
    let file = try shell.run("event", "export", "event/1").output
    #expect(file.hasPrefix("BEGIN:VCALENDAR\r\n") && file.contains("SUMMARY:Supper\r\n"))
    #expect(try shell.run("event", "export", "--all").output == file)
    #expect(try shell.run("event", "export").status == 64)
    #expect(try shell.run("event", "export", "9").status == 66)
    #expect(
      try shell.run("list", "podcasts", "--sort", "title", "--format", "{id}").output
        == "1\n2\n3\n")
    #expect(try shell.run("list", "podcasts", "--sort", "liked").status == 64)
    #expect(try shell.run("follow", "1").output == "artist/1: followed\n")
    #expect(try shell.run("unfollow", "artist/1").output == "artist/1: not followed any more\n")
    #expect(try shell.run("notifications", "read", "--all").output == "all notifications: read\n")
    #expect(try shell.run("notifications", "read", "99").status == 66)
  }

  @Test func `an admin decides on several things, all or none`() async throws {
    let stage = try await Stage.make()
    let member = try await stage.server.client(as: "grace")
    for title in ["One", "Two"] {
      _ = try await member.call(
        Endpoint<Podcast>.createPodcast(
          PodcastCreate(title: title, audioURL: stage.audio, duration: 60)))
    }
    let shell = try Shell(stage, as: "admin")
    let pending = try shell.run("admin", "pending", "--format", "{name} {title} {by}")
    #expect(pending.output == "podcast/4 One Grace\npodcast/5 Two Grace\n")
    let half = try shell.run("admin", "approve", "podcast/4", "podcast/9")
    #expect(half.status == 66 && half.error.contains("podcast/9 does not wait"))
    #expect(try shell.run("admin", "pending").lines.count == 2)
    #expect(try shell.run("outbox").output == "Everything has been sent.\n")
    #expect(try shell.run("admin", "approve", "podcast/4").output == "podcast/4: approved\n")
    #expect(
      try shell.run("admin", "reject", "podcast/5", "--reason", "Too short").output
        == "podcast/5: rejected\n")
    #expect(try shell.run("admin").output.isEmpty)
    let reader = try Shell(stage)
    #expect(try reader.run("admin", "approve", "podcast/5").status == 77)
    #expect(
      try reader.run("list", "podcasts", "--format", "{title} {status}").output
        .hasPrefix("Two rejected\nOne approved\n"))
    #expect(try reader.run("list", "notifications").output.contains("Too short"))
  }

  @Test func `on a terminal the editor opens`() async throws {
    let stage = try await Stage.make()
    let shell = try Shell(stage)
    let editor = stage.scratch.path + "/editor"
    try "#!/bin/sh\necho 'Written in an editor.' > \"$2\"\nstat -c %a \"$2\" > \(editor).mode\n"
      .write(toFile: editor, atomically: true, encoding: .utf8)
    chmod(editor, 0o700)
    var environment = shell.home
    environment["EDITOR"] = "\(editor) --flag"
    let session = try TerminalSession(
      BuiltProducts.cnt, ["comment", "5"], environment: environment)
    try session.wait(for: "post/5: commented")
    #expect(session.exitStatus() == 0)
    #expect(try shell.run("show", "post/5").output.contains("Written in an editor."))
    #expect(try String(contentsOfFile: editor + ".mode", encoding: .utf8) == "600\n")
  }
}
