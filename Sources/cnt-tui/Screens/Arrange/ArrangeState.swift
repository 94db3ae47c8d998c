import SyncEngine
import TermKit

/// The box in which a list's order and part are chosen.
struct ArrangeState: Sendable, Hashable {
  enum Choice: Sendable, Hashable {
    case order(ListOrder)
    /// nil shows everything.
    case filter(ListFilter?)
  }

  let source: Arrangeable
  let orders: [ListOrder]
  /// nil until the mirror has told which there are.
  var filters: [ListFilter]?
  var selected = 0

  init(source: Arrangeable) {
    self.source = source
    orders = source.orders
  }

  var choices: [Choice] {
    let filters = filters ?? []
    return orders.map(Choice.order)
      + (filters.isEmpty ? [] : [.filter(nil)] + filters.map { .filter($0) })
  }

  mutating func move(by delta: Int) {
    selected = min(max(0, selected + delta), max(0, choices.count - 1))
  }
}

extension Updater {
  func arrange(_ state: inout AppState, _ command: Command) -> [Effect] {
    guard case .list(let list) = state.screen, let source = list.arrangeable else {
      state.say(tr("This list has one order only"))
      return []
    }
    if command == .nextOrder { return nextOrder(&state, list, source) }
    var arrange = ArrangeState(source: source)
    let known = list.isPart ? [] : source.filters(state)
    arrange.filters = known
    state.overlay = .arrange(arrange)
    guard known == nil, case .rows(let rows) = source else { return [] }
    return [.loadFacets(rows)]
  }

  /// The next order of the list, round and round.
  private func nextOrder(
    _ state: inout AppState, _ list: ListScreen, _ source: Arrangeable
  ) -> [Effect] {
    let orders = source.orders
    guard orders.count > 1 else {
      state.say(tr("This list has one order only"))
      return []
    }
    let now = orders.firstIndex(of: list.arrangement.order ?? orders[0]) ?? 0
    return take(&state, .order(orders[(now + 1) % orders.count]), source)
  }

  func arrange(
    _ state: inout AppState, _ arrange: inout ArrangeState, _ key: KeyPress
  ) -> [Effect] {
    switch (state.keymap.command(for: key), key.key) {
    case (.up, _): arrange.move(by: -1)
    case (.down, _), (.nextFocus, _): arrange.move(by: 1)
    case (.pageUp, _), (.top, _): arrange.move(by: -arrange.choices.count)
    case (.pageDown, _), (.bottom, _): arrange.move(by: arrange.choices.count)
    case (.open, _), (.right, _):
      state.overlay = nil
      return choose(&state, arrange)
    case (_, .character(" ")):
      state.overlay = .arrange(arrange)
      return choose(&state, arrange)
    case (.back, _), (.left, _), (.quit, _), (.arrange, _):
      state.overlay = nil
      return []
    default: return []
    }
    state.overlay = .arrange(arrange)
    return []
  }

  func mouse(
    _ state: inout AppState, _ arrange: inout ArrangeState, _ mouse: MouseEvent
  ) -> [Effect] {
    let view = ArrangeView(arrange: arrange)
    switch ListMouse(mouse, in: view.box(state.size), index: { view.index(at: $0, state.size) }) {
    case .move(let rows): arrange.move(by: rows)
    case .take(let index):
      arrange.selected = index
      state.overlay = .arrange(arrange)
      return choose(&state, arrange)
    case .close:
      state.overlay = nil
      return []
    case nil: return []
    }
    state.overlay = .arrange(arrange)
    return []
  }

  private func choose(_ state: inout AppState, _ arrange: ArrangeState) -> [Effect] {
    guard arrange.choices.indices.contains(arrange.selected) else { return [] }
    return take(&state, arrange.choices[arrange.selected], arrange.source)
  }

  /// Shows the list as it is wanted now, and remembers that.
  private func take(
    _ state: inout AppState, _ choice: ArrangeState.Choice, _ source: Arrangeable
  ) -> [Effect] {
    guard case .list(var list) = state.screen, list.arrangeable == source else { return [] }
    var wanted = list.arrangement
    switch choice {
    case .order(let order):
      wanted.order = order == source.orders.first ? nil : order
      state.say(order.title)
    case .filter(let filter):
      wanted.filter = filter
      state.say(filter?.title(categories: state.categories) ?? tr("Everything"))
    }
    guard wanted != list.arrangement else { return [] }
    list.arrangement = wanted
    let effects = list.reset(token: state.nextToken())
    state.screen = .list(list)
    return effects + remember(&state, list)
  }

  /// Lists of the sidebar keep their arrangement from one day to the next.
  private func remember(_ state: inout AppState, _ list: ListScreen) -> [Effect] {
    guard state.stacks[state.section]?.count == 1 else { return [] }
    state.arrangements[state.section.rawValue] =
      list.arrangements.isEmpty ? nil : list.arrangements
    return [.saveArrangements(state.arrangements)]
  }
}
