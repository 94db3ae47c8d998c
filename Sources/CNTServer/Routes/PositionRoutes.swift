import CNTKit
import Foundation
import GRDB

/// Where a person stopped in what they play, for all their devices. `docs/change-feed.md` has the wire
/// form.
enum PositionRoutes {
  static let routes: [Route] = [
    Route(.get, "/api/v1/sync/positions", .member, list),
    Route(.put, "/api/v1/sync/positions", .member, store),
  ]

  /// Places in one call, and places of one person.
  static let mostAtOnce = 500
  static let most = 20_000

  private static func list(_ call: Call) async throws -> Reply {
    let user = try call.member().id
    return try await call.read { db in
      try .json(
        PlaybackPlaces(
          positions: PositionRows.fetch(db, of: user, "1 ORDER BY updated_at DESC LIMIT \(most)")))
    }
  }

  /// The latest counts, whichever comes last. A place in what is not there, or what the person
  /// may not see, is passed over.
  private static func store(_ call: Call) async throws -> Reply {
    let body = try await call.body(PlaybackPlaces.self, required: ["positions"])
    let user = try call.member().id
    guard body.positions.count <= mostAtOnce else {
      throw Problem(400, "At most \(mostAtOnce) positions at once")
    }
    guard
      body.positions.allSatisfy({
        ContentTable($0.contentType, in: .positions) != nil && $0.isSane
      })
    else {
      throw Problem(400, "A position is of something unknown, or out of range")
    }
    let latest =
      Int(call.services.now().timeIntervalSince1970 * 1000) + PlaybackPlace.mostAhead
    return try await call.write { db in
      for place in body.positions {
        guard let table = ContentTable(place.contentType, in: .positions),
          try table.has(place.contentID, for: user, db)
        else { continue }
        try PositionRows.store(db, place, of: user, noLaterThan: latest)
      }
      try PositionRows.prune(db, of: user, keeping: most)
      return try .json(
        PlaybackPlaces(
          positions: body.positions.compactMap { place in
            try PositionRows.fetch(
              db, of: user, "content_type = ? AND content_id = ?",
              [place.contentType, place.contentID]
            ).first
          }))
    }
  }
}
