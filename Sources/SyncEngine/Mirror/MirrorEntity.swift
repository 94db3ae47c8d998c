import CNTKit
import GRDB

/// A wire model that has a table of its own: a column for each of its keys, the mirror's own ones
/// that every table has (`sort_key`, `hash`, `first_seen`, `seen_at`), and `ownColumns`.
protocol MirrorEntity: Codable, FetchableRecord, EncodableRecord, Sendable {
  static var kind: ItemKind { get }
  static var table: String { get }
  /// Column definitions in SQL, `id` left out.
  static var columns: String { get }
  /// Columns that the server knows nothing of, in SQL; a pull leaves them as they are.
  static var ownColumns: String? { get }
  /// Columns whose value belongs to this viewer; a guest's answer has none of them.
  static var viewerColumns: [String] { get }
  /// Whether it is certain to lack what belongs to a viewer, as a guest's answer does.
  var isForGuest: Bool { get }
  /// The values, in the order of `columns`.
  func write(to row: inout ColumnValues)
  /// The row's id in the mirror.
  var mirrorID: Int { get }
  /// What lists order by: microseconds since 1970, or a position.
  var sortKey: Int { get }
  /// What search finds; empty texts keep a kind out of it.
  var searchTitle: String { get }
  var searchBody: String { get }
  /// The same two as expressions over the table's columns, for many rows at once.
  static var searchSQL: (title: String, body: String) { get }
  var item: Item { get }
  /// Deletes what cannot be without the row.
  static func deleteDependents(_ db: Database, id: Int) throws
  /// Takes the negative ids of rows that were made here.
  mutating func takeLocalIDs(_ row: GRDB.Row)
  /// Whether rows of the server's may hold ids that were made here, so that all are asked.
  static var holdsLocalIDs: Bool { get }
}

extension MirrorEntity {
  static var ownColumns: String? { nil }
  static var holdsLocalIDs: Bool { false }
  static var viewerColumns: [String] { [] }
  var isForGuest: Bool { false }
  static func deleteDependents(_ db: Database, id: Int) throws {}
  var searchTitle: String { "" }
  var searchBody: String { "" }
  mutating func takeLocalIDs(_ row: GRDB.Row) {}
}

extension MirrorEntity where Self: Identifiable, ID == Int {
  var mirrorID: Int { id }
}

extension Optional where Wrapped == Timestamp {
  /// Microseconds since 1970; 0 for none.
  var sortKey: Int { map { $0.secondsSince1970 * 1_000_000 + $0.microseconds } ?? 0 }
}

/// Every kind, for what is done to all of them.
enum MirrorEntities {
  static let all: [any MirrorEntity.Type] = first + [AdminUser.self, SupportMessage.self]

  /// Those of the first version of the tables; others come with migrations of their own.
  static let first: [any MirrorEntity.Type] = [
    Podcast.self, Movie.self, MusicTrack.self, BibleStory.self, DocumentAsset.self,
    CommunityPost.self, Comment.self, Event.self, Artist.self, UserNotification.self,
    Playlist.self, AdminContentItem.self,
  ]

  static func type(of kind: ItemKind) -> any MirrorEntity.Type {
    all.first { $0.kind == kind } ?? Podcast.self
  }
}
