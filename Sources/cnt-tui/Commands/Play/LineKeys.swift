import Dispatch
import Foundation
import TermKit

/// Keys of a terminal that is not taken over: each as it is pressed, without an echo.
///
/// The shell puts the terminal's mode back while the program is stopped, and may have started it in
/// the background: the keys are taken whenever it goes on in the foreground. All state belongs to one
/// queue, which is what makes it safe to share.
final class LineKeys: @unchecked Sendable {
  private let queue = DispatchQueue(label: "line.keys")
  private let press: @Sendable (KeyPress) -> Void
  private var decoder = InputDecoder()
  private var before: termios?
  private var input: (any DispatchSourceProtocol)?
  private var continued: (any DispatchSourceProtocol)?

  /// `press` is called, on another thread, for each key.
  init(_ press: @escaping @Sendable (KeyPress) -> Void) {
    self.press = press
    let continued = DispatchSource.makeSignalSource(signal: SIGCONT, queue: queue)
    continued.setEventHandler { [weak self] in self?.take() }
    self.continued = continued
    continued.resume()
    queue.sync { take() }
  }

  /// Gives the terminal its mode back; false when it never was taken, or is back already.
  func close() -> Bool {
    queue.sync {
      input?.cancel()
      continued?.cancel()
      (input, continued) = (nil, nil)
      guard var mode = before else { return false }
      before = nil
      // In the background the mode is the shell's.
      if isInForeground { tcsetattr(STDIN_FILENO, TCSANOW, &mode) }
      return true
    }
  }

  private var isInForeground: Bool { tcgetpgrp(STDIN_FILENO) == getpgrp() }

  private func take() {
    var mode = termios()
    guard isInForeground, tcgetattr(STDIN_FILENO, &mode) == 0 else { return }
    if before == nil { before = mode }
    // Signals stay with the terminal: Ctrl-C ends, Ctrl-Z stops.
    mode.c_lflag &= ~tcflag_t(ICANON | ECHO)
    tcsetattr(STDIN_FILENO, TCSANOW, &mode)
    listen()
  }

  private func listen() {
    guard input == nil else { return }
    let input = DispatchSource.makeReadSource(fileDescriptor: STDIN_FILENO, queue: queue)
    input.setEventHandler { [weak self] in self?.read() }
    self.input = input
    input.resume()
  }

  private func read() {
    guard isInForeground else {
      // Keys wait for another program; the source would tell of them without a pause.
      input?.cancel()
      input = nil
      queue.asyncAfter(deadline: .now() + 0.5) { [weak self] in
        if self?.before != nil { self?.listen() }
      }
      return
    }
    var buffer = [UInt8](repeating: 0, count: 256)
    let count = Glibc.read(STDIN_FILENO, &buffer, buffer.count)
    guard count > 0 else {
      // A terminal that is gone says so for ever.
      if count == 0 || errno != EINTR && errno != EAGAIN {
        input?.cancel()
        input = nil
      }
      return
    }
    for case .key(let key) in decoder.feed(buffer[..<count]) { press(key) }
  }
}
