import Foundation
import SyncEngine

extension AppState {
  /// Whether the posts at the top of the home screen take turns by themselves now.
  var isCarouselMoving: Bool {
    guard account != nil, overlay == nil, !isFullScreen, !reducedMotion,
      case .list(let list)? = screen, list.offset == 0, !list.isFiltering,
      case .carousel(let rows)? = list.lines.first
    else { return false }
    return rows.count > 1
  }
}

extension Updater {
  /// Seconds for which a post stays.
  static let turnTime: TimeInterval = 5

  /// Lets the next post take its turn when it is time; nothing is waited for while none can.
  func turnCarousel(_ state: inout AppState) {
    guard state.isCarouselMoving else {
      state.carouselTurn = nil
      return
    }
    guard let turn = state.carouselTurn else {
      state.carouselTurn = state.now.addingTimeInterval(Self.turnTime)
      return
    }
    guard turn <= state.now else { return }
    turnCarousel(&state, by: 1)
  }

  /// Shows the next post, or the one before; false where there is no carousel.
  @discardableResult
  func turnCarousel(_ state: inout AppState, by delta: Int) -> Bool {
    guard case .list(var list) = state.screen, case .carousel(let rows)? = list.lines.first,
      !rows.isEmpty
    else { return false }
    list.turn = (list.turn + delta + rows.count) % rows.count
    state.screen = .list(list)
    state.carouselTurn =
      state.reducedMotion ? nil : state.now.addingTimeInterval(Self.turnTime)
    return true
  }

  /// Plays what can be played of the section around a line, from its start.
  func playAll(_ state: inout AppState, from line: Int? = nil) -> [Effect] {
    guard case .list(let list) = state.screen else { return [] }
    let entries = list.section(around: line ?? list.selected).entries
    guard !entries.isEmpty else {
      // A click on a heading is no question.
      if line == nil { state.say(tr("There is nothing to play here")) }
      return []
    }
    let effects = savePosition(&state)
    state.player.queue = entries
    return effects + start(&state, at: 0, saving: false)
  }
}

extension ListScreen {
  /// Rows that stand under one heading.
  struct Section: Sendable, Hashable {
    var rows: [Row]

    var entries: [PlayerState.Entry] { rows.compactMap(PlayerState.Entry.init(row:)) }

    var isPlayable: Bool { rows.contains { PlayerState.Entry(row: $0) != nil } }
  }

  /// The rows of the section that a line, or its heading, belongs to.
  func section(around line: Int) -> Section {
    guard lines.indices.contains(line) else { return Section(rows: []) }
    var first = line
    if case .heading = lines[line] { first = line + 1 }
    while first > 0, first <= lines.count, case .row = lines[first - 1] { first -= 1 }
    let rows = lines[min(first, lines.count)...].prefix {
      if case .row = $0 { true } else { false }
    }
    return Section(rows: rows.compactMap { if case .row(let row) = $0 { row } else { nil } })
  }

  /// The rows of a list, or the first ones of the list that stands in for it.
  func rows(of block: Block) -> [Row] {
    guard block.rows.isEmpty, let substitute = block.spec.substitute,
      let other = blocks.first(where: { $0.spec.source == substitute })
    else { return block.rows }
    return Array(other.rows.prefix(block.spec.limit ?? Self.pageSize))
  }
}
