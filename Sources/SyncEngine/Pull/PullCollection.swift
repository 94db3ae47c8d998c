/// The collections, in the order in which a person misses them.
enum PullCollection: String, CaseIterable, Sendable {
  case me = "account"
  case categories, podcasts, movies
  case featuredMovies = "featured movies"
  case kidsMovies = "kids movies"
  case posts
  case ownPosts = "own posts"
  case events
  case myEvents = "my events"
  case notifications, favorites, playlists, music
  case stories = "bible stories"
  case documents, artists, comments
  case adminQueue = "admin queue"
  case dashboard = "admin dashboard"

  /// Whether only admins may ask.
  var isForAdmins: Bool { self == .adminQueue || self == .dashboard }

  var strategy: PullStrategy {
    switch self {
    case .podcasts, .movies, .music, .stories: .unordered
    case .events: PullStrategy(order: .unordered, shape: .pages)
    case .posts: PullStrategy(order: .newestFirst, shape: .pages, isLively: true)
    case .notifications: PullStrategy(order: .newestFirst, shape: .pages, isLively: true)
    case .ownPosts: PullStrategy(order: .newestFirst, shape: .pages)
    case .playlists: PullStrategy(order: .unordered, shape: .pages, signal: .contentAndAbsence)
    case .favorites:
      PullStrategy(order: .unordered, shape: .whole, signal: .contentAndAbsence)
    case .adminQueue:
      PullStrategy(
        order: .unordered, shape: .whole, signal: .contentAndAbsence, isLively: true)
    case .comments:
      PullStrategy(order: .unordered, shape: .each, signal: .contentAndAbsence, isLively: true)
    case .artists: PullStrategy(order: .unordered, shape: .each)
    case .me, .categories, .featuredMovies, .kidsMovies, .myEvents, .documents, .dashboard: .whole
    }
  }
}
