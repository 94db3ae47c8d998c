import CNcurses
import CTerminalGuard
import Glibc

/// The terminal in other hands for a while: the shell's, an editor's.
extension Terminal {
  /// How long a signal that ends the process may come after the one that continues it: `kill %1` of a
  /// shell sends both.
  private static let endTime = Duration.milliseconds(100)

  /// Gives the terminal to the shell and stops the process; returns when it is continued. False where
  /// there is no shell that could continue it: nothing was stopped then.
  public func suspend() -> Bool {
    guard isActive else { return true }
    leave()
    let wasStopped = cnt_guard_stop_self() != 0
    if wasStopped { guard waitForForeground() else { return true } }
    enter()
    return wasStopped
  }

  /// Gives the terminal to another program while `work` runs it, and takes it again.
  public func lend<Result>(_ work: () -> Result) -> Result {
    guard isActive else { return work() }
    leave()
    defer { enter() }
    return work()
  }

  /// Takes the terminal as after a pause: somebody stopped the process from outside, and the shell has
  /// had the terminal and left it in modes of its own.
  func takeAgain() {
    guard isActive else { return }
    if !isInForeground {
      // Nothing was given back.
      leaveFromBehind()
    }
    guard waitForForeground() else { return }
    leave()
    enter()
  }

  /// Stops for as long as the shell has the terminal (`bg`). False when the process is told to end:
  /// the terminal is left alone from then on.
  private func waitForForeground() -> Bool {
    while true {
      let hasEnded = input.awaitEnd(for: isInForeground ? .zero : Self.endTime)
      if isInForeground { return true }
      if !hasEnded {
        if cnt_guard_stop_self() != 0 || isInForeground { continue }
        // Nobody could continue it: better the end than a program that nobody sees.
        input.push(.signal(.hangup))
      }
      cnt_guard_lend(1)
      isActive = false
      return false
    }
  }

  /// Undoes what was asked of a terminal that the shell has already. Only writes: changing the mode would
  /// stop a job in the background, and what a person has begun to type at the prompt would be held back.
  func leaveFromBehind() {
    output.abandon()
    TerminalModes.send(TerminalModes.everythingOff)
    cnt_guard_lend(1)
  }

  var isInForeground: Bool { tcgetpgrp(STDIN_FILENO) == getpgrp() }

  func leave() {
    output.abandon()
    // A command of kitty's that was cut off ends, and no picture stays behind.
    if graphics?.kitty == true { TerminalModes.send("\u{1b}\\\u{1b}_Ga=d,d=A,q=2\u{1b}\\") }
    reportsMotion = false
    endwin()
    modes.leave()
    cnt_guard_lend(1)
  }

  private func enter() {
    cnt_guard_lend(0)
    reset_prog_mode()
    modes.enter()
    noteSize()
    // What was shown is laid anew, piece by piece where it must be.
    werase(cnt_stdscr())
    clearok(cnt_stdscr(), true)
    wrefresh(cnt_stdscr())
    let last = shown
    shown = nil
    if let last, last.size == size { present(last) }
  }
}
