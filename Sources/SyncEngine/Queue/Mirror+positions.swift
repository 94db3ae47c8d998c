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

  /// Places that the server has not been told of, the latest first.
  func unsharedPlaces(limit: Int) throws -> [UnsharedPlace] {
    try read { db in
      try GRDB.Row.fetchAll(
        db,
        sql: """
          SELECT kind, id, seconds, duration, played_at FROM playback
          WHERE played_at > shared_at ORDER BY played_at DESC LIMIT \(limit)
          """
      ).compactMap { row in
        guard let kind = ItemKind(rawValue: row["kind"]), let type = kind.placeWord else {
          return nil
        }
        let playedAt: Int = row["played_at"]
        let place = PlaybackPlace(
          contentType: type, contentID: row["id"], seconds: row["seconds"],
          duration: row["duration"], updatedAt: playedAt / 1000)
        return UnsharedPlace(
          ref: ItemRef(kind: kind, id: row["id"]), playedAt: playedAt, place: place)
      }
    }
  }

  /// The server has these, and answered with what it keeps: what was played since waits on.
  func markShared(_ sent: [UnsharedPlace], answer: [PlaybackPlace], now: Date) throws {
    try write(durably: false) { db in
      let statement = try db.cachedStatement(
        sql: """
          UPDATE playback SET shared_at = max(shared_at, ?) WHERE kind = ? AND id = ?
          """)
      for place in sent {
        try statement.execute(
          arguments: [place.playedAt, place.ref.kind.rawValue, place.ref.id])
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
    let latest = Int(now.timeIntervalSince1970 * 1000) + PlaybackPlace.mostAhead
    let microseconds = min(place.updatedAt, latest) * 1000
    // The wire has milliseconds: what differs by less is what was sent from here.
    try db.execute(
      sql: """
        INSERT INTO playback (kind, id, seconds, duration, played_at, shared_at)
        VALUES (?, ?, ?, ?, ?, ?)
        ON CONFLICT (kind, id) DO UPDATE SET seconds = excluded.seconds,
          duration = coalesce(excluded.duration, duration), played_at = excluded.played_at,
          shared_at = excluded.shared_at
        WHERE excluded.played_at >= played_at + 1000
        """,
      arguments: [
        kind.rawValue, place.contentID, place.seconds, place.duration, microseconds, microseconds,
      ])
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
