import SyncEngine

/// Rows that are marked, to do one thing to all of them.
extension Updater {
  func mark(_ state: inout AppState, _ command: Command) -> [Effect] {
    guard case .list(var list) = state.screen else { return [] }
    // Neither the carousel nor a day of the calendar shows marks.
    guard case .row(let row)? = list.selectedLine else {
      state.say(tr("There is nothing to mark here"))
      return []
    }
    var effects: [Effect] = []
    switch command {
    case .mark:
      list.toggleMark(row.item.ref)
      effects = list.move(by: 1, viewHeight: Frame(state).list.size.rows)
    case .markRange: list.markRange()
    default: list.marked = Set(list.rows.map(\.item.ref))
    }
    state.screen = .list(list)
    let count = list.marked.count
    state.say(count == 0 ? tr("Nothing is marked") : tr("\(count) marked · Esc unmarks them"))
    return effects
  }
}

extension ListScreen {
  mutating func toggleMark(_ ref: ItemRef) {
    if marked.remove(ref) == nil { marked.insert(ref) }
    markAnchor = ref
  }

  /// Marks from where a row was marked last up to here.
  mutating func markRange() {
    let refs = rows.map(\.item.ref)
    guard let selected = selectedLine?.ref, let end = refs.firstIndex(of: selected) else { return }
    let start = markAnchor.flatMap { refs.firstIndex(of: $0) } ?? end
    marked.formUnion(refs[min(start, end)...max(start, end)])
    markAnchor = selected
  }

  mutating func clearMarks() {
    marked = []
    markAnchor = nil
  }
}

extension AppState {
  /// What commands act on that can be done to many: the marked rows, else the one target.
  var chosenRows: [Row] {
    if case .list(let list) = screen, !list.marked.isEmpty {
      return list.rows.filter { list.marked.contains($0.item.ref) }
    }
    return target.map { [$0] } ?? []
  }

  /// Takes the marks off what a command was done to; those on rows that are not loaded at the moment
  /// stay.
  mutating func clearMarks() {
    guard case .list(var list) = screen else { return }
    list.marked.subtract(list.rows.map(\.item.ref))
    list.markAnchor = nil
    screen = .list(list)
  }

  /// Whether nothing of what is marked is loaded; says so.
  mutating func hasLostMarks() -> Bool {
    guard case .list(let list) = screen, !list.marked.isEmpty, chosenRows.isEmpty else {
      return false
    }
    say(tr("What is marked is on another part of the list: Esc unmarks it"))
    return true
  }
}
