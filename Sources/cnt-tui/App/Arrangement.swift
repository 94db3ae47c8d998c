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
    case .newest: tr("Newest first")
    case .oldest: tr("Oldest first")
    case .earliest: tr("Earliest first")
    case .latest: tr("Latest first")
    case .title: tr("Title A–Z")
    case .artist: tr("Artist A–Z")
    case .mostPlayed: tr("Most played")
    case .mostLiked: tr("Most liked")
    case .mostDiscussed: tr("Most discussed")
    case .mostFollowed: tr("Most followed")
    case .mostAttended: tr("Most people")
    case .longest: tr("Longest first")
    case .bestRated: tr("Best rated")
    case .released: tr("By year")
    case .listed: tr("In its order")
    }
  }
}

extension ListFilter {
  func title(categories: [Int: String]) -> String {
    switch self {
    case .category(let id): categories[id] ?? tr("Category \(id)")
    case .genre(let name): name
    case .featured: tr("Featured")
    case .following: tr("Followed")
    case .read: tr(Phrase("Read").inSense("notification"))
    case .kind(let kind): kind.plural
    case .pictures: tr("Pictures")
    case .quotes: tr("Quotes")
    case .mine: tr("My own")
    case .author: tr("Of one person")
    case .carousel: tr("On the front page")
    case .unfinished: tr("Unfinished")
    case .oldTestament: tr("Old Testament")
    case .newTestament: tr("New Testament")
    case .parables: tr("Parables")
    case .miracles: tr("Miracles")
    }
  }
}

extension ItemKind {
  /// What several of them are called.
  var plural: String {
    switch self {
    case .podcast: tr("Podcasts")
    case .movie: tr("Movies")
    case .track: tr("Music")
    case .story: tr("Bible stories")
    case .document: tr("Documents")
    case .post: tr("Posts")
    case .comment: tr("Comments")
    case .event: tr("Events")
    case .artist: tr("Artists")
    case .notification: tr("Notifications")
    case .playlist: tr("Playlists")
    default: tr("Others")
    }
  }
}
