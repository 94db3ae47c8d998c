import CNcurses
import CTerminalGuard
import Glibc

/// The modes that ncurses does not know: mouse, paste, focus, synchronized updates.
struct TerminalModes {
  /// xterm: 1000 buttons, 1002 drags, 1006 SGR reports; 1004 focus; 2004 bracketed paste.
  private let on: String
  private let mouse: Bool
  /// Everything off, attributes reset, cursor shown, main screen.
  private static let reset =
    "\u{1b}[0m\u{1b}[?2026l\u{1b}[?1006l\u{1b}[?1003l\u{1b}[?1002l\u{1b}[?1000l\u{1b}[?1004l\u{1b}[?2004l"

  init(mouse: Bool) {
    self.mouse = mouse
    on = "\u{1b}[?2004h\u{1b}[?1004h" + (mouse ? "\u{1b}[?1000h\u{1b}[?1002h\u{1b}[?1006h" : "")
  }

  /// Prepares what a dying process sends; false when it does not fit.
  func arm(original: termios, signalPipe: Int32) -> Bool {
    var mode = original
    return Self.everythingOff.withCString {
      cnt_guard_arm(STDOUT_FILENO, signalPipe, $0, strlen($0), &mode) == 0
    }
  }

  /// For when ncurses cannot be asked. Whatever string a cut-off command began ends first (ST).
  static let everythingOff =
    "\u{1b}\\" + reset + "\u{1b}[0m\u{1b}[?25h\u{1b}[?1049l\u{1b}[?1l\u{1b}>"

  func enter() { Self.send(on) }
  func leave() { Self.send(Self.reset) }
  /// DEC private mode 2026: the terminal shows nothing until the end.
  func beginUpdate() { Self.send("\u{1b}[?2026h") }
  func endUpdate() { Self.send("\u{1b}[?2026l") }

  /// An update of its own that leaves the cursor and the pen (DECSC, DECRC) as they were.
  func update(around bytes: [UInt8]) -> [UInt8] {
    Array("\u{1b}[?2026h\u{1b}7".utf8) + bytes + Array("\u{1b}8\u{1b}[?2026l".utf8)
  }

  /// xterm's mode 1003: every movement. Switching it off switches 1002 off too.
  func setMotionReports(_ on: Bool) {
    if mouse { Self.send(on ? "\u{1b}[?1003h" : "\u{1b}[?1003l\u{1b}[?1000h\u{1b}[?1002h") }
  }

  /// Sends past ncurses, which must have nothing unsent.
  static func send(_ text: String) {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let written = bytes.withUnsafeBytes { write(STDOUT_FILENO, $0.baseAddress, $0.count) }
      if written < 0, errno == EINTR { continue }
      guard written > 0 else { return }
      bytes = bytes.dropFirst(written)
    }
  }
}
