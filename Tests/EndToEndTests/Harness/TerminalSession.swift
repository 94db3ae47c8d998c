import CVTerm
import Foundation
import Testing

/// A program in a terminal of its own, whose screen can be read and whose keys can be pressed.
///
/// The screen is libvterm's: what a person would see, not what the program meant.
final class TerminalSession: @unchecked Sendable {
  private let condition = NSCondition()
  private let vterm: OpaquePointer
  private let screen: OpaquePointer
  private let master: Int32
  private let slave: Int32
  let child: Child
  /// What the program works on, and what is to be there as long as it runs.
  private let stage: Stage?
  private var columns: Int
  private var rows: Int
  private var transcript: [UInt8] = []
  private var isClosed = false

  struct Failure: Error, CustomStringConvertible { var description: String }

  init(
    _ program: String, _ arguments: [String] = [], environment: [String: String] = [:],
    columns: Int = 120, rows: Int = 40, on stage: Stage? = nil
  ) throws {
    self.stage = stage
    self.columns = columns
    self.rows = rows
    var size = winsize(
      ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
    var master: Int32 = 0
    var slave: Int32 = 0
    var name = [CChar](repeating: 0, count: 256)
    guard openpty(&master, &slave, &name, nil, &size) == 0 else {
      throw Failure(description: "no pty: \(errno)")
    }
    _ = fcntl(master, F_SETFD, FD_CLOEXEC)
    _ = fcntl(slave, F_SETFD, FD_CLOEXEC)
    self.master = master
    self.slave = slave
    vterm = vterm_new(Int32(rows), Int32(columns))
    vterm_set_utf8(vterm, 1)
    screen = vterm_obtain_screen(vterm)
    vterm_screen_enable_altscreen(screen, 1)
    vterm_screen_reset(screen, 1)
    child = try Child(
      program, arguments,
      environment: TestEnvironment.base.merging(environment) { $1 },
      files: .terminal(
        path: String(decoding: name.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self))
    )
    // The thread leaves the session to those who use it: what nobody uses any more ends its program.
    let thread = Thread { [weak self, master] in
      while Self.waitForOutput(of: master), let self, self.take() {}
      close(master)
    }
    thread.start()
  }

  deinit {
    child.signal(SIGKILL)
    _ = child.wait(timeout: 5)
    close(slave)
    vterm_free(vterm)
  }

  /// Waits a while; false when the terminal is gone.
  private static func waitForOutput(of master: Int32) -> Bool {
    var poller = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
    return poll(&poller, 1, 200) >= 0
  }

  /// Takes what is there; false when nothing more is wanted.
  private func take() -> Bool {
    condition.lock()
    let closed = isClosed
    condition.unlock()
    guard !closed else { return false }
    var poller = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
    guard poll(&poller, 1, 0) > 0 else { return true }
    var buffer = [UInt8](repeating: 0, count: 65_536)
    let count = Glibc.read(master, &buffer, buffer.count)
    guard count > 0 else { return false }
    condition.lock()
    transcript += buffer[..<count]
    buffer.withUnsafeBytes { bytes in
      _ = vterm_input_write(vterm, bytes.bindMemory(to: CChar.self).baseAddress, count)
    }
    condition.broadcast()
    condition.unlock()
    return true
  }

  /// The screen's rows, trailing blanks trimmed.
  func screenRows() -> [String] {
    condition.lock()
    defer { condition.unlock() }
    return lockedRows()
  }

  private func lockedRows() -> [String] {
    (0..<rows).map { row in
      var line = ""
      var column = 0
      while column < columns {
        var cell = VTermScreenCell()
        vterm_screen_get_cell(
          screen, VTermPos(row: Int32(row), col: Int32(column)), &cell)
        let characters = withUnsafeBytes(of: &cell.chars) {
          Array($0.bindMemory(to: UInt32.self))
        }.prefix { $0 != 0 }
        line +=
          characters.isEmpty
          ? " " : String(String.UnicodeScalarView(characters.compactMap(Unicode.Scalar.init)))
        column += max(1, Int(cell.width))
      }
      while line.hasSuffix(" ") { line.removeLast() }
      return line
    }
  }

  /// How many cells have each background, 0xBBGGRR.
  func backgrounds() -> [UInt32: Int] {
    condition.lock()
    defer { condition.unlock() }
    var counts: [UInt32: Int] = [:]
    for row in 0..<rows {
      for column in 0..<columns {
        var cell = VTermScreenCell()
        vterm_screen_get_cell(screen, VTermPos(row: Int32(row), col: Int32(column)), &cell)
        vterm_screen_convert_color_to_rgb(screen, &cell.bg)
        let color = cell.bg.rgb
        counts[
          UInt32(color.blue) << 16 | UInt32(color.green) << 8 | UInt32(color.red), default: 0] += 1
      }
    }
    return counts
  }

  var text: String { screenRows().joined(separator: "\n") }

  /// All bytes that the program sent.
  var sent: String {
    condition.lock()
    defer { condition.unlock() }
    return String(decoding: transcript, as: UTF8.self)
  }

  /// Waits until the screen satisfies a condition; fails with the whole screen.
  func wait(
    _ what: String, timeout: TimeInterval = 20, until isSatisfied: (String) -> Bool
  ) throws {
    let deadline = Date().addingTimeInterval(timeout)
    condition.lock()
    defer { condition.unlock() }
    while true {
      let now = lockedRows().joined(separator: "\n")
      if isSatisfied(now) { return }
      guard
        condition.wait(until: min(deadline, Date().addingTimeInterval(0.25))) || Date() < deadline
      else {
        let end = String(decoding: transcript.suffix(600), as: UTF8.self).debugDescription
        throw Failure(
          description: "waited in vain for \(what); the screen:\n\(now)\nsent at the end: \(end)")
      }
    }
  }

  /// Waits for the program to send something, a moment at most.
  func waitForOutput() throws {
    condition.lock()
    defer { condition.unlock() }
    _ = condition.wait(until: Date().addingTimeInterval(0.25))
  }

  func wait(for text: String, timeout: TimeInterval = 20) throws {
    try wait("“\(text)”", timeout: timeout) { $0.contains(text) }
  }

  func waitGone(_ text: String, timeout: TimeInterval = 20) throws {
    try wait("“\(text)” to go", timeout: timeout) { !$0.contains(text) }
  }

  func type(_ text: String) {
    let bytes = Array(text.utf8)
    _ = bytes.withUnsafeBytes { write(master, $0.baseAddress, $0.count) }
  }

  enum Key: String {
    case enter = "\r"
    case escape = "\u{1b}"
    case tab = "\t"
    case up = "\u{1b}[A"
    case down = "\u{1b}[B"
    case right = "\u{1b}[C"
    case left = "\u{1b}[D"
    case pageDown = "\u{1b}[6~"
    case controlC = "\u{3}"
    case controlS = "\u{13}"
    case controlZ = "\u{1a}"
  }

  func press(_ key: Key) { type(key.rawValue) }

  /// A click of the left button; counted from 0.
  func click(column: Int, row: Int) {
    type("\u{1b}[<0;\(column + 1);\(row + 1)M\u{1b}[<0;\(column + 1);\(row + 1)m")
  }

  func resize(columns: Int, rows: Int) {
    condition.lock()
    self.columns = columns
    self.rows = rows
    vterm_set_size(vterm, Int32(rows), Int32(columns))
    condition.unlock()
    var size = winsize(
      ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(master, UInt(TIOCSWINSZ), &size)
  }

  /// The mode of the terminal, as a shell would find it.
  func mode() -> (echo: Bool, canonical: Bool) {
    var mode = termios()
    tcgetattr(slave, &mode)
    return (mode.c_lflag & tcflag_t(ECHO) != 0, mode.c_lflag & tcflag_t(ICANON) != 0)
  }

  /// Waits for the program's end and stops reading.
  func exitStatus(timeout: TimeInterval = 20) -> Int32? {
    let status = child.wait(timeout: timeout)
    if status == nil { Issue.record("it still runs; the screen:\n\(text)") }
    usleep(100_000)  // what it sent last is still in the pty
    condition.lock()
    isClosed = true
    condition.unlock()
    return status
  }
}
