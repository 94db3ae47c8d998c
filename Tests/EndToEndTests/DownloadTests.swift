import CNTKit
import Foundation
import Testing

/// Things kept on the machine, through the real programs.
@Suite(.serialized, .timeLimit(.minutes(3)))
struct DownloadTests {
  private struct Line: Decodable {
    var state: String
    var bytes: Int
    var path: String?
  }

  private func lines(_ run: ProgramRun) throws -> [Line] {
    try run.output.split(separator: "\n").map {
      try JSONDecoder().decode(Line.self, from: Data($0.utf8))
    }
  }

  @Test func `a download is asked for in the app and played without the server`() async throws {
    let stage = try await Stage.make()
    try stage.signIn("grace")
    let app = try stage.open("grace")
    try app.wait(for: "Audio podcasts")
    app.type("2")
    try app.wait("the list of podcasts") { $0.contains("[All]") && $0.contains("Reading number 3") }
    app.type("D")
    try app.wait(for: "Downloading “Reading number 3”")
    app.type("K")
    try app.wait("the finished download") {
      $0.contains("Reading number 3") && $0.contains("960 kB") && !$0.contains("queued")
    }
    app.type("P")
    try app.wait(for: "pinned")
    stage.server.stop()
    app.type("p")
    try app.wait(for: "0:02 / 1:00")
    app.type("S")
    // What is pinned is not removed by a slip of the finger.
    app.type("D")
    try app.wait(for: "P unpins it first")
    app.type("PD")
    try app.wait(for: "Press D on anything you can play")
    app.type("q")
    #expect(app.exitStatus() == 0)
  }

  @Test func `what was killed in the middle goes on, and the file is what was published`()
    async throws
  {
    let stage = try await Stage.make()
    try stage.signIn("grace")
    let home = stage.home("grace")
    func run(_ arguments: String...) throws -> ProgramRun {
      try ProgramRun(BuiltProducts.cnt, ["download"] + arguments, environment: home)
    }
    #expect(try ProgramRun(BuiltProducts.cnt, ["sync"], environment: home).status == 0)
    #expect(try run("--rate", "100kB").output.contains("100 kB a second"))
    let slow = try TerminalSession(
      BuiltProducts.cnt, ["download", "podcast", "1"], environment: home)
    try slow.wait("more than a tenth of the file", timeout: 30) {
      $0.contains(/1 left · Reading number 1 [1-8][0-9]%/)
    }
    slow.child.signal(SIGKILL)
    #expect(slow.exitStatus() == -SIGKILL)
    let half = try #require(lines(run("--list", "--json")).first)
    #expect(half.state == "running" && half.bytes >= 96_000 && half.path == nil)

    #expect(try run("--rate", "0").status == 0)
    let done = try #require(lines(run("podcast", "1", "--json")).first)
    #expect(done.state == "done")
    let published = try #require(
      FileManager.default.contents(atPath: stage.scratch.path + "/tone.wav"))
    let path = try #require(done.path)
    #expect(FileManager.default.contents(atPath: path) == published)
    #expect(path.hasSuffix("/downloads/Reading number 1-podcast-1.wav"))

    #expect(try run("--remove", "podcast", "1").output == "Removed: Reading number 1\n")
    #expect(!FileManager.default.fileExists(atPath: path))
    #expect(try run("podcast", "77").error.contains("podcast/77 has no file"))
    #expect(try run("podcast", "; rm -rf /").error.contains("names nothing"))
  }
}
