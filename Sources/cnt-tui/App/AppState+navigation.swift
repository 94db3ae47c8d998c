import SyncEngine

extension AppState {
  /// A name tag for the next list; answers to older ones are dropped.
  mutating func nextToken() -> Int {
    lastToken += 1
    return lastToken
  }

  /// Shows a section, making its first screen when it was never shown.
  mutating func show(_ id: SectionSpec.ID) -> [Effect] {
    guard sections.contains(where: { $0.id == id }) else { return [] }
    section = id
    if stacks[id]?.isEmpty != false {
      let spec = SectionSpec.spec(id)
      var list = ListScreen(token: 0, title: spec.name, tabs: spec.tabs)
      list.arrangements = arrangements[id.rawValue] ?? [:]
      let effects = list.reset(token: nextToken())
      if id == .search { list.isFiltering = true }
      stacks[id] = [.list(list)]
      return effects + focusEffects(for: .list(list))
    }
    return refreshVisible() + focusEffects(for: screen)
  }

  /// Puts a screen on top of the visible one.
  mutating func push(_ new: Screen) -> [Effect] {
    stacks[section, default: []].append(new)
    focus = .main
    switch new {
    case .detail(let detail): return [.loadDetail(detail.ref)] + focusEffects(for: new)
    case .list(let list): return list.reload() + focusEffects(for: new)
    case .reader(let reader): return [.reader(.open(reader.book, restoring: true))]
    }
  }

  /// Takes the top screen away; false when there was only one.
  mutating func pop() -> Bool {
    guard var stack = stacks[section], stack.count > 1 else { return false }
    stack.removeLast()
    stacks[section] = stack
    return true
  }

  /// Reads what is visible again from the mirror.
  func refreshVisible() -> [Effect] {
    switch screen {
    case .list(let list): list.reload()
    case .detail(let detail): [.loadDetail(detail.ref)]
    case .reader(let reader):
      // Another document may have been read since.
      reader.status == .ready && texts.count(reader.book) == nil
        ? [.reader(.open(reader.book, restoring: false))] : []
    case nil: []
    }
  }

  /// What the engine should fetch first, because somebody is looking at it.
  func focusEffects(for screen: Screen?) -> [Effect] {
    switch screen {
    case .detail(let detail) where detail.ref.kind == .event:
      return [.lookAtAttendees(event: detail.ref.id)]
    case .detail(let detail) where detail.ref.kind == .artist:
      return [.lookAtFollowers(artist: detail.ref.id)]
    case .detail(let detail): return detail.focus.map { [.focus($0)] } ?? []
    case .list(let list):
      if case .page(.person(let id)) = list.current.content { return [.lookAtPerson(id)] }
      switch section {
      case .notifications, .admin, .library, .support: return list.sources.map(Effect.focus)
      default: return []
      }
    case .reader, nil: return []
    }
  }

  /// The row that commands act on: the one shown in detail, or the selected one.
  var target: Row? {
    switch screen {
    case .list(let list): list.selectedRow
    case .detail(let detail): detail.row
    case .reader, nil: nil
    }
  }

  /// Changes the list that carries `token`, wherever it is.
  mutating func withList(token: Int, _ change: (inout ListScreen) -> Void) {
    for (id, stack) in stacks {
      for (index, screen) in stack.enumerated() {
        guard case .list(var list) = screen, list.token == token else { continue }
        change(&list)
        stacks[id]?[index] = .list(list)
        return
      }
    }
  }
}
