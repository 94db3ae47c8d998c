import Foundation
import SyncEngine
import TermKit

/// What is played, on one line of a terminal that is written over, and the keys that are pressed there.
/// Without a terminal, a line for each thing that begins.
final class PlayLine {
  private let isTerminal = isatty(STDOUT_FILENO) == 1
  private let keys: LineKeys?
  private var shown = ""

  /// `press` is called, on another thread, for each key.
  init(press: @escaping @Sendable (KeyPress) -> Void) {
    keys = isTerminal && isatty(STDIN_FILENO) == 1 ? LineKeys(press) : nil
  }

  /// Gives the terminal back. May be called more than once.
  func close() {
    guard keys?.close() == true, !shown.isEmpty else { return }
    write("\n")
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
