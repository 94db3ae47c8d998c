import CNTKit
import Foundation
import Testing

/// `cnt play` through libmpv, with a sound device that nobody hears.
@Suite(.serialized, .timeLimit(.minutes(3)))
struct PlayTests {
  @Test func `on a terminal keys pause, seek and end, and the position is kept`() async throws {
    let stage = try await Stage.make()
    let shell = try Shell(stage)
    func play(_ arguments: String...) throws -> TerminalSession {
      try TerminalSession(
        BuiltProducts.cnt, ["play"] + arguments, environment: shell.home, columns: 80, rows: 5,
        on: shell.stage)
    }
    let first = try play("podcast", "1", "2")
    try first.wait(for: "▶ Reading number 1  0:01 / 1:00  1/2  vol 80")
    first.press(.right)
    first.press(.right)
    try first.wait(for: "0:21 / 1:00")
    first.type(" ")
    try first.wait(for: "‖ Reading number 1")
    first.type(">")
    try first.wait(for: "▶ Reading number 2  0:01 / 1:00  2/2")
    first.press(.down)
    try first.wait(for: "vol 75")
    first.type("q")
    #expect(first.exitStatus() == 0)
    #expect(first.mode() == (echo: true, canonical: true))

    let again = try play("podcast/1", "--speed", "1.5")
    try again.wait(for: "0:22 / 1:00  vol 75  1.5×")
    again.press(.controlC)
    #expect(again.exitStatus() == 130)
    #expect(again.mode() == (echo: true, canonical: true))
    let recent = try shell.run("list", "recent", "--json").json
    #expect(recent.map { $0["id"]?.intValue } == [1, 2])
    #expect((recent.first?["position"]?.doubleValue ?? 0) > 21)
  }

  @Test func `without a terminal it plays to the end, a file without a server`() async throws {
    let stage = try await Stage.make()
    let shell = try Shell(stage)
    #expect(try shell.run("download", "podcast", "1").status == 0)
    stage.server.stop()
    let run = try shell.run("play", "podcast", "1", "--from", "59")
    #expect(run.status == 0 && run.output == "podcast/1\tReading number 1\n", "\(run.error)")
    let lost = try shell.run("play", "podcast", "2", "1", "--from", "59")
    #expect(lost.status == 1)
    #expect(lost.error.contains("Cannot play “Reading number 2”"))
    #expect(lost.error.contains("One thing could not be played"))
    #expect(lost.output.contains("podcast/1\tReading number 1"))
  }

  @Test func `what cannot be played is said before anything is opened`() async throws {
    let shell = try Shell(try await Stage.make())
    #expect(try shell.run("play").status == 64)
    #expect(try shell.run("play", "post", "1").status == 64)
    #expect(try shell.run("play", "podcast", "9").status == 66)
    #expect(try shell.run("play", "--playlist", "9").status == 66)
    #expect(try shell.run("play", "podcast", "1", "--speed", "9").status == 64)
  }
}
