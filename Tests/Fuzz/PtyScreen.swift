import CVTerm
import Foundation
import Synchronization
import TermKit

/// The real `Terminal` on a pty that takes the place of this process's standard input and output,
/// with what it writes collected on the other side.
final class PtyScreen {
  struct Failure: Error, CustomStringConvertible { var description: String }

  let terminal: Terminal
  private let master: Int32
  private let sink: Sink
  private let saved: (input: Int32, output: Int32)

  /// Bytes as they come, and how many whole updates are among them.
  private final class Sink: Sendable {
    let state = Mutex<(bytes: [UInt8], isClosed: Bool)>(([], false))
    let arrived = DispatchSemaphore(value: 0)
  }

  init(columns: Int, rows: Int, depth: ColorDepth, term: String) throws {
    var size = winsize(
      ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
    var (master, slave): (Int32, Int32) = (0, 0)
    guard openpty(&master, &slave, nil, nil, &size) == 0 else {
      throw Failure(description: "no pty: \(String(cString: strerror(errno)))")
    }
    self.master = master
    saved = (dup(STDIN_FILENO), dup(STDOUT_FILENO))
    dup2(slave, STDIN_FILENO)
    dup2(slave, STDOUT_FILENO)
    Glibc.close(slave)
    setenv("TERM", term, 1)
    let sink = Sink()
    self.sink = sink
    let thread = Thread { [master] in Self.collect(master, sink) }
    thread.start()
    do {
      terminal = try Terminal.make(TerminalOptions(colorDepth: depth, mouse: true))
    } catch { throw Failure(description: error.recovery) }
  }

  private static func collect(_ master: Int32, _ sink: Sink) {
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = read(master, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      sink.state.withLock { state in
        if count > 0 { state.bytes += buffer[..<count] } else { state.isClosed = true }
      }
      sink.arrived.signal()
      if count <= 0 { return }
    }
  }

  /// Gives standard input and output back; returns what was written last.
  func close() {
    terminal.restore()
    dup2(saved.input, STDIN_FILENO)
    dup2(saved.output, STDOUT_FILENO)
    Glibc.close(saved.input)
    Glibc.close(saved.output)
  }

  /// The end of a synchronized update (DEC mode 2026), which `Terminal` sends last.
  private static let end = Array("\u{1b}[?2026l".utf8)

  /// Shows a canvas and returns the bytes of the update.
  func bytes(showing canvas: Canvas) throws -> [UInt8] {
    terminal.present(canvas)
    while true {
      let bytes = sink.state.withLock { state -> [UInt8]? in
        guard state.bytes.suffix(Self.end.count).elementsEqual(Self.end) else { return nil }
        defer { state.bytes = [] }
        return state.bytes
      }
      if let bytes { return bytes }
      guard sink.arrived.wait(timeout: .now() + 20) == .success else {
        throw Failure(description: "an update did not end within 20 seconds")
      }
    }
  }
}
