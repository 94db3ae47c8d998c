import CNTKit
import Foundation
import GRDB

/// What an admin sees at a glance: put together from what is mirrored, so that it is there offline and
/// knows of decisions that were just made.
public struct DeskFigures: Sendable, Hashable {
  /// How many of one kind wait for a decision. Words as in ``AdminContentItem/type``.
  public struct Pending: Sendable, Hashable {
    public var type: String
    public var count: Int

    public init(type: String, count: Int) {
      self.type = type
      self.count = count
    }
  }

  /// How many of one kind came on each of the last days, today last.
  public struct Activity: Sendable, Hashable {
    public var kind: ItemKind
    public var days: [Int]

    public init(kind: ItemKind, days: [Int]) {
      self.kind = kind
      self.days = days
    }
  }

  /// The server's numbers, as it last gave them.
  public var numbers: AdminDashboard?
  public var pending: [Pending] = []
  /// When the one that waits longest was sent in.
  public var oldestPending: Date?
  public var activity: [Activity] = []

  public init() {}
}

extension Mirror {
  /// The figures of the desk; days begin at midnight of `timeZone`.
  public func deskFigures(
    days: Int = 30, now: Date, timeZone: TimeZone = .current
  ) throws -> DeskFigures {
    var figures = DeskFigures()
    figures.numbers = try dashboard()
    return try read { db in
      let waiting = try GRDB.Row.fetchAll(
        db,
        sql: """
          SELECT type, count(*) AS count FROM admin_item
          WHERE decided = 0 GROUP BY type ORDER BY count DESC, type
          """)
      figures.pending = waiting.map { .init(type: $0["type"], count: $0["count"]) }
      figures.oldestPending = try Int.fetchOne(
        db, sql: "SELECT min(sort_key) FROM admin_item WHERE decided = 0 AND sort_key > 0"
      ).map { Date(microseconds: $0) }
      figures.activity = try [Podcast.self, Movie.self, MusicTrack.self, CommunityPost.self].map {
        try Self.activity(db, $0, days: days, now: now, timeZone: timeZone)
      }
      return figures
    }
  }

  private static func activity(
    _ db: Database, _ entity: any MirrorEntity.Type, days: Int, now: Date, timeZone: TimeZone
  ) throws -> DeskFigures.Activity {
    let day = 86_400 * 1_000_000
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = timeZone
    let start = calendar.startOfDay(for: now).microseconds - (days - 1) * day
    var counts = Array(repeating: 0, count: days)
    let rows = try GRDB.Row.fetchAll(
      db,
      sql: """
        SELECT (sort_key - ?1) / ?2 AS day, count(*) AS count FROM \(entity.table)
        WHERE sort_key >= ?1 AND sort_key < ?1 + ?2 * ?3 GROUP BY day
        """, arguments: [start, day, days])
    for row in rows where counts.indices.contains(row["day"]) { counts[row["day"]] = row["count"] }
    return DeskFigures.Activity(kind: entity.kind, days: counts)
  }
}

extension Mirror {
  /// The titles of all things of a kind, for kinds that have them.
  public func titles(of kind: ItemKind) throws -> [String] {
    guard [.podcast, .movie, .track].contains(kind) else { return [] }
    let table = MirrorEntities.type(of: kind).table
    return try read { try String.fetchAll($0, sql: "SELECT title FROM \(table)") }
  }
}
