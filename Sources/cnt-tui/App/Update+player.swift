import MediaKit
import SyncEngine

extension Updater {
  func play(_ state: inout AppState, _ command: Command) -> [Effect] {
    switch command {
    case .play: return playTarget(&state)
    case .playPause:
      guard state.player.current != nil else { return playTarget(&state) }
      state.player.isPaused.toggle()
      return [.setPaused(state.player.isPaused)] + savePosition(&state)
    case .stop:
      guard state.player.current != nil else { return [] }
      let effects = savePosition(&state)
      state.player.index = nil
      return effects + [.stop]
    case .seekBack: return seek(&state, by: -10)
    case .seekForward: return seek(&state, by: 10)
    case .previousTrack:
      // As on every player: early in a track go to the one before, later to its start.
      guard state.player.current != nil else { return [] }
      if state.player.position > 5 || state.player.index == 0 { return seek(&state, to: 0) }
      return start(&state, at: (state.player.index ?? 0) - 1)
    case .nextTrack:
      guard let index = state.player.index else { return [] }
      let isLast = index + 1 >= state.player.queue.count
      if isLast, state.player.repeats == .all { return start(&state, at: 0) }
      guard !isLast else {
        state.say("This is the last in the queue")
        return []
      }
      return start(&state, at: index + 1)
    case .volumeDown: return setVolume(&state, state.player.volume - 5)
    case .volumeUp: return setVolume(&state, state.player.volume + 5)
    case .slower: return stepSpeed(&state, by: -1)
    case .faster: return stepSpeed(&state, by: 1)
    default: return []
    }
  }

  /// Plays the selected row; what follows it in the list becomes the queue.
  private func playTarget(_ state: inout AppState) -> [Effect] {
    if let download = state.selectedDownload { return play(&state, download) }
    guard let row = state.target else { return [] }
    guard let entry = PlayerState.Entry(row: row) else {
      state.say("There is nothing to play here")
      return []
    }
    var queue = [entry]
    if let list = state.playList, let index = list.firstIndex(where: { $0.item.ref == entry.ref }) {
      queue = list[index...].compactMap(PlayerState.Entry.init(row:))
    }
    let effects = savePosition(&state)
    state.player.queue = queue
    return effects + start(&state, at: 0, saving: false)
  }

  func start(_ state: inout AppState, at index: Int, saving: Bool = true) -> [Effect] {
    guard state.player.queue.indices.contains(index) else { return [] }
    let effects = saving ? savePosition(&state) : []
    let entry = state.player.queue[index]
    state.player.index = index
    state.player.isPaused = false
    state.player.isLoading = true
    state.player.position = 0
    state.player.seekTarget = nil
    state.player.savedPosition = 0
    state.player.duration = entry.duration
    beginVideo(&state, entry)
    return effects + [.play(state.video.adapted(entry))]
  }

  private func seek(_ state: inout AppState, by delta: Double) -> [Effect] {
    seek(&state, to: state.player.position + delta)
  }

  func seek(_ state: inout AppState, to seconds: Double) -> [Effect] {
    guard state.player.current != nil, !state.player.isLoading else { return [] }
    var target = max(0, seconds)
    if let duration = state.player.duration { target = min(target, max(0, duration - 1)) }
    state.player.position = target
    state.player.seekTarget = target
    return [.seek(to: target)]
  }

  func setVolume(_ state: inout AppState, _ value: Double) -> [Effect] {
    state.player.volume = min(100, max(0, value))
    return [
      .setVolume(state.player.volume),
      .saveSetting(key: "volume", value: "\(state.player.volume)"),
    ]
  }

  private func stepSpeed(_ state: inout AppState, by delta: Int) -> [Effect] {
    let index = PlayerState.speeds.firstIndex(of: state.player.speed) ?? 2
    let next = min(max(0, index + delta), PlayerState.speeds.count - 1)
    state.player.speed = PlayerState.speeds[next]
    return [
      .setSpeed(state.player.speed), .saveSetting(key: "speed", value: "\(state.player.speed)"),
    ]
  }

  /// Writes the position where it moved since the last time.
  func savePosition(_ state: inout AppState) -> [Effect] {
    guard let entry = state.player.current,
      abs(state.player.position - state.player.savedPosition) >= 1
    else { return [] }
    state.player.savedPosition = state.player.position
    return [
      .savePosition(entry.ref, seconds: state.player.position, duration: state.player.duration)
    ]
  }

  func player(_ state: inout AppState, _ event: PlayerEvent) -> [Effect] {
    video(&state, event)
    guard let entry = state.player.current else { return [] }
    switch event {
    case .loaded(let duration):
      state.player.isLoading = false
      if let duration { state.player.duration = duration }
      // Recent lists what was begun, from its first second.
      return [
        .savePosition(entry.ref, seconds: state.player.position, duration: state.player.duration)
      ]
    case .position(let seconds):
      guard !state.player.isLoading else { return [] }
      if let target = state.player.seekTarget {
        guard abs(seconds - target) < 3 else { return [] }
        state.player.seekTarget = nil
      }
      state.player.position = seconds
      return abs(seconds - state.player.savedPosition) >= 5 ? savePosition(&state) : []
    case .duration(let seconds):
      state.player.duration = seconds
      return []
    case .paused(let paused):
      state.player.isPaused = paused
      return []
    case .buffering: return []
    case .ended:
      let index = state.player.index ?? 0
      // A finished item starts from its beginning the next time.
      let finished = Effect.savePosition(entry.ref, seconds: 0, duration: state.player.duration)
      state.player.savedPosition = state.player.position
      if let next = following(&state, index) {
        return [finished] + start(&state, at: next, saving: false)
      }
      state.player.index = nil
      return [finished]
    case .failed(let reason):
      state.player.isLoading = false
      state.player.index = nil
      state.say("Cannot play “\(entry.title)”: \(reason)", .error)
      return []
    case .picture, .subtitle, .subtitleTracks: return []
    }
  }
}

extension AppState {
  /// The rows that a queue is made of: the visible list, or the one under the detail.
  fileprivate var playList: [Row]? {
    for screen in (stacks[section] ?? []).reversed() {
      if case .list(let list) = screen { return list.rows }
    }
    return nil
  }
}
