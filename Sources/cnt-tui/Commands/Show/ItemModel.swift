import SyncEngine

extension Item {
  /// The platform's own model of it, with all of its fields.
  var model: any Encodable & Sendable {
    switch self {
    case .podcast(let item): item
    case .movie(let item): item
    case .track(let item): item
    case .story(let item): item
    case .document(let item): item
    case .post(let item): item
    case .comment(let item): item
    case .event(let item): item
    case .artist(let item): item
    case .notification(let item): item
    case .playlist(let item): item
    case .adminItem(let item): item
    case .user(let item): item
    case .support(let item): item
    }
  }
}
