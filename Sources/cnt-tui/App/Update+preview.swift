import SyncEngine

extension Updater {
  /// Shows the clip of the selected film; what was playing waits behind it.
  func playPreview(_ state: inout AppState) -> [Effect] {
    guard case .movie(let movie)? = state.target?.item,
      let entry = PlayerState.Entry(previewOf: movie)
    else {
      state.say(tr("There is no preview here"))
      return []
    }
    let effects = savePosition(&state)
    if state.player.preview == nil { state.player.waitingPosition = state.player.position }
    expect(&state, entry, from: 0)
    state.player.preview = entry
    return effects + [.playPreview(state.video.adapted(entry))]
  }

  /// After a preview, however it ended: what waits behind it rests where it was.
  func endPreview(_ state: inout AppState) {
    state.player.preview = nil
    guard let waiting = state.player.queued else { return }
    expect(&state, waiting, from: state.player.waitingPosition)
    state.player.isLoading = false
    state.player.isPaused = true
    state.player.isDormant = true
  }

  /// Goes back from a preview to what waits behind it.
  func leavePreview(_ state: inout AppState) -> [Effect] {
    endPreview(&state)
    guard let index = state.player.index else { return [.stop] }
    return start(&state, at: index, saving: false)
  }
}
