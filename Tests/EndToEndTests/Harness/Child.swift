import CVTerm
import Foundation

/// A child process, started with plain posix_spawn so that it can have a terminal of its own.
final class Child: Sendable {
  let pid: pid_t

  struct SpawnFailure: Error { var code: Int32 }

  /// What the child's standard files are.
  enum Files {
    /// One terminal for all three; the child leads a session of its own and is controlled by it.
    case terminal(path: String)
    case descriptors(input: Int32, output: Int32, error: Int32)
  }

  init(
    _ program: String, _ arguments: [String], environment: [String: String], files: Files
  ) throws {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    switch files {
    case .terminal(let path):
      // A session leader without a terminal gets the first one that it opens.
      posix_spawnattr_setflags(&attributes, Int16(0x80))  // POSIX_SPAWN_SETSID
      for fd: Int32 in 0...2 { posix_spawn_file_actions_addopen(&actions, fd, path, O_RDWR, 0) }
    case .descriptors(let input, let output, let error):
      posix_spawn_file_actions_adddup2(&actions, input, 0)
      posix_spawn_file_actions_adddup2(&actions, output, 1)
      posix_spawn_file_actions_adddup2(&actions, error, 2)
    }
    let argv = ([program] + arguments).map { strdup($0) } + [nil]
    let envp = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for pointer in argv + envp { free(pointer) } }
    var pid: pid_t = 0
    let code = posix_spawn(&pid, program, &actions, &attributes, argv, envp)
    guard code == 0 else { throw SpawnFailure(code: code) }
    self.pid = pid
  }

  func signal(_ number: Int32) { kill(pid, number) }

  /// How the child ended: its exit code, or minus the signal that killed it.
  func wait(timeout: TimeInterval = 20) -> Int32? {
    let deadline = Date().addingTimeInterval(timeout)
    while Date() < deadline {
      var status: Int32 = 0
      if waitpid(pid, &status, WNOHANG) == pid {
        let killer = status & 0x7f
        return killer == 0 ? (status >> 8) & 0xff : -killer
      }
      usleep(5000)
    }
    return nil
  }
}

/// A program that runs to its end, with what it wrote.
struct ProgramRun {
  var status: Int32
  var output: String
  var error: String

  init(
    _ program: String, _ arguments: [String], environment: [String: String] = [:],
    input: String = "", timeout: TimeInterval = 30
  ) throws {
    let scratch = try Scratch()
    func file(_ name: String, _ content: String? = nil) -> Int32 {
      let path = scratch.path + "/" + name
      if let content { try? content.write(toFile: path, atomically: true, encoding: .utf8) }
      return open(path, content == nil ? O_RDWR | O_CREAT : O_RDONLY, 0o600)
    }
    let fds = (file("in", input), file("out"), file("err"))
    defer { for fd in [fds.0, fds.1, fds.2] { close(fd) } }
    let child = try Child(
      program, arguments,
      environment: TestEnvironment.base.merging(environment) { $1 },
      files: .descriptors(input: fds.0, output: fds.1, error: fds.2))
    guard let status = child.wait(timeout: timeout) else {
      child.signal(SIGKILL)
      _ = child.wait()
      throw Child.SpawnFailure(code: ETIMEDOUT)
    }
    self.status = status
    output = (try? String(contentsOfFile: scratch.path + "/out", encoding: .utf8)) ?? ""
    error = (try? String(contentsOfFile: scratch.path + "/err", encoding: .utf8)) ?? ""
  }
}

/// What every child is given, whatever the machine's own environment is.
enum TestEnvironment {
  static var base: [String: String] {
    var result = [
      "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "TERM": "xterm-256color",
      "COLORTERM": "truecolor", "CNT_AUDIO_OUTPUT": "null", "HOME": "/nonexistent",
    ]
    for name in ["LD_LIBRARY_PATH"] {
      if let value = ProcessInfo.processInfo.environment[name] { result[name] = value }
    }
    return result
  }
}
