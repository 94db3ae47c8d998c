import ArgumentParser
import SyncEngine

/// What `cnt list` lists.
enum ListKind: String, CaseIterable, ExpressibleByArgument, Sendable {
  case podcasts, movies, kids, music, stories, documents, posts, events, artists, playlists
  case favorites, notifications, downloads, admin, recent, support

  /// What `--category` means here; nil where there is no such thing.
  enum Categories: Sendable, Hashable {
    /// The server's categories, by name or number.
    case numbered
    /// Words of the platform.
    case words([String])
  }

  var categories: Categories? {
    switch self {
    case .podcasts, .movies, .kids: .numbered
    case .posts: .words(ComposerState.categories)
    case .admin: .words(Self.adminTypes)
    case .support: .words(ListQuery.SupportScope.allCases.map(\.rawValue))
    default: nil
    }
  }

  /// The kinds that wait for an admin's decision, in the words of ``ThingNames``.
  static let adminTypes = ["podcast", "movie", "music", "post", "event"]

  /// nil for the downloads, which are no list of the mirror's.
  func source(_ options: ListOptions) -> ListQuery.Source? {
    switch self {
    case .podcasts: .podcasts(nil)
    case .movies: .movies(nil)
    case .kids: .movies(.kids)
    case .music: .music
    case .stories: .stories
    case .documents: .documents
    case .posts: .feed(category: options.category)
    case .events: .events(options.scope?.value ?? .upcoming)
    case .artists: .artists
    case .playlists: .playlists
    case .favorites: .favorites
    case .notifications: .notifications(unreadOnly: options.unread)
    case .admin:
      .adminQueue(type: options.category == "post" ? "community_post" : options.category)
    case .recent: .recent
    case .support: .support(options.category.flatMap(ListQuery.SupportScope.init) ?? .all)
    case .downloads: nil
    }
  }

  /// The kind of the things in it; nil where they are of several.
  var itemKind: ItemKind? {
    switch self {
    case .podcasts: .podcast
    case .movies, .kids: .movie
    case .music: .track
    case .stories: .story
    case .documents: .document
    case .posts: .post
    case .events: .event
    case .artists: .artist
    case .playlists: .playlist
    case .notifications: .notification
    case .support: .support
    case .favorites, .downloads, .admin, .recent: nil
    }
  }
}

/// Which events.
enum EventScope: String, CaseIterable, ExpressibleByArgument, Sendable {
  case upcoming, past, hosting, attending, all

  var value: ListQuery.EventScope {
    switch self {
    case .upcoming: .upcoming
    case .past: .past
    case .hosting: .hosting
    case .attending: .attending
    case .all: .all
    }
  }
}
