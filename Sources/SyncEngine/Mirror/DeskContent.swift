import CNTKit

/// A list of content for admins.
public struct DeskContent: Hashable, Sendable {
  public enum State: String, Hashable, Sendable, CaseIterable {
    case approved
    /// Rejected or archived.
    case hidden
  }

  /// A word as in ``AdminContentItem/type``; nil for every type.
  public var type: String?
  public var state: State

  public init(type: String? = nil, _ state: State) {
    self.type = type
    self.state = state
  }

  var collection: PullCollection? {
    switch type {
    case "movie": .movies
    case "community_post": .posts
    case "music": .music
    case "event": .events
    default: .podcasts
    }
  }
}

/// Which accounts a list shows.
public enum UserFilter: String, Hashable, Sendable, CaseIterable {
  case all, admins, artists
  /// Neither admins nor artists.
  case regular
}

extension ItemKind {
  /// The kind that a word of the admin desk stands for.
  public init?(deskType: String) {
    switch deskType {
    case "podcast": self = .podcast
    case "movie": self = .movie
    case "music": self = .track
    case "community_post": self = .post
    case "event": self = .event
    default: return nil
    }
  }

  /// The admin desk's word for it; nil for what it does not decide on.
  public var deskType: String? {
    switch self {
    case .podcast: "podcast"
    case .movie: "movie"
    case .track: "music"
    case .post: "community_post"
    case .event: "event"
    default: nil
    }
  }
}
