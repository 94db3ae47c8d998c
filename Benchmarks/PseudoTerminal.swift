import Foundation
import Glibc

/// A program in a terminal of its own, whose output is taken at once and counted.
struct PseudoTerminal {
  /// What a run of a program took and gave.
  struct Run {
    var status: Int32
    /// User and system time of the program, seconds (`getrusage`).
    var cpu: Double
    /// All that it sent to its terminal.
    var output: [UInt8]
  }

  struct Failure: Error { var what: String }

  var columns: Int
  var rows: Int

  /// A program that runs in its terminal.
  struct Started {
    var child: pid_t
    /// What the terminal's emulator reads and writes.
    var master: Int32
    /// Kept open, so that the master has no end before the program is gone.
    var slave: Int32
  }

  /// Starts a program.
  func start(
    _ program: String, _ arguments: [String], environment: [String: String]
  ) throws -> Started {
    let master = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
    guard master >= 0 else { throw Failure(what: "no pty: \(errno)") }
    var unlock: Int32 = 0
    var number: UInt32 = 0
    // TIOCSPTLCK and TIOCGPTN of <asm-generic/ioctls.h>; their macros do not import.
    guard ioctl(master, 0x4004_5431, &unlock) == 0, ioctl(master, 0x8004_5430, &number) == 0 else {
      throw Failure(what: "the pty has no name: \(errno)")
    }
    var size = winsize(ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(master, UInt(TIOCSWINSZ), &size)
    let path = "/dev/pts/\(number)"
    let slave = open(path, O_RDWR | O_NOCTTY | O_CLOEXEC)
    do {
      return Started(
        child: try spawn(program, arguments, environment, path), master: master, slave: slave)
    } catch {
      close(slave)
      close(master)
      throw error
    }
  }

  /// Runs a program to its end.
  func run(
    _ program: String, _ arguments: [String], environment: [String: String]
  ) throws -> Run {
    let started = try start(program, arguments, environment: environment)
    let (child, master) = (started.child, started.master)
    defer {
      close(started.slave)
      close(master)
    }
    var status: Int32 = 0
    var usage = rusage()
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    var output: [UInt8] = []
    var isGone = false
    while true {
      var poller = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
      if poll(&poller, 1, isGone ? 0 : 20) > 0 {
        let count = read(master, &buffer, buffer.count)
        if count > 0 {
          output += buffer[..<count]
          continue
        }
      }
      // What it sent last is read before the end is believed.
      if isGone { break }
      isGone = wait4(child, &status, WNOHANG, &usage) == child
    }
    func seconds(_ time: timeval) -> Double {
      Double(time.tv_sec) + Double(time.tv_usec) / 1_000_000
    }
    return Run(
      status: status, cpu: seconds(usage.ru_utime) + seconds(usage.ru_stime), output: output)
  }

  private func spawn(
    _ program: String, _ arguments: [String], _ environment: [String: String], _ terminal: String
  ) throws -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // A session leader without a terminal gets the first one that it opens.
    posix_spawnattr_setflags(&attributes, Int16(0x80))  // POSIX_SPAWN_SETSID
    for fd: Int32 in 0...2 { posix_spawn_file_actions_addopen(&actions, fd, terminal, O_RDWR, 0) }
    let argv = ([program] + arguments).map { strdup($0) } + [nil]
    let envp = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for pointer in argv + envp { free(pointer) } }
    var child: pid_t = 0
    let code = posix_spawn(&child, program, &actions, &attributes, argv, envp)
    guard code == 0 else { throw Failure(what: "\(program) does not start: \(code)") }
    return child
  }
}
