import SyncEngine

/// How a person wants to see a list.
struct Arrangement: Codable, Sendable, Hashable {
  /// nil leaves it to the list.
  var order: ListOrder?
  var filter: ListFilter?

  var isStandard: Bool { order == nil && filter == nil }

  /// What the list says about itself; nil where it stands as it always does.
  func title(categories: [Int: String]) -> String? {
    let words = [order?.title, filter?.title(categories: categories)].compactMap { $0 }
    return words.isEmpty ? nil : words.joined(separator: " · ")
  }
}

extension ListOrder {
  var title: String {
    switch self {
    case .newest: "Newest first"
    case .oldest: "Oldest first"
    case .earliest: "Earliest first"
    case .latest: "Latest first"
    case .title: "Title A–Z"
    case .artist: "Artist A–Z"
    case .mostPlayed: "Most played"
    case .mostLiked: "Most liked"
    case .mostDiscussed: "Most discussed"
    case .mostFollowed: "Most followed"
    case .mostAttended: "Most people"
    case .longest: "Longest first"
    case .bestRated: "Best rated"
    case .released: "By year"
    case .listed: "In its order"
    }
  }
}

extension ListFilter {
  func title(categories: [Int: String]) -> String {
    switch self {
    case .category(let id): categories[id] ?? "Category \(id)"
    case .genre(let name): name
    case .featured: "Featured"
    case .following: "Followed"
    case .read: "Read"
    case .kind(let kind): kind.plural
    case .pictures: "Pictures"
    case .quotes: "Quotes"
    case .mine: "My own"
    case .author: "Of one person"
    case .carousel: "On the front page"
    case .unfinished: "Unfinished"
    case .oldTestament: "Old Testament"
    case .newTestament: "New Testament"
    case .parables: "Parables"
    case .miracles: "Miracles"
    }
  }
}

extension ItemKind {
  /// What several of them are called.
  var plural: String {
    switch self {
    case .podcast: "Podcasts"
    case .movie: "Movies"
    case .track: "Music"
    case .story: "Bible stories"
    case .document: "Documents"
    case .post: "Posts"
    case .comment: "Comments"
    case .event: "Events"
    case .artist: "Artists"
    case .notification: "Notifications"
    case .playlist: "Playlists"
    default: "Others"
    }
  }
}
