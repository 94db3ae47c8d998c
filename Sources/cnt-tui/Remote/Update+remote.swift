import SyncEngine

extension Updater {
  /// Does what another program asked for; the last effect answers it.
  func remote(
    _ state: inout AppState, _ id: RemoteRequestID, _ command: RemoteCommand
  ) -> [Effect] {
    guard state.account != nil || command == .status else {
      return [.answer(id, .refused(tr("Nobody is signed in to the app: sign in there first.")))]
    }
    let isLoaded = state.player.current != nil
    func needsSound(_ work: () -> [Effect]) -> [Effect] {
      guard isLoaded else {
        return [
          .answer(id, .refused(tr("Nothing is played: choose something in the app, or open it.")))
        ]
      }
      return work() + [.answer(id, .done)]
    }
    switch command {
    case .status: return [.answer(id, .status(RemoteStatus(state.player)))]
    case .open(let link):
      guard state.sections.contains(where: { $0.id == link.section }) else {
        return [.answer(id, .refused(tr("Only admins can open \(link.text).")))]
      }
      return open(&state, link) + [.answer(id, .done)]
    case .play:
      if isLoaded, !state.player.isPaused { return [.answer(id, .done)] }
      return toggle(&state, id)
    case .toggle: return toggle(&state, id)
    case .pause:
      return needsSound { state.player.isPaused ? [] : run(&state, .playPause) }
    case .stop: return needsSound { run(&state, .stop) }
    case .next: return needsSound { run(&state, .nextTrack) }
    case .previous: return needsSound { run(&state, .previousTrack) }
    case .seek(let change):
      return needsSound { seek(&state, to: change.applied(to: state.player.position)) }
    case .nextChapter: return needsSound { run(&state, .nextChapter) }
    case .previousChapter: return needsSound { run(&state, .previousChapter) }
    case .speed(let speed): return setSpeed(&state, speed) + [.answer(id, .done)]
    case .shuffle(let on):
      let isOn = state.player.order != nil
      guard isOn != on else { return [.answer(id, .done)] }
      let effects = shuffle(&state)
      guard (state.player.order != nil) == on else {
        return effects + [.answer(id, .refused(tr("There is nothing to mix: add more first.")))]
      }
      return effects + [.answer(id, .done)]
    case .repeats(let repeats):
      state.player.repeats = repeats
      return [.answer(id, .done)]
    case .volume(let change):
      return setVolume(&state, change.applied(to: state.player.volume)) + [.answer(id, .done)]
    }
  }

  /// Pauses, goes on, or begins with what is selected.
  private func toggle(_ state: inout AppState, _ id: RemoteRequestID) -> [Effect] {
    let effects = run(&state, .playPause)
    guard state.player.current != nil else {
      return effects + [
        .answer(id, .refused(tr("There is nothing to play here: open something first.")))
      ]
    }
    return effects + [.answer(id, .done)]
  }
}
