/// A list that a screen can show.
public struct ListQuery: Hashable, Sendable {
  public enum PodcastMedia: Hashable, Sendable { case audio, video }
  public enum MovieKind: Hashable, Sendable { case feature, kids }
  public enum EventScope: Hashable, Sendable { case upcoming, past, hosting, attending, all }

  /// Questions to the people who run the platform, by what became of them.
  public enum SupportScope: String, Hashable, Sendable, CaseIterable {
    case all, open, responded, closed
  }

  public enum Source: Hashable, Sendable {
    /// Approved ones and one's own, newest first; nil for both media.
    case podcasts(PodcastMedia?)
    case movies(MovieKind?)
    case music
    case stories
    case documents
    /// Approved posts and one's own, newest first.
    case feed(category: String?)
    /// Oldest first.
    case comments(post: Int)
    case events(EventScope)
    case artists
    case notifications(unreadOnly: Bool)
    case favorites
    case playlists
    /// The entries of one playlist, in its order.
    case playlist(Int)
    /// What was played, last first.
    case recent
    /// What waits for an admin's decision, oldest first; nil for every type.
    case adminQueue(type: String?)
    /// Films by the same people or of the same category, the likest first.
    case similar(movie: Int)
    /// What is on the platform, or was taken off it, for admins: newest first.
    case content(DeskContent)
    /// Posts that everybody sees, newest first, to choose those of the carousel.
    case carousel
    /// Accounts, the newest first, for admins.
    case users(UserFilter)
    /// Newest first: one's own, and everybody's for admins.
    case support(SupportScope)
    /// Everything that matches the words.
    case search(String)
  }

  public var source: Source
  /// Only rows that match these words; the beginnings of words match too.
  public var match: String?
  /// nil leaves the order to the list.
  public var order: ListOrder?
  public var filter: ListFilter?

  public init(
    source: Source, match: String? = nil, order: ListOrder? = nil, filter: ListFilter? = nil
  ) {
    self.source = source
    self.match = match
    self.order = order
    self.filter = filter
  }
}

/// Where a window begins.
public enum Anchor: Hashable, Sendable {
  case first
  case last
  case after(RowKey)
  case before(RowKey)
  /// At this item, or at the start when it is not in the list.
  case at(ItemRef)
}

/// A part of a list, in the list's order.
public struct ListWindow: Hashable, Sendable {
  public var rows: [Row]
  public var hasBefore: Bool
  public var hasAfter: Bool

  public init(rows: [Row], hasBefore: Bool, hasAfter: Bool) {
    self.rows = rows
    self.hasBefore = hasBefore
    self.hasAfter = hasAfter
  }
}

/// Numbers for badges.
public struct MirrorCounts: Hashable, Sendable {
  public var unreadNotifications = 0
  public var pendingWrites = 0
  public var failedWrites = 0
  public var adminPending = 0
  /// Questions that an admin has not read, and answers that the one who asked has not.
  public var unreadSupport = 0

  public init() {}
}
