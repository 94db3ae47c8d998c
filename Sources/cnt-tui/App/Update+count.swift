import SyncEngine
import TermKit

extension Updater {
  /// The most that a movement is repeated.
  static let highestCount = 9999

  /// Takes a digit of a count, as in `5j` and `12G`; false where the key is none.
  ///
  /// Plain digits go to sections, at once, so a count begins with Alt (as readline's does): Alt-1, 2, j.
  /// Whoever takes the digits from the sections in the keymap file has plain ones begin a count.
  func countKey(_ state: inout AppState, _ key: KeyPress) -> Bool {
    guard case .character(let character) = key.key, character.isASCII,
      let digit = character.wholeNumberValue, key.modifiers.isSubset(of: .alt)
    else { return false }
    if state.count == nil {
      guard digit != 0, state.keymap.command(for: key) == nil else { return false }
    }
    state.count = min(Self.highestCount, (state.count ?? 0) * 10 + digit)
    return true
  }

  /// Runs a command as often as a count says; commands that a count means nothing to run once.
  func run(_ state: inout AppState, _ command: Command, count: Int) -> [Effect] {
    switch command {
    case .top, .bottom:
      return goToNumber(&state, count) ?? goToRow(&state, count) ?? run(&state, command)
    case .up, .down, .pageUp, .pageDown:
      if let effects = moveBy(&state, command, count) { return effects }
      return (0..<min(count, 500)).flatMap { _ in run(&state, command) }
    // So many seconds.
    case .seekForward: return seek(&state, to: state.player.position + Double(count))
    case .seekBack: return seek(&state, to: state.player.position - Double(count))
    case .previousTab, .nextTab, .volumeDown, .volumeUp, .slower, .faster, .slightlySlower,
      .slightlyFaster, .previousChapter, .nextChapter, .goBack, .goForward:
      return (0..<min(count, 50)).flatMap { _ in run(&state, command) }
    default: return run(&state, command)
    }
  }

  private func moveBy(_ state: inout AppState, _ command: Command, _ count: Int) -> [Effect]? {
    guard state.focus == .main, case .list(var list) = state.screen,
      command == .up || command == .down
    else { return nil }
    let height = Frame(state).list.size.rows
    let effects = list.move(by: command == .up ? -count : count, viewHeight: height)
    state.screen = .list(list)
    return effects
  }

  /// Selects the row with a number, from 1, of what is loaded; nil where rows have no numbers.
  private func goToRow(_ state: inout AppState, _ number: Int) -> [Effect]? {
    guard state.focus == .main, case .list(var list) = state.screen,
      list.blocks.first?.hasBefore != true
    else { return nil }
    let rows = list.lines.indices.filter {
      if case .heading = list.lines[$0] { false } else { true }
    }
    guard let last = rows.last else { return [] }
    let target = rows.indices.contains(number - 1) ? rows[number - 1] : last
    let effects = list.move(
      by: target - list.selected, viewHeight: Frame(state).list.size.rows)
    state.screen = .list(list)
    return effects
  }
}
