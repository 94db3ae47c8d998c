import SyncEngine

extension Updater {
  /// Shows the clip of the selected film; what was playing waits behind it.
  func playPreview(_ state: inout AppState) -> [Effect] {
    guard case .movie(let movie)? = state.target?.item,
      let entry = PlayerState.Entry(previewOf: movie)
    else {
      state.say("There is no preview here")
      return []
    }
    let effects = savePosition(&state)
    if let index = state.player.index, state.player.queue[index].isPreview {
      state.player.queue[index] = entry
      return effects + start(&state, at: index, saving: false)
    }
    state.player.interrupted = state.player.current.map {
      PlayerState.Interrupted(uid: $0.uid, position: state.player.position)
    }
    let place = state.player.index.map { $0 + 1 } ?? 0
    state.player.queue.insert(entry, at: place)
    return effects + start(&state, at: place, saving: false)
  }

  /// Takes a preview that is over out of the queue; what it interrupted rests where it was.
  func endPreview(_ state: inout AppState) -> [Effect] {
    guard let index = state.player.index else { return [] }
    state.player.queue.remove(at: index)
    state.player.index = nil
    guard let interrupted = state.player.interrupted,
      let place = state.player.queue.firstIndex(where: { $0.uid == interrupted.uid })
    else { return [] }
    begin(&state, at: place, from: interrupted.position)
    state.player.isLoading = false
    state.player.isPaused = true
    state.player.isDormant = true
    state.player.interrupted = nil
    return []
  }
}
