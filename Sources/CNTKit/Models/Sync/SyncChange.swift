/// One entry of the change feed: a row as this viewer sees it now, or word that it is gone for them.
public enum SyncChange: Hashable, Sendable {
  case upsert(SyncRow)
  case delete(SyncKey)
}

/// Which row of the feed: a kind, an id, and for the kinds whose ids are unique only within a type
/// (`admin_item`, `favorite`, `playback_position`) that type.
public struct SyncKey: Hashable, Sendable {
  public enum Kind: String, Codable, Hashable, Sendable, CaseIterable {
    case podcast, movie, music, document, comment, event, artist, notification, playlist, favorite
    case category, user
    case bibleStory = "bible_story"
    case post = "community_post"
    case adminItem = "admin_item"
    case supportMessage = "support_message"
    case position = "playback_position"
  }

  public var kind: Kind
  public var id: Int
  /// `content_type` of a favourite and of a position, `type` of an admin's item; nil for all others.
  public var type: String?

  public init(kind: Kind, id: Int, type: String? = nil) {
    self.kind = kind
    self.id = id
    self.type = type
  }
}

/// A row of any kind, in the same form as the list of its kind has it.
public enum SyncRow: Hashable, Sendable {
  case podcast(Podcast)
  /// `isKids`: it is in the list of animated Bible stories.
  case movie(Movie, isKids: Bool)
  case music(MusicTrack)
  case bibleStory(BibleStory)
  case document(DocumentAsset)
  case post(CommunityPost)
  case comment(Comment)
  case event(Event)
  case artist(Artist)
  case notification(UserNotification)
  case playlist(Playlist)
  case favorite(Favorite)
  case category(Category)
  case adminItem(AdminContentItem)
  /// For admins only.
  case user(AdminUser)
  case supportMessage(SupportMessage)
  case position(PlaybackPlace)

  public var key: SyncKey {
    switch self {
    case .podcast(let row): SyncKey(kind: .podcast, id: row.id)
    case .movie(let row, _): SyncKey(kind: .movie, id: row.id)
    case .music(let row): SyncKey(kind: .music, id: row.id)
    case .bibleStory(let row): SyncKey(kind: .bibleStory, id: row.id)
    case .document(let row): SyncKey(kind: .document, id: row.id)
    case .post(let row): SyncKey(kind: .post, id: row.id)
    case .comment(let row): SyncKey(kind: .comment, id: row.id)
    case .event(let row): SyncKey(kind: .event, id: row.id)
    case .artist(let row): SyncKey(kind: .artist, id: row.id)
    case .notification(let row): SyncKey(kind: .notification, id: row.id)
    case .playlist(let row): SyncKey(kind: .playlist, id: row.id)
    case .favorite(let row):
      SyncKey(kind: .favorite, id: row.contentID, type: row.contentType)
    case .category(let row): SyncKey(kind: .category, id: row.id)
    case .adminItem(let row): SyncKey(kind: .adminItem, id: row.id, type: row.type)
    case .user(let row): SyncKey(kind: .user, id: row.id)
    case .supportMessage(let row): SyncKey(kind: .supportMessage, id: row.id)
    case .position(let row):
      SyncKey(kind: .position, id: row.contentID, type: row.contentType)
    }
  }
}

/// One page of the feed, in commit order.
public struct SyncChangePage: Codable, Hashable, Sendable {
  public var changes: [SyncChange]
  /// Where the next page begins; opaque.
  public var cursor: String
  public var hasMore: Bool

  public init(changes: [SyncChange], cursor: String, hasMore: Bool) {
    self.changes = changes
    self.cursor = cursor
    self.hasMore = hasMore
  }

  enum CodingKeys: String, WireKey {
    case changes
    case cursor
    case hasMore = "has_more"
  }

  public init(from decoder: any Decoder) throws {
    let c = try decoder.container(keyedBy: CodingKeys.self)
    changes = try c.decode([Entry].self, forKey: .changes).compactMap(\.change)
    cursor = try c.string(.cursor)
    hasMore = try c.bool(.hasMore, default: false)
  }

  public func encode(to encoder: any Encoder) throws {
    var c = encoder.container(keyedBy: CodingKeys.self)
    try c.encode(changes.map { Entry(change: $0) }, forKey: .changes)
    try c.encode(cursor, forKey: .cursor)
    try c.encode(hasMore, forKey: .hasMore)
  }
}

extension SyncChange: Encodable {
  /// As an entry of a page has it.
  public func encode(to encoder: any Encoder) throws {
    try Entry(change: self).encode(to: encoder)
  }
}

/// A change on the wire: `{"op", "kind", "id", "type"?, "row"?, "is_kids"?}`.
private struct Entry: Codable {
  /// nil for a kind or an operation that this client does not know.
  var change: SyncChange?

  enum CodingKeys: String, WireKey {
    case op
    case kind
    case id
    case type
    case row
    case isKids = "is_kids"
  }

  init(change: SyncChange) { self.change = change }

  init(from decoder: any Decoder) throws {
    let c = try decoder.container(keyedBy: CodingKeys.self)
    guard let kind = SyncKey.Kind(rawValue: try c.string(.kind)) else { return }
    switch try c.string(.op) {
    case "delete":
      change = .delete(
        SyncKey(kind: kind, id: try c.identifier(.id), type: try c.stringIf(.type)))
    case "upsert": change = .upsert(try Self.row(kind, c))
    default: return
    }
  }

  private static func row(
    _ kind: SyncKey.Kind, _ c: KeyedDecodingContainer<CodingKeys>
  ) throws -> SyncRow {
    switch kind {
    case .podcast: .podcast(try c.decode(Podcast.self, forKey: .row))
    case .movie:
      .movie(
        try c.decode(Movie.self, forKey: .row), isKids: try c.bool(.isKids, default: false))
    case .music: .music(try c.decode(MusicTrack.self, forKey: .row))
    case .bibleStory: .bibleStory(try c.decode(BibleStory.self, forKey: .row))
    case .document: .document(try c.decode(DocumentAsset.self, forKey: .row))
    case .post: .post(try c.decode(CommunityPost.self, forKey: .row))
    case .comment: .comment(try c.decode(Comment.self, forKey: .row))
    case .event: .event(try c.decode(Event.self, forKey: .row))
    case .artist: .artist(try c.decode(Artist.self, forKey: .row))
    case .notification: .notification(try c.decode(UserNotification.self, forKey: .row))
    case .playlist: .playlist(try c.decode(Playlist.self, forKey: .row))
    case .favorite: .favorite(try c.decode(Favorite.self, forKey: .row))
    case .category: .category(try c.decode(Category.self, forKey: .row))
    case .adminItem: .adminItem(try c.decode(AdminContentItem.self, forKey: .row))
    case .user: .user(try c.decode(AdminUser.self, forKey: .row))
    case .supportMessage: .supportMessage(try c.decode(SupportMessage.self, forKey: .row))
    case .position: .position(try c.decode(PlaybackPlace.self, forKey: .row))
    }
  }

  func encode(to encoder: any Encoder) throws {
    var c = encoder.container(keyedBy: CodingKeys.self)
    switch change {
    case .delete(let key):
      try encode("delete", key, into: &c)
    case .upsert(let row):
      try encode("upsert", row.key, into: &c)
      try encode(row, into: &c)
    case nil: break
    }
  }

  private func encode(
    _ op: String, _ key: SyncKey, into c: inout KeyedEncodingContainer<CodingKeys>
  ) throws {
    try c.encode(op, forKey: .op)
    try c.encode(key.kind, forKey: .kind)
    try c.encode(key.id, forKey: .id)
    if let type = key.type { try c.encode(type, forKey: .type) }
  }

  private func encode(
    _ row: SyncRow, into c: inout KeyedEncodingContainer<CodingKeys>
  ) throws {
    switch row {
    case .podcast(let row): try c.encode(row, forKey: .row)
    case .movie(let row, let isKids):
      try c.encode(row, forKey: .row)
      try c.encode(isKids, forKey: .isKids)
    case .music(let row): try c.encode(row, forKey: .row)
    case .bibleStory(let row): try c.encode(row, forKey: .row)
    case .document(let row): try c.encode(row, forKey: .row)
    case .post(let row): try c.encode(row, forKey: .row)
    case .comment(let row): try c.encode(row, forKey: .row)
    case .event(let row): try c.encode(row, forKey: .row)
    case .artist(let row): try c.encode(row, forKey: .row)
    case .notification(let row): try c.encode(row, forKey: .row)
    case .playlist(let row): try c.encode(row, forKey: .row)
    case .favorite(let row): try c.encode(row, forKey: .row)
    case .category(let row): try c.encode(row, forKey: .row)
    case .adminItem(let row): try c.encode(row, forKey: .row)
    case .user(let row): try c.encode(row, forKey: .row)
    case .supportMessage(let row): try c.encode(row, forKey: .row)
    case .position(let row): try c.encode(row, forKey: .row)
    }
  }
}
