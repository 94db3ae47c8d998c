import CNTKit
import Foundation
import Testing

/// A running app and what other programs may do with it.
@Suite(.serialized, .timeLimit(.minutes(3)))
struct RemoteTests {
  @Test func `an app is opened at a thing and controlled from a shell`() async throws {
    let stage = try await Stage.make()
    let shell = try Shell(stage)
    #expect(try shell.run("remote", "toggle").status == 69)
    #expect(try shell.run("open", "sermon/1").status == 64)
    let app = try TerminalSession(
      BuiltProducts.cnt, ["open", "podcast/2"], environment: shell.home, on: shell.stage)
    try app.wait("the podcast") { $0.contains("Reading number 2") && $0.contains("A psalm.") }
    #expect(try shell.run("remote", "status").output == "stopped\n")
    #expect(try shell.run("remote", "pause").status == 1)
    #expect(try shell.run("remote", "toggle").status == 0)
    try app.wait(for: "0:01 / 1:00")
    #expect(try shell.run("remote", "pause").status == 0)
    try app.wait(for: "‖ Reading number 2")
    #expect(try shell.run("remote", "seek", "+30").status == 0)
    #expect(try shell.run("remote", "seek", "-10").status == 0)
    #expect(try shell.run("remote", "volume", "35").status == 0)
    try app.wait(for: "vol 35")
    let status = try #require(shell.run("remote", "status", "--json").json.first)
    #expect(status["state"]?.stringValue == "paused" && status["thing"]?.stringValue == "podcast/2")
    #expect((20...25).contains(status["position"]?.doubleValue ?? 0))
    #expect(status["volume"]?.intValue == 35)
    #expect(try shell.run("remote", "open", "post/5").status == 0)
    try app.wait(for: "Words of post 5.")
    #expect(try shell.run("remote", "open", "events").status == 0)
    try app.wait(for: "Attending")
    #expect(try shell.run("remote", "open", "admin").error.contains("Only admins"))
    #expect(try shell.run("remote", "dance").status == 64)
    app.type("q")
    #expect(app.exitStatus() == 0)
    #expect(try shell.run("remote", "status").status == 69)
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: (shell.home["CNT_HOME"] ?? "") + "/run")
        .isEmpty)
  }
}
