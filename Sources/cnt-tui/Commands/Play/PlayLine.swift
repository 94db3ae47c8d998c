import Foundation
import SyncEngine
import TermKit

/// What is played, on one line of a terminal that is written over, and the keys that are pressed there.
/// Without a terminal, a line for each thing that begins.
final class PlayLine {
  private let isTerminal = isatty(STDOUT_FILENO) == 1
  private var before: termios?
  private var source: (any DispatchSourceProtocol)?
  private var shown = ""

  /// `press` is called, on another thread, for each key.
  init(press: @escaping @Sendable (KeyPress) -> Void) {
    // A job in the background must not touch the terminal's mode.
    guard isTerminal, isatty(STDIN_FILENO) == 1, tcgetpgrp(STDIN_FILENO) == getpgrp() else {
      return
    }
    var mode = termios()
    guard tcgetattr(STDIN_FILENO, &mode) == 0 else { return }
    before = mode
    // Signals stay with the terminal: Ctrl-C ends, Ctrl-Z stops.
    mode.c_lflag &= ~tcflag_t(ICANON | ECHO)
    tcsetattr(STDIN_FILENO, TCSANOW, &mode)
    source = Self.keys(press)
  }

  private static func keys(
    _ press: @escaping @Sendable (KeyPress) -> Void
  ) -> any DispatchSourceProtocol {
    let source = DispatchSource.makeReadSource(
      fileDescriptor: STDIN_FILENO, queue: DispatchQueue(label: "play.keys"))
    let reader = KeyReader(press)
    source.setEventHandler { reader.read() }
    source.resume()
    return source
  }

  /// Gives the terminal back. May be called more than once.
  func close() {
    source?.cancel()
    source = nil
    guard var mode = before else { return }
    before = nil
    tcsetattr(STDIN_FILENO, TCSANOW, &mode)
    if !shown.isEmpty { write("\n") }
  }

  deinit { close() }

  func begin(_ entry: PlayerState.Entry) {
    if isTerminal {
      shown = ""
    } else {
      write("\(ThingNames.name(entry.ref))\t\(printable(entry.title))\n")
    }
  }

  func show(_ player: PlayerState) {
    guard isTerminal else { return }
    let line = Self.text(player, columns: Self.columns)
    guard line != shown else { return }
    shown = line
    write("\r\u{1b}[K" + line)
  }

  /// A sentence of its own.
  func tell(_ sentence: String) {
    if !shown.isEmpty { write("\r\u{1b}[K") }
    shown = ""
    try? FileHandle.standardError.write(contentsOf: Data((printable(sentence) + "\n").utf8))
  }

  /// State, title, time, and volume and speed where they are unusual.
  static func text(_ player: PlayerState, columns: Int) -> String {
    guard let entry = player.current else { return "" }
    var right = "  " + DateText.duration(seconds: player.position)
    if let duration = player.duration { right += " / " + DateText.duration(seconds: duration) }
    if player.queue.count > 1 { right += "  \((player.index ?? 0) + 1)/\(player.queue.count)" }
    right += "  vol \(Int(player.volume))"
    if player.speed != 1 { right += "  \(player.speed)×" }
    let state = player.isLoading ? "…" : player.isPaused ? "‖" : "▶"
    let room = max(8, columns - 3 - right.count)
    return state + " " + DisplayText.truncated(printable(entry.title), to: room) + right
  }

  /// What a key does here: the app's keys of the player, and the arrows.
  static func command(for key: KeyPress) -> Command? {
    switch key.key {
    case .left: .seekBack
    case .right: .seekForward
    case .up: .volumeUp
    case .down: .volumeDown
    default: Keymap.standard.command(for: key).flatMap { allowed.contains($0) ? $0 : nil }
    }
  }

  private static let allowed: Set<Command> = [
    .quit, .stop, .playPause, .seekBack, .seekForward, .previousTrack, .nextTrack, .volumeDown,
    .volumeUp, .slower, .faster,
  ]

  private static var columns: Int {
    var size = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
    return Int(size.ws_col)
  }

  // Where nobody reads on, playing goes on all the same.
  private func write(_ text: String) {
    try? FileHandle.standardOutput.write(contentsOf: Data(text.utf8))
  }
}

/// Reads keys from the terminal; used by one queue only, which is what makes it safe to share.
private final class KeyReader: @unchecked Sendable {
  private var decoder = InputDecoder()
  private let press: @Sendable (KeyPress) -> Void

  init(_ press: @escaping @Sendable (KeyPress) -> Void) { self.press = press }

  func read() {
    var buffer = [UInt8](repeating: 0, count: 256)
    let count = Glibc.read(STDIN_FILENO, &buffer, buffer.count)
    guard count > 0 else { return }
    for case .key(let key) in decoder.feed(buffer[..<count]) { press(key) }
  }
}
