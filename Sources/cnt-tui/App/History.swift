import SyncEngine

/// Where the person has been, across sections: back and forward as in a browser.
struct History: Sendable, Hashable {
  /// A screen that can be gone to again.
  struct Place: Sendable, Hashable {
    enum Top: Sendable, Hashable {
      /// The section's own list, with the tab that was open.
      case root(tab: Int)
      case detail(ItemRef)
      /// A list on top, such as a playlist.
      case list(title: Phrase, tabs: [TabSpec])
      case reader(ReaderScreen.Book, title: String)
    }

    var section: SectionSpec.ID
    var top: Top
  }

  /// Places kept in each direction.
  static let longest = 100

  private(set) var back: [Place] = []
  private(set) var forward: [Place] = []
  private(set) var current: Place?

  /// Notes where the person is now.
  mutating func visit(_ place: Place) {
    guard let current, place != current else { return current = place }
    // Another tab is the same place seen from another side.
    if case .root = place.top, case .root = current.top, place.section == current.section {
      return self.current = place
    }
    back.append(current)
    back.removeFirst(max(0, back.count - Self.longest))
    forward = []
    self.current = place
  }

  /// The place before this one; it is now the current one.
  mutating func goBack() -> Place? {
    guard let place = back.popLast() else { return nil }
    if let current { forward.append(current) }
    current = place
    return place
  }

  mutating func goForward() -> Place? {
    guard let place = forward.popLast() else { return nil }
    if let current { back.append(current) }
    current = place
    return place
  }
}

extension AppState {
  /// Where the person is.
  var place: History.Place {
    let top: History.Place.Top =
      switch screen {
      case .detail(let detail): .detail(detail.ref)
      case .reader(let reader): .reader(reader.book, title: reader.title)
      case .list(let list) where (stacks[section]?.count ?? 0) > 1:
        .list(title: list.name, tabs: list.tabs)
      case .list(let list): .root(tab: list.tab)
      case nil: .root(tab: 0)
      }
    return History.Place(section: section, top: top)
  }

  /// Notes the place when the person has come to rest there: not on the way through the sidebar.
  mutating func noteVisit() {
    guard account != nil, focus == .main, screen != nil else { return }
    history.visit(place)
  }
}

extension Updater {
  func travel(_ state: inout AppState, _ command: Command) -> [Effect] {
    let place = command == .goBack ? state.history.goBack() : state.history.goForward()
    guard let place else {
      state.say(command == .goBack ? tr("This is where you began") : tr("There is nothing ahead"))
      return []
    }
    state.focus = .main
    var effects = state.show(place.section)
    switch place.top {
    case .root(let tab):
      while state.pop() {}
      effects += state.refreshVisible()
      if case .list(let list) = state.screen { effects += selectTab(&state, list, tab) }
    case .detail(let ref):
      if !popTo(&state, place.top) {
        effects += state.push(.detail(DetailScreen(ref: ref)))
      } else {
        effects += state.refreshVisible()
      }
    case .reader(let book, let title):
      if !popTo(&state, place.top) {
        effects += state.push(.reader(ReaderScreen(book: book, title: title)))
      } else {
        effects += state.refreshVisible()
      }
    case .list(let title, let tabs):
      if !popTo(&state, place.top) {
        var list = ListScreen(token: 0, title: title, tabs: tabs)
        _ = list.reset(token: state.nextToken())
        effects += state.push(.list(list))
      } else {
        effects += state.refreshVisible()
      }
    }
    return effects
  }

  /// Takes screens away until the one that is meant is on top; false, and nothing changed, where it is
  /// not among them.
  private func popTo(_ state: inout AppState, _ top: History.Place.Top) -> Bool {
    guard let stack = state.stacks[state.section] else { return false }
    let index = stack.lastIndex { screen in
      switch (screen, top) {
      case (.detail(let detail), .detail(let ref)): detail.ref == ref
      case (.reader(let reader), .reader(let book, _)): reader.book == book
      case (.list(let list), .list(let title, let tabs)): list.name == title && list.tabs == tabs
      default: false
      }
    }
    guard let index else { return false }
    state.stacks[state.section] = Array(stack[...index])
    return true
  }
}
