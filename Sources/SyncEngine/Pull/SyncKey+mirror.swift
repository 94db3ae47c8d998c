import CNTKit

extension SyncChange {
  var key: SyncKey {
    switch self {
    case .upsert(let row): row.key
    case .delete(let key): key
    }
  }
}

extension SyncKey {
  /// The mirror's name of the row; nil for kinds without a table of the common form.
  var ref: ItemRef? {
    let item: ItemKind
    switch kind {
    case .podcast: item = .podcast
    case .movie: item = .movie
    case .music: item = .track
    case .bibleStory: item = .story
    case .document: item = .document
    case .post: item = .post
    case .comment: item = .comment
    case .event: item = .event
    case .artist: item = .artist
    case .notification: item = .notification
    case .playlist: item = .playlist
    case .user: item = .user
    case .supportMessage: item = .support
    case .adminItem:
      return ItemRef(
        kind: .adminItem, id: AdminContentItem(id: id, type: type ?? "").mirrorID)
    case .favorite, .category, .position: return nil
    }
    return ItemRef(kind: item, id: id)
  }

  /// What a favourite points at.
  var favorite: ItemRef? {
    guard kind == .favorite, let type, let kind = ItemKind(playlistWord: type) else { return nil }
    return ItemRef(kind: kind, id: id)
  }
}
