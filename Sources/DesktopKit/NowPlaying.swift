/// What a player plays, as the desktop may know it.
public struct NowPlaying: Hashable, Sendable {
  public enum State: String, Sendable, Hashable {
    case playing = "Playing"
    case paused = "Paused"
    case stopped = "Stopped"
  }

  public var state: State
  /// Names the thing within this program: letters, digits and `_`; empty for nothing.
  public var track: String
  public var title: String
  public var artist: String
  /// Seconds, once known.
  public var length: Double?
  /// Seconds from the start.
  public var position: Double
  /// 0 to 1.
  public var volume: Double
  /// 1 is as it was recorded.
  public var rate: Double
  public var hasNext: Bool
  public var hasPrevious: Bool
  /// Whether what comes next is mixed.
  public var isShuffled = false
  public var loop = Loop.none

  /// What happens at the end; the specification's words.
  public enum Loop: String, Sendable, Hashable {
    case none = "None"
    case track = "Track"
    case playlist = "Playlist"
  }

  public init(
    state: State = .stopped, track: String = "", title: String = "", artist: String = "",
    length: Double? = nil, position: Double = 0, volume: Double = 1, rate: Double = 1,
    hasNext: Bool = false, hasPrevious: Bool = false
  ) {
    self.state = state
    self.track = track
    self.title = title
    self.artist = artist
    self.length = length
    self.position = position
    self.volume = volume
    self.rate = rate
    self.hasNext = hasNext
    self.hasPrevious = hasPrevious
  }
}

/// What the desktop, a media key or `playerctl` asks of a player.
public enum PlayerRequest: Hashable, Sendable {
  case play, pause, playPause, stop, next, previous, quit
  /// Seconds forward, or back where negative.
  case seek(by: Double)
  /// Seconds from the start.
  case goTo(Double)
  /// 0 to 1.
  case volume(Double)
  /// 1 is as it was recorded.
  case rate(Double)
  case shuffle(Bool)
  case loop(NowPlaying.Loop)
}
