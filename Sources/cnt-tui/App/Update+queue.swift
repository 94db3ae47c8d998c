import Foundation
import SyncEngine

/// What is played after what is played, and when the sound ends.
extension Updater {
  func queue(_ state: inout AppState, _ command: Command) -> [Effect] {
    switch command {
    case .queue:
      state.overlay = .queue(selected: state.player.index ?? 0)
      return []
    case .enqueue, .playNext: return enqueue(&state, next: command == .playNext)
    case .shuffle: return shuffle(&state)
    case .repeatMode:
      state.player.repeats = state.player.repeats.next
      state.say(state.player.repeats.sentence)
      return []
    default: return setSleepTimer(&state)
    }
  }

  /// Adds what is marked, or selected, behind the queue or behind what plays.
  private func enqueue(_ state: inout AppState, next: Bool) -> [Effect] {
    var entries = state.chosenRows.compactMap(PlayerState.Entry.init(row:))
    if let download = state.selectedDownload, let entry = PlayerState.Entry(download: download) {
      entries = [entry]
    }
    guard !entries.isEmpty else {
      if state.hasLostMarks() { return [] }
      state.say(tr("There is nothing to play here"))
      return []
    }
    state.clearMarks()
    let what =
      entries.count == 1
      ? "“\(entries[0].title)”"
      : tr(entries.count, one: "\(entries.count) item", other: "\(entries.count) items")
    guard let index = state.player.index else {
      state.player.queue = entries
      state.player.order = nil
      return start(&state, at: 0, saving: false)
    }
    state.player.queue.insert(
      contentsOf: entries, at: next ? index + 1 : state.player.queue.count)
    state.say(next ? tr("Plays next: \(what)") : tr("Added to the queue: \(what)"), .success)
    return []
  }

  /// Mixes what is still to come, or puts it back into its order.
  func shuffle(_ state: inout AppState) -> [Effect] {
    let first = state.player.index.map { $0 + 1 } ?? 0
    if let order = state.player.order {
      state.player.order = nil
      let places = Dictionary(
        order.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
      let rest = state.player.queue[min(first, state.player.queue.count)...].enumerated().sorted {
        let (a, b) = (places[$0.element.uid] ?? .max, places[$1.element.uid] ?? .max)
        return a != b ? a < b : $0.offset < $1.offset
      }
      state.player.queue.replaceSubrange(
        min(first, state.player.queue.count)..., with: rest.map(\.element))
      state.say(tr("What comes next is in its order again"), .success)
      return []
    }
    guard state.player.queue.count - first > 1 else {
      state.say(tr("There is nothing to mix: the queue has no more to come"))
      return []
    }
    state.player.order = state.player.queue.map(\.uid)
    state.player.queue[first...].shuffle(using: &state.random)
    state.say(tr("Mixed what comes next"), .success)
    return []
  }

  private func setSleepTimer(_ state: inout AppState) -> [Effect] {
    state.player.sleep = SleepTimer.after(state.player.sleep, now: state.now)
    state.say(state.player.sleep?.sentence(now: state.now) ?? tr("The sound goes on"))
    return []
  }

  /// Pauses when it is time to sleep.
  func checkSleep(_ state: inout AppState) -> [Effect] {
    guard case .at(let end, _)? = state.player.sleep, end <= state.now else { return [] }
    state.player.sleep = nil
    guard state.player.current != nil, !state.player.isPaused else { return [] }
    state.player.isPaused = true
    state.say(tr("Time to sleep: paused"))
    return [.setPaused(true)] + savePosition(&state)
  }

  /// What is played when one is over: an index of the queue, or nil at the end.
  func following(_ state: inout AppState, _ index: Int) -> Int? {
    if state.player.sleep == .endOfThis {
      state.player.sleep = nil
      state.say(tr("Time to sleep: stopped at the end"))
      return nil
    }
    return state.player.following(index)
  }
}

extension PlayerState {
  /// What is played after an entry, by the way it repeats.
  func following(_ index: Int) -> Int? {
    switch repeats {
    case .one: index
    case .all: (index + 1) % max(1, queue.count)
    case .off: index + 1 < queue.count ? index + 1 : nil
    }
  }
}

extension PlayQueue.Repeats {
  var next: PlayQueue.Repeats {
    switch self {
    case .off: .all
    case .all: .one
    case .one: .off
    }
  }

  var sentence: String {
    switch self {
    case .off: tr("Plays the queue once")
    case .all: tr("Plays the queue again and again")
    case .one: tr("Plays this one again and again")
    }
  }
}

/// When the sound ends by itself.
enum SleepTimer: Sendable, Hashable {
  /// `minutes`: for how long it was set.
  case at(Date, minutes: Int)
  case endOfThis

  private static let steps = [15, 30, 60, 90]

  /// The setting after another: longer and longer, then the end of what plays, then none.
  static func after(_ timer: SleepTimer?, now: Date) -> SleepTimer? {
    switch timer {
    case nil: at(now.addingTimeInterval(Double(steps[0]) * 60), minutes: steps[0])
    case .at(_, let minutes):
      steps.first { $0 > minutes }.map {
        .at(now.addingTimeInterval(Double($0) * 60), minutes: $0)
      } ?? .endOfThis
    case .endOfThis: nil
    }
  }

  func sentence(now: Date) -> String {
    switch self {
    case .at(_, let minutes): tr("Pauses in \(minutes) minutes")
    case .endOfThis: tr("Stops when this is over")
    }
  }

  /// A few columns for the player bar.
  func mark(now: Date) -> String {
    switch self {
    case .at(let end, _):
      tr("sleep \(max(1, Int((end.timeIntervalSince(now) / 60).rounded(.up)))) min")
    case .endOfThis: tr("sleep after this")
    }
  }
}

/// Chance that a test can foretell: SplitMix64 (Steele, Lea, Flood: "Fast Splittable Pseudorandom
/// Number Generators").
struct AppRandom: RandomNumberGenerator, Sendable, Hashable {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }
}
