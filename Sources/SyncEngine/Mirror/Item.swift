import CNTKit
import Foundation

/// The kinds of things the mirror holds.
public enum ItemKind: String, Codable, Sendable, CaseIterable, Hashable {
  case podcast, movie, track, story, document, post, comment, event, artist, notification
  case playlist, adminItem, user, support
}

/// Which thing: a kind and the server's id. What was made here and not sent yet has a negative id.
public struct ItemRef: Hashable, Codable, Sendable {
  public var kind: ItemKind
  public var id: Int

  public init(kind: ItemKind, id: Int) {
    self.kind = kind
    self.id = id
  }
}

/// A thing of any kind.
public enum Item: Hashable, Sendable {
  case podcast(Podcast)
  case movie(Movie)
  case track(MusicTrack)
  case story(BibleStory)
  case document(DocumentAsset)
  case post(CommunityPost)
  case comment(Comment)
  case event(Event)
  case artist(Artist)
  case notification(UserNotification)
  case playlist(Playlist)
  case adminItem(AdminContentItem)
  /// An account, as an admin sees it.
  case user(AdminUser)
  case support(SupportMessage)

  public var ref: ItemRef {
    switch self {
    case .podcast(let item): ItemRef(kind: .podcast, id: item.id)
    case .movie(let item): ItemRef(kind: .movie, id: item.id)
    case .track(let item): ItemRef(kind: .track, id: item.id)
    case .story(let item): ItemRef(kind: .story, id: item.id)
    case .document(let item): ItemRef(kind: .document, id: item.id)
    case .post(let item): ItemRef(kind: .post, id: item.id)
    case .comment(let item): ItemRef(kind: .comment, id: item.id)
    case .event(let item): ItemRef(kind: .event, id: item.id)
    case .artist(let item): ItemRef(kind: .artist, id: item.id)
    case .notification(let item): ItemRef(kind: .notification, id: item.id)
    case .playlist(let item): ItemRef(kind: .playlist, id: item.id)
    case .adminItem(let item): ItemRef(kind: .adminItem, id: item.mirrorID)
    case .user(let item): ItemRef(kind: .user, id: item.id)
    case .support(let item): ItemRef(kind: .support, id: item.id)
    }
  }
}

extension AdminContentItem {
  /// Ids of the admin desk are unique only within a type; the mirror needs one number.
  public var mirrorID: Int { id * 8 + (Self.types.firstIndex(of: type).map { $0 + 1 } ?? 0) }

  static let types = ["podcast", "movie", "music", "community_post", "event"]
}

/// Where playback of something stopped.
public struct PlaybackPosition: Hashable, Sendable {
  /// Seconds from the start.
  public var seconds: Double
  /// Seconds, if it was known.
  public var duration: Double?
  /// When it was last played.
  public var playedAt: Date

  public init(seconds: Double, duration: Double? = nil, playedAt: Date = .distantPast) {
    self.seconds = seconds
    self.duration = duration
    self.playedAt = playedAt
  }

  /// Where playing goes on, seconds: where it stopped, unless that was at the very start or in the
  /// last seconds.
  public func resumption(length: Double?) -> Double {
    seconds > 5 && seconds < (duration ?? length ?? .infinity) - 10 ? seconds : 0
  }
}

/// A thing with what the mirror knows about it besides the server's words.
public struct Row: Hashable, Sendable {
  public var item: Item
  public var key: RowKey
  /// Something done to it here has not reached the server yet.
  public var pending: Bool
  /// Why something done to it was refused.
  public var failure: String?
  public var isFavorite: Bool
  public var position: PlaybackPosition?
  /// Where a search found its words.
  public var snippet: Snippet?
  /// The entry of the playlist that the row stands for, in the list of one.
  public var playlistEntry: PlaylistItem?

  public init(
    item: Item, key: RowKey? = nil, pending: Bool = false,
    failure: String? = nil, isFavorite: Bool = false, position: PlaybackPosition? = nil
  ) {
    self.item = item
    self.key = key ?? RowKey(value: 0, id: item.ref.id)
    self.pending = pending
    self.failure = failure
    self.isFavorite = isFavorite
    self.position = position
  }
}

/// A row's place in the order of a list; opaque to who reads the list.
public struct RowKey: Hashable, Sendable {
  /// What the list orders by: microseconds since 1970, a count, or a position.
  var value: Int
  /// What it orders by instead, where that is a text.
  var text: String?
  /// Parts rows with the same value.
  var id: Int

  init(value: Int, text: String? = nil, id: Int) {
    self.value = value
    self.text = text
    self.id = id
  }
}

extension RowKey: Comparable {
  public static func < (a: RowKey, b: RowKey) -> Bool { (a.value, a.id) < (b.value, b.id) }
}
