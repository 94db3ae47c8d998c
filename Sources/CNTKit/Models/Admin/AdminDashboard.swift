/// Counts for the admin desk.
public struct AdminDashboard: Codable, Hashable, Sendable {
  public var pendingPodcasts: Int
  public var pendingMovies: Int
  public var pendingMusic: Int
  public var pendingPosts: Int
  public var pendingEvents: Int
  public var totalPodcasts: Int
  public var totalMovies: Int
  public var totalMusic: Int
  public var totalPosts: Int
  public var totalUsers: Int
  public var openSupportTickets: Int
  public var unreadSupportMessages: Int
  public var totalDocuments: Int

  public init(
    pendingPodcasts: Int = 0, pendingMovies: Int = 0, pendingMusic: Int = 0, pendingPosts: Int = 0,
    pendingEvents: Int = 0, totalPodcasts: Int = 0, totalMovies: Int = 0, totalMusic: Int = 0,
    totalPosts: Int = 0, totalUsers: Int = 0, openSupportTickets: Int = 0,
    unreadSupportMessages: Int = 0, totalDocuments: Int = 0
  ) {
    self.pendingPodcasts = pendingPodcasts
    self.pendingMovies = pendingMovies
    self.pendingMusic = pendingMusic
    self.pendingPosts = pendingPosts
    self.pendingEvents = pendingEvents
    self.totalPodcasts = totalPodcasts
    self.totalMovies = totalMovies
    self.totalMusic = totalMusic
    self.totalPosts = totalPosts
    self.totalUsers = totalUsers
    self.openSupportTickets = openSupportTickets
    self.unreadSupportMessages = unreadSupportMessages
    self.totalDocuments = totalDocuments
  }
}

extension AdminDashboard {
  enum CodingKeys: String, WireKey {
    case pendingPodcasts = "pending_podcasts"
    case pendingMovies = "pending_movies"
    case pendingMusic = "pending_music"
    case pendingPosts = "pending_posts"
    case pendingEvents = "pending_events"
    case totalPodcasts = "total_podcasts"
    case totalMovies = "total_movies"
    case totalMusic = "total_music"
    case totalPosts = "total_posts"
    case totalUsers = "total_users"
    case openSupportTickets = "open_support_tickets"
    case unreadSupportMessages = "unread_support_messages"
    case totalDocuments = "total_documents"
  }

  public init(from decoder: any Decoder) throws {
    let c = try decoder.container(keyedBy: CodingKeys.self)
    pendingPodcasts = try c.int(.pendingPodcasts, default: 0)
    pendingMovies = try c.int(.pendingMovies, default: 0)
    pendingMusic = try c.int(.pendingMusic, default: 0)
    pendingPosts = try c.int(.pendingPosts, default: 0)
    pendingEvents = try c.int(.pendingEvents, default: 0)
    totalPodcasts = try c.int(.totalPodcasts, default: 0)
    totalMovies = try c.int(.totalMovies, default: 0)
    totalMusic = try c.int(.totalMusic, default: 0)
    totalPosts = try c.int(.totalPosts, default: 0)
    totalUsers = try c.int(.totalUsers, default: 0)
    openSupportTickets = try c.int(.openSupportTickets, default: 0)
    unreadSupportMessages = try c.int(.unreadSupportMessages, default: 0)
    totalDocuments = try c.int(.totalDocuments, default: 0)
  }
}
