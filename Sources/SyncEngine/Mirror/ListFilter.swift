import CNTKit

/// What of a list is shown.
public enum ListFilter: Codable, Hashable, Sendable {
  /// The server's category by its number.
  case category(Int)
  case genre(String)
  case featured
  /// Artists that one follows.
  case following
  /// Notifications that were read.
  case read
  /// Of a list that is put together from several kinds.
  case kind(ItemKind)
  /// Of what was played, what was not heard to its end.
  case unfinished
  /// Posts by what they are.
  case pictures, quotes
  /// Posts of one's own.
  case mine
  /// Posts of one person.
  case author(Int)
  /// Posts for the top of the home screen: a picture or a quote, and not taken off it.
  case carousel
  /// Bible stories by the book that they are from.
  case oldTestament, newTestament
  /// Bible stories by the words of their titles; the platform keeps no mark for either.
  case parables, miracles

  /// The filters that every list of a kind has; those that its rows decide are in ``Mirror/facets(_:)``.
  static func offered(for source: ListQuery.Source) -> [ListFilter] {
    switch source {
    case .movies: [.featured]
    case .stories: [.oldTestament, .newTestament, .parables, .miracles]
    case .feed: [.pictures, .quotes, .mine]
    case .artists: [.following]
    case .favorites: [.kind(.podcast), .kind(.movie), .kind(.track)]
    case .recent: [.kind(.podcast), .kind(.movie), .kind(.track), .kind(.story)]
    case .search:
      [
        .kind(.podcast), .kind(.movie), .kind(.track), .kind(.story), .kind(.post), .kind(.event),
        .kind(.artist), .kind(.document),
      ]
    default: []
    }
  }
}
