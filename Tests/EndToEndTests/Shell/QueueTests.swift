import CNTKit
import Foundation
import Testing

/// The queue, playlists and positions, over restarts and between programs.
@Suite(.serialized, .timeLimit(.minutes(4)))
struct QueueTests {
  @Test func `the shell fills and changes the queue`() async throws {
    let shell = try Shell(try await Stage.make())
    func queue() throws -> [String] {
      try shell.run("queue", "--json").json.map { $0["thing"]?.stringValue ?? "" }
    }
    #expect(try shell.run("queue").output.isEmpty)
    #expect(try shell.run("play", "--queue").status == 66)
    let added = try shell.run("queue", "add", "podcast", "1", "2")
    #expect(added.output == "podcast/1\tReading number 1\npodcast/2\tReading number 2\n")
    #expect(try shell.run("queue", "next", "podcast/3").status == 0)
    #expect(try queue() == ["podcast/3", "podcast/1", "podcast/2"])
    #expect(try shell.run("queue", "move", "3", "1").status == 0)
    #expect(try shell.run("queue", "remove", "2").status == 0)
    #expect(try queue() == ["podcast/2", "podcast/1"])
    #expect(try shell.run("queue", "remove", "9").status == 66)
    #expect(try shell.run("queue", "add").status == 64)
    #expect(try shell.run("queue", "add", "podcast", "99").status == 66)
    #expect(try shell.run("queue", "clear").status == 0)
    #expect(try queue().isEmpty)
  }

  @Test func `a running app takes changes in, and the queue is there the next day`() async throws {
    let stage = try await Stage.make()
    let shell = try Shell(stage)
    let app = try TerminalSession(
      BuiltProducts.cnt, ["open", "podcasts"], environment: shell.home, on: shell.stage)
    try app.wait(for: "Reading number 3")
    app.type("p")
    try app.wait(for: "▶ Reading number 3")
    #expect(try shell.run("queue", "add", "podcast", "1").status == 0)
    try app.wait(for: "1/4")
    #expect(try shell.run("queue", "clear").status == 0)
    #expect(try shell.run("queue", "add", "podcast", "2").status == 0)
    app.type("Q")
    try app.wait("the queue") { $0.contains("enter plays") && $0.contains("▶ Reading number 3") }
    app.press(.escape)
    // Esc and a key in one go would be that key with Alt.
    try app.waitGone("enter plays")
    try app.wait(for: "1/2")
    app.type("@")
    try app.wait(for: "Go to a time")
    app.type("0:30\r")
    try app.wait(for: "0:31 / 1:00")
    app.type(" ")
    try app.wait(for: "‖ Reading number 3")
    app.type("q")
    #expect(app.exitStatus() == 0)

    let again = try TerminalSession(BuiltProducts.cnt, environment: shell.home, on: shell.stage)
    try again.wait(for: "‖ Reading number 3")
    try again.wait(for: "0:31 / 1:00")
    again.type(" ")
    try again.wait(for: "▶ Reading number 3")
    try again.wait(for: "0:32 / 1:00")
    again.type("q")
    #expect(again.exitStatus() == 0)

    let line = try TerminalSession(
      BuiltProducts.cnt, ["play", "--queue"], environment: shell.home, columns: 80, rows: 5,
      on: shell.stage)
    try line.wait(for: "▶ Reading number 3")
    try line.wait(for: "1/2")
    line.type(">")
    try line.wait(for: "▶ Reading number 2")
    line.type("q")
    #expect(line.exitStatus() == 0)
    let current = try shell.run("queue", "--json").json.first {
      $0["isCurrent"] == .bool(true)
    }
    #expect(current?["thing"]?.stringValue == "podcast/2")
  }

  @Test func `playlists are made and changed, also without a server`() async throws {
    let stage = try await Stage.make()
    let shell = try Shell(stage)
    #expect(try shell.run("queue", "add", "podcast", "1").status == 0)
    let made = try shell.run("playlist", "create", "Sunday", "podcast", "2", "--queue")
    #expect(
      made.status == 0 && made.output.contains("“Sunday”: made as playlist/"), "\(made.output)")
    let list = try #require(try shell.run("playlist", "--json").json.first)
    #expect(list["name"]?.stringValue == "Sunday" && list["items"]?.intValue == 2)
    let id = "\(list["id"]?.intValue ?? 0)"
    let member = try await stage.server.client(as: "grace")
    let there = try await member.call(Endpoint<Playlist>.playlist(Int(id) ?? 0))
    #expect(there.items?.map(\.contentID) == [2, 1])

    stage.server.stop()
    let added = try shell.run("playlist", "add", id, "podcast", "3")
    #expect(added.status == 0 && added.output.contains("waits in the outbox"))
    let entries = try shell.run("playlist", "show", id, "--json").json
    #expect(entries.map { $0["thing"]?.stringValue } == ["podcast/2", "podcast/1", "podcast/3"])
    let first = "\(entries.first?["entry"]?.intValue ?? 0)"
    #expect(try shell.run("playlist", "remove", id, first).status == 0)
    #expect(try shell.run("playlist", "remove", id, "99").status == 66)
    #expect(try shell.run("playlist", "show", id).lines.count == 2)
    try stage.server.start()
    #expect(try shell.run("sync").status == 0)
    let then = try await member.call(Endpoint<Playlist>.playlist(Int(id) ?? 0))
    #expect(then.items?.map(\.contentID) == [1, 3])
    #expect(try shell.run("outbox").output == "Everything has been sent.\n")
  }

  @Test func `what was stopped on one machine goes on on another`() async throws {
    let stage = try await Stage.make()
    let here = try Shell(stage)
    let player = try TerminalSession(
      BuiltProducts.cnt, ["play", "podcast", "1", "--from", "40"], environment: here.home,
      columns: 80, rows: 5, on: here.stage)
    try player.wait(for: "0:42 / 1:00")
    player.type("q")
    #expect(player.exitStatus() == 0)
    #expect(try here.run("sync").status == 0)
    let home = ["CNT_HOME": stage.scratch.path + "/home-elsewhere"]
    let login = try ProgramRun(
      BuiltProducts.cnt, ["login", stage.server.origin, "grace"], environment: home,
      input: "grace-password\n")
    #expect(login.status == 0)
    #expect(try ProgramRun(BuiltProducts.cnt, ["sync"], environment: home).status == 0)
    let there = try TerminalSession(
      BuiltProducts.cnt, ["play", "podcast", "1"], environment: home, columns: 80, rows: 5)
    try there.wait(for: "0:43 / 1:00")
    there.type("q")
    #expect(there.exitStatus() == 0)
  }
}
