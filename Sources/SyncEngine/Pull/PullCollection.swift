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
  case support = "support messages"
  case adminQueue = "admin queue"
  case dashboard = "admin dashboard"
  case users
  case commission

  /// Whether only admins may ask.
  var isForAdmins: Bool { [.adminQueue, .dashboard, .users, .commission].contains(self) }

  /// Whether a change feed leaves it out, so that it is asked for all the same.
  var isBesideFeed: Bool { [.me, .dashboard, .commission].contains(self) }

  var strategy: PullStrategy {
    switch self {
    case .me: PullStrategy(shape: .whole, freshness: 300)
    case .categories: PullStrategy(shape: .whole, deletion: .askedTwice, freshness: 3600)
    case .podcasts:
      PullStrategy(shape: .pages, deletion: .twoPasses(where: "1"), freshness: 120)
    case .movies:
      PullStrategy(shape: .pages, deletion: .twoPasses(where: "is_kids = 0"), freshness: 300)
    case .featuredMovies: PullStrategy(shape: .whole, freshness: 300)
    case .kidsMovies: PullStrategy(shape: .whole, deletion: .askedTwice, freshness: 600)
    case .posts:
      PullStrategy(
        order: .newestFirst, shape: .pages, deletion: .twoPasses(where: "is_approved IS NOT 0"),
        freshness: 30)
    case .ownPosts:
      PullStrategy(shape: .whole, deletion: .askedTwice, freshness: 60)
    case .events:
      PullStrategy(shape: .pages, deletion: .twoPasses(where: "1"), freshness: 120)
    case .myEvents: PullStrategy(shape: .whole, freshness: 120)
    case .notifications:
      PullStrategy(
        order: .newestFirst, shape: .pages, deletion: .twoPasses(where: "1"), freshness: 30)
    case .favorites: PullStrategy(shape: .whole, deletion: .askedTwice, freshness: 120)
    case .playlists: PullStrategy(shape: .whole, deletion: .askedTwice, freshness: 300)
    case .music: PullStrategy(shape: .pages, deletion: .twoPasses(where: "1"), freshness: 300)
    case .stories: PullStrategy(shape: .pages, deletion: .twoPasses(where: "1"), freshness: 3600)
    case .documents: PullStrategy(shape: .whole, deletion: .askedTwice, freshness: 3600)
    case .artists: PullStrategy(shape: .each, freshness: 600)
    case .comments: PullStrategy(shape: .each, deletion: .askedTwice, freshness: 30)
    case .support: PullStrategy(shape: .whole, deletion: .askedTwice, freshness: 60)
    case .adminQueue: PullStrategy(shape: .whole, deletion: .askedTwice, freshness: 30)
    case .dashboard: PullStrategy(shape: .whole, freshness: 60)
    case .users: PullStrategy(shape: .pages, deletion: .twoPasses(where: "1"), freshness: 120)
    case .commission: PullStrategy(shape: .whole, freshness: 120)
    }
  }
}
