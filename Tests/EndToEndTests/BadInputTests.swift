import Foundation
import Testing

/// Bad surroundings: one clear sentence, a code that is not zero, nothing broken.
@Suite(.serialized, .timeLimit(.minutes(2)))
struct BadInputTests {
  private func home() throws -> (Scratch, [String: String]) {
    let scratch = try Scratch()
    return (scratch, ["CNT_HOME": scratch.path + "/home"])
  }

  @Test func `without a terminal the app says so`() throws {
    let (scratch, home) = try home()
    let run = try ProgramRun(BuiltProducts.cnt, [], environment: home)
    #expect(run.status != 0)
    #expect(run.error.hasPrefix("cnt: The app needs a terminal"))
    #expect(run.error.split(separator: "\n").count == 1)
    withExtendedLifetime(scratch) {}
  }

  @Test(arguments: [
    (["TERM": "dumb"], "cannot show a full screen"),
    (["TERM": "no-such-terminal", "COLORTERM": ""], "not known here"),
    (["LANG": "C", "LC_ALL": "C"], "not UTF-8"),
  ])
  func `a terminal that cannot be used is named`(change: [String: String], words: String) throws {
    let (scratch, home) = try home()
    let app = try TerminalSession(
      BuiltProducts.cnt, environment: home.merging(change) { $1 })
    let status = app.exitStatus()
    #expect(status != 0 && status != nil)
    #expect(app.sent.contains(words), "\(app.sent)")
    #expect(app.mode() == (echo: true, canonical: true))
    withExtendedLifetime(scratch) {}
  }

  @Test func `a terminal of 20x5 gets a sentence and comes back when it grows`() throws {
    let (scratch, home) = try home()
    let app = try TerminalSession(BuiltProducts.cnt, environment: home, columns: 20, rows: 5)
    try app.wait(for: "This terminal is")
    app.resize(columns: 100, rows: 30)
    try app.wait(for: "Sign in to CNT")
    app.press(.escape)
    #expect(app.exitStatus() == 0)
    withExtendedLifetime(scratch) {}
  }

  @Test func `a wrong password, a dead server and a foreign one each get a sentence`() async throws
  {
    let stage = try await Stage.make()
    let wrong = try ProgramRun(
      BuiltProducts.cnt, ["login", stage.server.origin, "grace"], environment: stage.home("x"),
      input: "not-the-password\n")
    #expect(wrong.status == 77)
    #expect(wrong.error == "cnt: The name or the password is wrong: check both and try again.\n")
    let dead = try ProgramRun(
      BuiltProducts.cnt, ["login", "127.0.0.1:1", "grace"], environment: stage.home("x"),
      input: "p\n")
    #expect(dead.status == 69)
    #expect(dead.error.contains("cannot be reached"))
    let page = try HTMLServer()
    let foreign = try ProgramRun(
      BuiltProducts.cnt, ["login", page.origin, "grace"], environment: stage.home("x"),
      input: "p\n")
    #expect(foreign.status != 0)
    #expect(foreign.error.contains("not a CNT server"), "\(foreign.error)")
  }

  @Test func `a home that cannot be written gets a sentence`() throws {
    let run = try ProgramRun(
      BuiltProducts.cnt, ["login", "127.0.0.1:1", "grace"],
      environment: ["CNT_HOME": "relative/path"], input: "p\n")
    #expect(run.status == 73)
    #expect(run.error.contains("CNT_HOME must be a path that begins with /"))
    let app = try TerminalSession(
      BuiltProducts.cnt, environment: ["CNT_HOME": "/proc/no-such-folder"])
    try app.wait(for: "Sign in to CNT")
    app.press(.escape)
    #expect(app.exitStatus() == 0)
  }

  @Test func `SIGTERM gives the terminal back`() throws {
    let (scratch, home) = try home()
    let app = try TerminalSession(BuiltProducts.cnt, environment: home)
    try app.wait(for: "Sign in to CNT")
    #expect(app.mode() == (echo: false, canonical: false))
    app.child.signal(SIGTERM)
    #expect(app.exitStatus() == 0)
    #expect(app.mode() == (echo: true, canonical: true))
    #expect(app.sent.contains("\u{1b}[?1049l"))
    withExtendedLifetime(scratch) {}
  }

  @Test func `even kill -9 leaves a sane terminal`() throws {
    let (scratch, home) = try home()
    let app = try TerminalSession(BuiltProducts.cnt, environment: home)
    try app.wait(for: "Sign in to CNT")
    app.child.signal(SIGKILL)
    try app.wait("the main screen") { !$0.contains("Sign in to CNT") }
    #expect(app.exitStatus() == -SIGKILL)
    #expect(app.mode() == (echo: true, canonical: true))
    #expect(app.sent.contains("\u{1b}[?1049l"))
    withExtendedLifetime(scratch) {}
  }

  @Test func `a crash gives the terminal back`() throws {
    let (scratch, home) = try home()
    let app = try TerminalSession(BuiltProducts.cnt, environment: home)
    try app.wait(for: "Sign in to CNT")
    app.child.signal(SIGSEGV)
    let status = app.exitStatus()
    #expect(status != 0 && status != nil)
    #expect(app.mode() == (echo: true, canonical: true))
    #expect(app.sent.contains("\u{1b}[?1049l"))
    withExtendedLifetime(scratch) {}
  }

  @Test func `two servers on one folder, a taken port and an unusable folder are refused`() throws {
    let scratch = try Scratch()
    let server = try ServerProcess(data: scratch.path + "/server")
    try server.start()
    let second = try ProgramRun(
      BuiltProducts.server, ["serve", "--data", server.data, "--port", "0"])
    #expect(second.status == 1)
    #expect(second.error.contains("Another cnt-server is running"))
    let port = try ProgramRun(
      BuiltProducts.server,
      ["serve", "--data", scratch.path + "/other", "--port", "\(server.port)"])
    #expect(port.status == 1)
    #expect(port.error.contains("Port \(server.port) is taken"), "\(port.error)")
    let folder = try ProgramRun(
      BuiltProducts.server, ["serve", "--data", "/proc/none", "--port", "0"])
    #expect(folder.status == 1)
    #expect(folder.error.contains("/proc/none"))
    #expect(server.stop() == 0)
  }
}
