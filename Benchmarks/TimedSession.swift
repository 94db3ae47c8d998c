import Foundation
import Glibc

/// A program in a terminal, whose answers to keys are timed.
///
/// What an emulator would take to paint is not in it: the figures end with the last byte that the
/// program sent.
final class TimedSession {
  private let started: PseudoTerminal.Started
  private let begin: ContinuousClock.Instant
  private(set) var output: [UInt8] = []
  private var isOver = false

  /// After so much silence a picture is whole.
  private static let silence = 0.012

  init(
    _ program: String, _ arguments: [String], environment: [String: String],
    terminal: PseudoTerminal = PseudoTerminal(columns: 120, rows: 40)
  ) throws {
    begin = .now
    started = try terminal.start(program, arguments, environment: environment)
  }

  deinit { end() }

  /// Seconds from the start of the program until the picture with `text` in it was whole.
  func wait(for text: String, atMost limit: Double = 20) throws -> Double {
    let wanted = Array(text.utf8)
    while !contains(wanted) {
      guard (ContinuousClock.now - begin).seconds < limit, take(1) != nil || !isGone else {
        throw BenchError.notWhole([
          "“\(text)” was not shown: \(String(decoding: output.suffix(300), as: UTF8.self))"
        ])
      }
    }
    var last = ContinuousClock.now
    while let now = take(Self.silence) { last = now }
    return (last - begin).seconds
  }

  /// Presses keys without a look at what they do.
  func type(_ keys: String) {
    let bytes = Array(keys.utf8)
    _ = write(started.master, bytes, bytes.count)
  }

  /// Waits until nothing came for so many seconds.
  func settle(_ seconds: Double = 0.5) {
    while take(seconds) != nil {}
  }

  /// Seconds from a key to the last byte of what it changed; nil where it changed nothing.
  func press(_ key: String) -> Double? {
    let pressed = ContinuousClock.now
    type(key)
    guard var last = take(0.5) else { return nil }
    while let now = take(Self.silence) { last = now }
    return (last - pressed).seconds
  }

  /// Time on a processor so far of all its threads, also of those that ended, seconds
  /// (clock_getcpuclockid(3)).
  var cpu: Double {
    var clock = clockid_t()
    var time = timespec()
    guard clock_getcpuclockid(started.child, &clock) == 0, clock_gettime(clock, &time) == 0 else {
      return 0
    }
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  func end() {
    guard !isOver else { return }
    isOver = true
    kill(started.child, SIGTERM)
    let patience = ContinuousClock.now + .seconds(2)
    var status: Int32 = 0
    while waitpid(started.child, &status, WNOHANG) == 0 {
      _ = take(0.02)
      if ContinuousClock.now > patience { kill(started.child, SIGKILL) }
    }
    close(started.slave)
    close(started.master)
  }

  private var isGone: Bool { kill(started.child, 0) != 0 }

  private func contains(_ wanted: [UInt8]) -> Bool {
    guard let first = wanted.first, output.count >= wanted.count else { return false }
    return output.indices.dropLast(wanted.count - 1).contains { index in
      output[index] == first && output[index..<index + wanted.count].elementsEqual(wanted)
    }
  }

  /// Takes what is there, or comes within so many seconds; nil for nothing.
  private func take(_ seconds: Double) -> ContinuousClock.Instant? {
    var poller = pollfd(fd: started.master, events: Int16(POLLIN), revents: 0)
    guard poll(&poller, 1, Int32(seconds * 1000)) > 0 else { return nil }
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    let count = read(started.master, &buffer, buffer.count)
    guard count > 0 else { return nil }
    output += buffer[..<count]
    return .now
  }
}
