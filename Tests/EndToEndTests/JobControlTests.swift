import Foundation
import Testing

/// The app as a job of a shell: stopped and continued by keys and from outside, and ended while it is
/// stopped.
@Suite(.serialized, .timeLimit(.minutes(5)))
struct JobControlTests {
  private static let prompt = "ready>"

  private func stage() async throws -> Stage {
    let stage = try await Stage.make()
    try stage.signIn("grace")
    let run = try ProgramRun(BuiltProducts.cnt, ["sync"], environment: stage.home("grace"))
    #expect(run.status == 0, "\(run.error)")
    return stage
  }

  /// A shell with the app as its first job, which shows its first screen.
  private func shell(_ stage: Stage) throws -> TerminalSession {
    let shell = try TerminalSession(
      "/bin/bash", ["--norc", "--noprofile", "-i"],
      environment: stage.home("grace").merging(["PS1": Self.prompt + " ", "HISTFILE": ""]) { $1 },
      on: stage)
    try shell.wait(for: Self.prompt)
    shell.type("\(BuiltProducts.cnt)\r")
    try shell.wait(for: "Audio podcasts")
    return shell
  }

  /// Asks the shell for its jobs until they are as wanted. What is typed is written so that it is not
  /// taken for the answer.
  private func jobs(_ shell: TerminalSession, _ isWanted: (String) -> Bool) throws {
    let deadline = Date().addingTimeInterval(20)
    repeat {
      shell.type("clear; echo \"jobs\":; jobs; echo 'th'is is all\r")
      // An app that ends meanwhile takes the screen with it that the shell has just written on.
      let isAnswered =
        (try? shell.wait("the shell's jobs", timeout: 3) {
          $0.contains("jobs:") && $0.contains("this is all")
        }) != nil
      if isAnswered, isWanted(shell.text) { return }
      try shell.waitForOutput()
    } while Date() < deadline
    throw TerminalSession.Failure(description: "the shell's jobs are others:\n\(shell.text)")
  }

  @Test func `ctrl-z stops, fg brings the same screen back`() async throws {
    let shell = try shell(try await stage())
    shell.type("6")
    try shell.wait(for: "Words of post 5.")
    for _ in 0..<3 {
      shell.press(.controlZ)
      try shell.wait("the shell") { $0.contains("Stopped") && $0.contains(Self.prompt) }
      shell.type("fg\r")
      try shell.wait("the app") { $0.contains("Words of post 5.") && !$0.contains("Stopped") }
    }
    shell.type("q")
    try shell.waitGone("Words of post 5.")
    try jobs(shell) { !$0.contains("cnt") }
    // As programs that the shell starts find it.
    shell.type("clear; stty -a | grep -c -- ' -icanon\\| -echo '; echo 'do'ne\r")
    try shell.wait(for: "done")
    #expect(shell.text.contains("0\n"))
  }

  @Test func `a stopped app ends when it is told to, and leaves the shell's terminal alone`()
    async throws
  {
    let shell = try shell(try await stage())
    shell.press(.controlZ)
    try shell.wait(for: "Stopped")
    shell.type("kill %1\r")
    try shell.waitForOutput()
    // The shell tells of a job's end once, with the next prompt.
    try jobs(shell) { !$0.contains("Stopped") && !$0.contains("Running") }
    shell.type("clear; echo still 'he're\r")
    try shell.wait(for: "still here")
    #expect(!shell.text.contains("Audio podcasts"))
  }

  @Test func `what started the app is stopped with it`() async throws {
    let stage = try await stage()
    let shell = try TerminalSession(
      "/bin/bash", ["--norc", "--noprofile", "-i"],
      environment: stage.home("grace").merging(["PS1": Self.prompt + " ", "HISTFILE": ""]) { $1 },
      on: stage)
    try shell.wait(for: Self.prompt)
    shell.type("sh -c '\(BuiltProducts.cnt); true'\r")
    try shell.wait(for: "Audio podcasts")
    shell.press(.controlZ)
    try shell.wait(for: "Stopped")
    shell.type("fg\r")
    try shell.wait(for: "Audio podcasts")
    shell.type("q")
    try shell.wait("the shell") { !$0.contains("Audio podcasts") }
  }

  @Test func `stopped from outside and ended, it leaves the shell a usable terminal`() async throws
  {
    let shell = try shell(try await stage())
    let pids = try ProgramRun("/usr/bin/pgrep", ["-P", "\(shell.child.pid)", "-x", "cnt"])
    let pid = try #require(pid_t(pids.output.trimmingCharacters(in: .whitespacesAndNewlines)))
    kill(pid, SIGSTOP)
    try shell.wait(for: "Stopped")
    shell.type("kill %1\r")
    try jobs(shell) { !$0.contains("Stopped") && !$0.contains("Running") }
    let off = try #require(shell.sent.range(of: "\u{1b}[?1000l", options: .backwards))
    let on = try #require(shell.sent.range(of: "\u{1b}[?1000h", options: .backwards))
    #expect(on.lowerBound < off.lowerBound)
  }

  @Test func `in the background it waits to be brought to the front`() async throws {
    let shell = try shell(try await stage())
    shell.press(.controlZ)
    try shell.wait(for: "Stopped")
    shell.type("bg\r")
    try jobs(shell) { $0.contains("Stopped") }
    shell.type("fg\r")
    try shell.wait(for: "Audio podcasts")
    shell.type("q")
    try shell.wait(for: Self.prompt)
  }

  @Test func `stopped from outside, the terminal is taken again`() async throws {
    let shell = try shell(try await stage())
    let pids = try ProgramRun("/usr/bin/pgrep", ["-P", "\(shell.child.pid)", "-x", "cnt"])
    let pid = try #require(pid_t(pids.output.trimmingCharacters(in: .whitespacesAndNewlines)))
    kill(pid, SIGSTOP)
    try shell.wait(for: "Stopped")
    shell.type("stty sane; clear; fg\r")
    try shell.wait("the app") { $0.contains("Audio podcasts") && $0.contains("vol 80") }
    // Keys come one by one, without an echo.
    shell.type("6")
    try shell.wait(for: "Words of post 5.")
    shell.type("q")
    try shell.wait("the shell") { $0.contains(Self.prompt) && !$0.contains("Words of post 5.") }
  }

  @Test func `where no shell is behind it, ctrl-z stops nothing`() async throws {
    let stage = try await stage()
    let app = try stage.open("grace")
    try app.wait(for: "Audio podcasts")
    app.press(.controlZ)
    try app.wait(for: "no shell behind")
    app.type("6")
    try app.wait(for: "Words of post 5.")
    app.type("q")
    #expect(app.exitStatus() == 0)
  }

  @Test func `killed while an editor has the terminal, nothing is sent into it`() async throws {
    let stage = try await stage()
    let editor = stage.scratch.path + "/editor"
    try "#!/bin/sh\nprintf '\\033[2JEDITING'\nsleep 600\n".write(
      toFile: editor, atomically: true, encoding: .utf8)
    chmod(editor, 0o700)
    let app = try TerminalSession(
      BuiltProducts.cnt,
      environment: stage.home("grace").merging(["EDITOR": editor, "VISUAL": editor]) { $1 },
      on: stage)
    try app.wait(for: "Audio podcasts")
    app.type("6")
    try app.wait(for: "Words of post 5.")
    app.type("n")
    try app.wait(for: "Title")
    app.type("\u{18}")
    try app.wait(for: "EDITING")
    let before = app.sent
    app.child.signal(SIGKILL)
    usleep(500_000)
    #expect(app.sent == before)
    _ = try ProgramRun("/usr/bin/pkill", ["-f", editor])
  }
}
