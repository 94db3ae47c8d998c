/// In which order a list stands.
public enum ListOrder: String, Codable, Hashable, Sendable, CaseIterable {
  case newest, oldest
  /// Events by their own time.
  case earliest, latest
  case title, artist
  case mostPlayed = "played"
  case mostLiked = "liked"
  case mostDiscussed = "discussed"
  case mostFollowed = "followed"
  case mostAttended = "attended"
  case longest
  case bestRated = "rated"
  /// Films by when they came out, the last first.
  case released
  /// As the list itself is laid out: a playlist's entries.
  case listed

  /// The orders that a list offers, its own first; empty where it has only the one.
  public static func offered(for source: ListQuery.Source) -> [ListOrder] {
    switch source {
    case .podcasts: [.newest, .oldest, .title, .mostPlayed, .longest]
    case .movies: [.newest, .oldest, .title, .mostPlayed, .longest, .bestRated, .released]
    case .music: [.newest, .oldest, .title, .artist, .mostPlayed, .longest]
    case .stories, .documents: [.oldest, .newest, .title]
    case .feed: [.newest, .oldest, .mostLiked, .mostDiscussed]
    case .events(.upcoming): [.earliest, .latest, .title, .mostAttended]
    case .events: [.latest, .earliest, .title, .mostAttended]
    case .artists: [.newest, .oldest, .title, .mostFollowed, .mostPlayed]
    case .notifications, .recent: [.newest, .oldest]
    case .playlists, .favorites: [.newest, .oldest, .title]
    case .playlist: [.listed, .title]
    case .adminQueue: [.oldest, .newest, .title]
    default: []
    }
  }
}
