import MediaKit
import SyncEngine

extension Updater {
  func play(_ state: inout AppState, _ command: Command) -> [Effect] {
    switch command {
    case .play: return playTarget(&state)
    case .preview: return playPreview(&state)
    case .playPause:
      guard state.player.current != nil else { return playTarget(&state) }
      if let index = state.player.index, state.player.isDormant {
        return start(&state, at: index, saving: false)
      }
      state.player.isPaused.toggle()
      return [.setPaused(state.player.isPaused)] + savePosition(&state)
    case .stop:
      guard state.player.current != nil else { return [] }
      if state.player.preview != nil {
        endPreview(&state)
        return [.stop]
      }
      let effects = savePosition(&state)
      state.player.index = nil
      return effects + [.stop]
    case .seekBack: return seek(&state, by: -10)
    case .seekForward: return seek(&state, by: 10)
    case .previousTrack:
      // As on every player: early in a track go to the one before, later to its start.
      guard state.player.current != nil else { return [] }
      if state.player.preview != nil { return leavePreview(&state) }
      if state.player.position > 5 || state.player.index == 0 { return seek(&state, to: 0) }
      return start(&state, at: (state.player.index ?? 0) - 1)
    case .nextTrack:
      if state.player.preview != nil { return leavePreview(&state) }
      guard let index = state.player.index else { return [] }
      let isLast = index + 1 >= state.player.queue.count
      if isLast, state.player.repeats == .all { return start(&state, at: 0) }
      guard !isLast else {
        state.say(tr("This is the last in the queue"))
        return []
      }
      return start(&state, at: index + 1)
    case .volumeDown: return setVolume(&state, state.player.volume - 5)
    case .volumeUp: return setVolume(&state, state.player.volume + 5)
    case .slower: return stepSpeed(&state, by: -1)
    case .faster: return stepSpeed(&state, by: 1)
    case .slightlySlower: return setSpeed(&state, state.player.speed - 0.05)
    case .slightlyFaster: return setSpeed(&state, state.player.speed + 0.05)
    default: return []
    }
  }

  /// Plays the selected row; what follows it in the list becomes the queue.
  private func playTarget(_ state: inout AppState) -> [Effect] {
    if let download = state.selectedDownload { return play(&state, download) }
    guard let row = state.target else { return [] }
    guard let entry = PlayerState.Entry(row: row) else {
      state.say(tr("There is nothing to play here"))
      return []
    }
    var queue = [entry]
    if let list = state.playList, let index = list.firstIndex(where: { $0.item.ref == entry.ref }) {
      queue = list[index...].compactMap(PlayerState.Entry.init(row:))
    }
    let effects = savePosition(&state)
    state.player.queue = queue
    state.player.order = nil
    return effects + start(&state, at: 0, saving: false)
  }

  func start(_ state: inout AppState, at index: Int, saving: Bool = true) -> [Effect] {
    guard state.player.queue.indices.contains(index) else { return [] }
    let effects = saving ? savePosition(&state) : []
    let entry = begin(&state, at: index, from: 0)
    return effects + [.play(state.video.adapted(entry))]
  }

  /// What is known of an entry before the player tells of it.
  @discardableResult
  func begin(_ state: inout AppState, at index: Int, from seconds: Double) -> PlayerState.Entry {
    let entry = state.player.queue[index]
    state.player.index = index
    state.player.preview = nil
    expect(&state, entry, from: seconds)
    return entry
  }

  /// The same for anything that is about to be played.
  func expect(_ state: inout AppState, _ entry: PlayerState.Entry, from seconds: Double) {
    state.player.isPaused = false
    state.player.isLoading = true
    state.player.isDormant = false
    state.player.position = seconds
    state.player.seekTarget = nil
    state.player.savedPosition = seconds
    state.player.duration = entry.duration
    state.player.handed = nil
    state.player.handedStart = 0
    beginVideo(&state, entry)
  }

  private func seek(_ state: inout AppState, by delta: Double) -> [Effect] {
    seek(&state, to: state.player.position + delta)
  }

  func seek(_ state: inout AppState, to seconds: Double) -> [Effect] {
    guard state.player.current != nil, !state.player.isLoading else { return [] }
    var target = max(0, seconds)
    if let duration = state.player.duration { target = min(target, max(0, duration - 1)) }
    state.player.position = target
    // What rests goes on from there when it is played.
    if state.player.isDormant { return savePosition(&state) }
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
    let speeds = PlayerState.speeds
    let now = state.player.speed
    let next =
      delta > 0 ? speeds.first { $0 > now + 0.001 } : speeds.last { $0 < now - 0.001 }
    return setSpeed(&state, next ?? now)
  }

  func setSpeed(_ state: inout AppState, _ speed: Double) -> [Effect] {
    let range = PlayerState.speedRange
    let rounded = (speed * 100).rounded() / 100
    state.player.speed = min(range.upperBound, max(range.lowerBound, rounded))
    return [
      .setSpeed(state.player.speed), .saveSetting(key: "speed", value: "\(state.player.speed)"),
    ]
  }

  /// Writes the position where it moved since the last time.
  func savePosition(_ state: inout AppState) -> [Effect] {
    guard let entry = state.player.current, state.player.preview == nil,
      abs(state.player.position - state.player.savedPosition) >= 1
    else { return [] }
    state.player.savedPosition = state.player.position
    return [
      .savePosition(entry.ref, seconds: state.player.position, duration: state.player.duration)
    ]
  }

  /// A finished item starts from its beginning the next time.
  private func finish(_ state: inout AppState, _ entry: PlayerState.Entry) -> [Effect] {
    state.player.savedPosition = state.player.position
    return [.savePosition(entry.ref, seconds: 0, duration: state.player.duration)]
  }

  /// What the player is to have in hand, so that nothing is heard between two: changes with the queue
  /// and with the place.
  func handOver(_ state: inout AppState) -> [Effect] {
    let wanted = state.player.nextWithoutGap
    guard wanted?.uid != state.player.handed else { return [] }
    state.player.handed = wanted?.uid
    state.player.handedStart = 0
    return [.prepareNext(wanted)]
  }

  func player(_ state: inout AppState, _ event: PlayerEvent) -> [Effect] {
    video(&state, event)
    guard let entry = state.player.current else { return [] }
    switch event {
    case .loaded(let duration):
      state.player.isLoading = false
      if let duration { state.player.duration = duration }
      guard state.player.preview == nil else { return [] }
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
      if state.player.preview != nil {
        endPreview(&state)
        return []
      }
      let finished = finish(&state, entry)
      if let next = following(&state, index) {
        return finished + start(&state, at: next, saving: false)
      }
      state.player.index = nil
      return finished
    case .advanced(let token):
      // Something else was asked for meanwhile: it takes the place of what goes on.
      guard !state.player.isLoading, !state.player.isDormant, state.player.preview == nil
      else { return [] }
      let isWanted = state.player.handed == token
      let finished = finish(&state, entry)
      let start = state.player.handedStart
      guard let next = following(&state, state.player.index ?? 0) else {
        state.player.index = nil
        return finished + [.stop]
      }
      guard isWanted, state.player.queue[next].uid == token else {
        return finished + self.start(&state, at: next, saving: false)
      }
      begin(&state, at: next, from: start)
      return finished
    case .chapters(let chapters):
      state.player.chapters = chapters
      return []
    case .failed(let reason):
      giveUp(&state)
      state.say(tr("Cannot play “\(entry.title)”: \(reason)"), .error)
      return []
    case .picture, .subtitle, .subtitleTracks: return []
    }
  }
}

extension Updater {
  /// What was to be played cannot be.
  func giveUp(_ state: inout AppState) {
    state.player.isLoading = false
    if state.player.preview != nil { return endPreview(&state) }
    state.player.index = nil
  }
}

extension PlayerState {
  /// Seconds before the end from which on the next is in the player's hands.
  private static let handOverTime = 20.0

  fileprivate var nextWithoutGap: Entry? {
    guard preview == nil, let index, let current, let duration, !isLoading, !isDormant,
      sleep != .endOfThis,
      duration - position <= Self.handOverTime, let next = following(index),
      queue.indices.contains(next), !current.hasPictures, !queue[next].hasPictures
    else { return nil }
    return queue[next]
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
