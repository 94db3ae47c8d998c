import SyncEngine

/// The queue outlives the app: every change of it is kept, and what others change is taken in.
extension Updater {
  /// What is to be written after an action; `before` is what was stored then.
  func keepQueue(_ state: inout AppState, before: PlayQueue) -> [Effect] {
    guard state.player.stored != before, state.account != nil else { return [] }
    // Another queue took the place of the one that was mixed.
    if let order = state.player.order,
      Set(order).isDisjoint(with: state.player.queue.map(\.uid))
    {
      state.player.order = nil
    }
    var queue = state.player.stored
    queue.number(using: &state.random)
    if let index = state.player.index { queue.current = queue.entries[index].uid }
    state.player.queue = queue.entries
    let base = state.player.known
    state.player.known = queue.entries.map(\.uid)
    state.player.saves += 1
    return [.saveQueue(queue, since: base)]
  }

  func queueSaved(
    _ state: inout AppState, _ queue: PlayQueue?, since base: [UInt32], position: Double
  ) -> [Effect] {
    state.player.saves = max(0, state.player.saves - 1)
    guard let queue else {
      // What was not stored is not known to anybody: the next save adds it.
      state.player.known = base
      return []
    }
    return receive(&state, queue, position: position)
  }

  /// The queue of an earlier run, at the start: it is there, and rests.
  func open(_ state: inout AppState, _ queue: PlayQueue, position: Double) -> [Effect] {
    state.player.isLoading = false
    state.player.handed = nil
    adopt(&state, queue, position: position)
    state.player.isDormant = state.player.index != nil
    state.player.isPaused = state.player.isDormant
    state.player.duration = state.player.current?.duration
    return []
  }

  /// Somebody else changed the queue, or a save met such a change.
  func receive(_ state: inout AppState, _ theirs: PlayQueue, position: Double) -> [Effect] {
    // What is being written comes back with everything that others did.
    guard state.player.saves == 0 else { return [] }
    let mine = state.player.stored
    guard mine != theirs else {
      state.player.known = theirs.entries.map(\.uid)
      return []
    }
    let isUnchanged = mine.entries.map(\.uid) == state.player.known
    let rests = state.player.index == nil || state.player.isDormant
    guard isUnchanged else {
      let merged = mine.merging(theirs, since: state.player.known)
      state.player.known = theirs.entries.map(\.uid)
      take(&state, merged)
      return keepQueue(&state, before: theirs)
    }
    if rests {
      adopt(&state, theirs, position: position)
      state.player.isDormant = state.player.index != nil
      state.player.isPaused = state.player.isDormant
      state.player.duration = state.player.current?.duration
      return []
    }
    // What plays here stays, also where the others took it out.
    var queue = theirs
    queue.current = mine.current
    if queue.index == nil, let entry = state.player.queued {
      queue.entries.insert(entry, at: min(state.player.index ?? 0, queue.entries.count))
    }
    state.player.known = theirs.entries.map(\.uid)
    take(&state, queue)
    return keepQueue(&state, before: theirs)
  }

  private func adopt(_ state: inout AppState, _ queue: PlayQueue, position: Double) {
    take(&state, queue)
    state.player.known = queue.entries.map(\.uid)
    state.player.position = position
    state.player.savedPosition = position
  }

  private func take(_ state: inout AppState, _ queue: PlayQueue) {
    state.player.queue = queue.entries
    state.player.index = queue.index
    state.player.repeats = queue.repeats
    state.player.order = queue.order
  }
}
