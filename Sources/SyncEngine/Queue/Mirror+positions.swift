import CNTKit
import Foundation
import GRDB

/// Where a person stopped, on its way to their other devices.
///
/// A place is not in the outbox: it is no wish that could be refused or taken back, and only the newest
/// of a thing matters. The row itself says what the server has (`shared_at`), so it waits there, over
/// restarts, and a newer one takes its place (docs/decisions/0017).
struct UnsharedPlace: Hashable {
  var ref: ItemRef
  /// Microseconds since 1970.
  var playedAt: Int
  var place: PlaybackPlace
}

extension Mirror {
  /// Whether the server keeps places; as it said when it was last asked.
  public func sharesPositions() throws -> Bool { try capabilities().hasPlaybackPositions }

  /// Places that the server has not been told of, the latest first. What no server takes is told to
  /// none: one such place would have all that go with it refused, for ever.
  func unsharedPlaces(limit: Int) throws -> [UnsharedPlace] {
    while true {
      let (places, odd) = try waitingPlaces(limit: limit)
      if odd.isEmpty { return places }
      try setAside(odd)
    }
  }

  /// Takes places for shared as they were read; what was played since waits.
  func setAside(_ odd: [GRDB.Row]) throws {
    try write(durably: false) { db in
      for row in odd {
        try db.execute(
          sql: """
            UPDATE playback SET shared_at = played_at
            WHERE kind = ? AND id = ? AND played_at = ?
            """,
          arguments: [row["kind"] as String, row["id"] as Int, row["played_at"] as Int])
      }
    }
  }

  func waitingPlaces(limit: Int) throws -> (places: [UnsharedPlace], odd: [GRDB.Row]) {
    var odd: [GRDB.Row] = []
    let places = try read { db in
      try GRDB.Row.fetchAll(
        db,
        sql: """
          SELECT kind, id, seconds, duration, played_at FROM playback
          WHERE played_at > shared_at ORDER BY played_at DESC LIMIT \(limit)
          """
      ).compactMap { row -> UnsharedPlace? in
        guard let kind = ItemKind(rawValue: row["kind"]), let type = kind.placeWord else {
          odd.append(row)
          return nil
        }
        let playedAt: Int = row["played_at"]
        let place = PlaybackPlace(
          contentType: type, contentID: row["id"], seconds: row["seconds"],
          duration: row["duration"], updatedAt: playedAt / 1000)
        guard place.isSane else {
          odd.append(row)
          return nil
        }
        return UnsharedPlace(
          ref: ItemRef(kind: kind, id: row["id"]), playedAt: playedAt, place: place)
      }
    }
    return (places, odd)
  }

  /// The server has these, and answered with what it keeps: what was played since waits on. A time that
  /// no clock can have yet is taken here for what the server took it for.
  func markShared(_ sent: [UnsharedPlace], answer: [PlaybackPlace], now: Date) throws {
    try write(durably: false) { db in
      let statement = try db.cachedStatement(
        sql: """
          UPDATE playback SET shared_at = min(max(shared_at, ?1), ?2), played_at = min(played_at, ?2)
          WHERE kind = ?3 AND id = ?4 AND played_at >= ?1
          """)
      for place in sent {
        try statement.execute(
          arguments: [
            place.playedAt, SharedPlaces.latest(now) * 1000, place.ref.kind.rawValue, place.ref.id,
          ])
      }
      for place in answer { try SharedPlaces.take(db, place, now: now) }
    }
  }
}

/// Places of other devices.
enum SharedPlaces {
  /// Takes over a place that is newer than the one here. A time that no clock can have yet is taken for
  /// one in a minute.
  static func take(_ db: Database, _ place: PlaybackPlace, now: Date) throws {
    guard place.isSane, let kind = ItemKind(placeWord: place.contentType) else { return }
    let latest = latest(now)
    let microseconds = min(place.updatedAt, latest) * 1000
    // What the person had forgotten here stays forgotten, whoever tells of it again. A time of
    // forgetting that lies ahead was set by a clock that has been set back since.
    let cleared = try StateRow.int(db, StateRow.historyCleared)
    guard microseconds > cleared || cleared > latest * 1000 else { return }
    // The wire has milliseconds: what differs by less is what was sent from here.
    try db.execute(
      sql: """
        INSERT INTO playback (kind, id, seconds, duration, played_at, shared_at)
        VALUES (?1, ?2, ?3, ?4, ?5, ?5)
        ON CONFLICT (kind, id) DO UPDATE SET seconds = excluded.seconds,
          duration = coalesce(excluded.duration, duration), played_at = excluded.played_at,
          shared_at = excluded.shared_at
        WHERE excluded.played_at >= played_at + 1000
          -- What the server took from a clock that was ahead, it took for a time that could be.
          OR (played_at > ?6 AND shared_at >= played_at)
        """,
      arguments: [
        kind.rawValue, place.contentID, place.seconds, place.duration, microseconds, latest * 1000,
      ])
  }

  /// The latest time that a clock can have, milliseconds since 1970.
  static func latest(_ now: Date) -> Int {
    Int(now.timeIntervalSince1970 * 1000) + PlaybackPlace.mostAhead
  }

  /// The migration "shared positions".
  static let sql = """
    -- What of played_at the server has been told; 0 for nothing.
    ALTER TABLE playback ADD COLUMN shared_at INTEGER NOT NULL DEFAULT 0;
    CREATE INDEX playback_unshared ON playback(played_at) WHERE played_at > shared_at;
    """
}

extension ItemKind {
  /// The word of the wire for what has a place to stop at; nil for what has none.
  var placeWord: String? {
    switch self {
    case .podcast: "podcast"
    case .movie: "movie"
    case .track: "music"
    case .story: "bible_story"
    default: nil
    }
  }

  init?(placeWord: String) {
    let kinds: [ItemKind] = [.podcast, .movie, .track, .story]
    guard let kind = kinds.first(where: { $0.placeWord == placeWord }) else { return nil }
    self = kind
  }
}

extension SyncEngine {
  /// Places in one request.
  private static let placesAtOnce = 200

  /// Tells the server where the person stopped. A server that has a fault with it is told again in the
  /// next round, and holds nothing up.
  func sharePositions() async throws {
    guard capabilities.hasPlaybackPositions else { return }
    for _ in 0..<20 {
      let places = try mirror.unsharedPlaces(limit: Self.placesAtOnce)
      guard !places.isEmpty else { return }
      do {
        let answer = try await puller.api.call(.putPlaybackPlaces(places.map(\.place)))
        try mirror.markShared(places, answer: answer.positions, now: now())
      } catch let error as APIError {
        switch error.reason {
        case .transport, .signedOut, .rateLimited, .storage: throw error
        default:
          if error.retryAfter != nil { throw error }
          return
        }
      }
      if places.count < Self.placesAtOnce { return }
    }
  }
}
