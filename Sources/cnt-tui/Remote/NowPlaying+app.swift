import DesktopKit
import SyncEngine

extension NowPlaying {
  /// What the desktop may know of the app's player.
  init(_ player: PlayerState) {
    self.init(volume: player.volume / 100, rate: player.speed)
    isShuffled = player.order != nil
    loop =
      switch player.repeats {
      case .off: .none
      case .all: .playlist
      case .one: .track
      }
    // What rests from an earlier run is nobody's business before it is played.
    guard let entry = player.current, let index = player.index, !player.isDormant else { return }
    state = player.isPaused ? .paused : .playing
    track = "\(entry.ref.kind.rawValue)_\(entry.ref.id)"
    title = entry.title
    artist = entry.subtitle
    length = player.duration
    position = player.position
    hasNext = index + 1 < player.queue.count || player.repeats == .all
    // The first one goes back to its start.
    hasPrevious = true
  }
}

extension Action {
  /// What the desktop asks for goes the way of `cnt remote`; nobody waits for an answer.
  init(_ request: PlayerRequest) {
    switch request {
    case .quit: self = .command(.quit)
    case .play: self = .remote(0, .play)
    case .pause: self = .remote(0, .pause)
    case .playPause: self = .remote(0, .toggle)
    case .stop: self = .remote(0, .stop)
    case .next: self = .remote(0, .next)
    case .previous: self = .remote(0, .previous)
    case .seek(let seconds): self = .remote(0, .seek(.by(seconds)))
    case .goTo(let seconds): self = .remote(0, .seek(.to(seconds)))
    case .volume(let value): self = .remote(0, .volume(.to(value * 100)))
    case .rate(let value): self = .remote(0, .speed(value))
    case .shuffle(let on): self = .remote(0, .shuffle(on))
    case .loop(let loop):
      let repeats: PlayQueue.Repeats =
        switch loop {
        case .none: .off
        case .playlist: .all
        case .track: .one
        }
      self = .remote(0, .repeats(repeats))
    }
  }
}
