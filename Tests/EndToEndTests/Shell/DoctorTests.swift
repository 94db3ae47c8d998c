import CNTKit
import Foundation
import Testing

/// `cnt doctor` and `cnt config` on a machine that is well, and on one that is not.
@Suite(.serialized, .timeLimit(.minutes(2)))
struct DoctorTests {
  private func states(_ run: ProgramRun) throws -> [String: String] {
    try run.json.reduce(into: [:]) { states, line in
      states[line["check"]?.stringValue ?? ""] = line["state"]?.stringValue
    }
  }

  @Test func `a healthy account has nothing bad, and no token is told`() async throws {
    let stage = try await Stage.make()
    let shell = try Shell(stage)
    let run = try shell.run("doctor", "--json")
    let states = try states(run)
    #expect(run.status == 0, "\(run.output)")
    for check in [
      "account", "token file", "mirror", "sync", "outbox", "server", "session", "clock",
    ] {
      #expect(states[check] == "ok", "\(check): \(run.output)")
    }
    #expect(states["libmpv"] == "ok" && states["terminal"] == "warn")
    let data = (shell.home["CNT_HOME"] ?? "") + "/data/accounts"
    let name = try #require(FileManager.default.contentsOfDirectory(atPath: data).first)
    let session = "\(data)/\(name)/session.json"
    let text = try String(contentsOfFile: session, encoding: .utf8)
    let tokens = text.split(separator: "\"").filter { $0.count > 30 }
    #expect(!tokens.isEmpty)
    for token in tokens { #expect(!run.output.contains(token)) }

    chmod(session, 0o644)
    stage.server.stop()
    let sick = try shell.run("doctor")
    #expect(sick.status == 1)
    #expect(sick.output.contains("bad   token file"))
    #expect(sick.output.contains("-> Others can read your session: chmod 600"))
    #expect(sick.output.contains("bad   server"))
    #expect(try shell.run("doctor", "--offline").output.contains("bad   server") == false)
  }

  @Test func `who syncs is named`() async throws {
    let stage = try await Stage.make()
    try stage.signIn("grace")
    let app = try stage.open("grace")
    // What somebody looks at is fetched before the lock is taken.
    try app.wait(for: "● synced")
    let run = try Shell(stage, synced: false).run("doctor", "--offline")
    #expect(run.output.contains("process \(app.child.pid) syncs this account"))
    app.type("q")
    #expect(app.exitStatus() == 0)
  }

  @Test func `settings are changed and mended from the shell`() throws {
    let scratch = try Scratch()
    let home = ["CNT_HOME": scratch.path + "/home"]
    func config(_ arguments: String...) throws -> ProgramRun {
      try ProgramRun(BuiltProducts.cnt, ["config"] + arguments, environment: home)
    }
    let path = scratch.path + "/home/config/config.toml"
    #expect(try config("path").output == path + "\n")
    #expect(try config("get", "theme").status == 0)
    #expect(try config("get", "server").status == 1)
    #expect(try config("set", "colors", "256").status == 0)
    #expect(try config("get", "colors").output == "256\n")
    #expect(try config().lines.contains("colors\t256\tset"))
    let wrong = try config("set", "mouse", "maybe")
    #expect(wrong.status == 78 && wrong.error.contains("mouse = true or mouse = false"))
    #expect(try config("set", "colour", "256").status == 64)

    // A link stays one, and what is not known stays in the file.
    let real = scratch.path + "/real.toml"
    try FileManager.default.moveItem(atPath: path, toPath: real)
    try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: real)
    try "# kept\nnonsense = 1\n".write(toFile: real, atomically: true, encoding: .utf8)
    #expect(try config("set", "mouse", "false").status == 0)
    #expect(
      try String(contentsOfFile: real, encoding: .utf8) == "# kept\nnonsense = 1\nmouse = false\n")
    let doctor = try ProgramRun(BuiltProducts.cnt, ["doctor"], environment: home)
    #expect(doctor.status == 1 && doctor.output.contains("there is no setting “nonsense”"))
    #expect(doctor.output.contains("nobody is signed in"))
  }
}
