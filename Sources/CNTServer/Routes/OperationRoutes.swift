import CNTKit
import Crypto
import Foundation
import GRDB
import HTTPTypes

/// What those who run the server ask it.
enum OperationRoutes {
  static let routes: [Route] = [
    Route(.get, "/ready", .open, ready),
    Route(.get, "/metrics", .open, metrics),
    Route(.get, "/openapi.json", .open) { call in
      try .json(
        APIDescription.document(
          CNTServerApplication.table, offering: call.services.outside))
    },
    Route(.get, "/api/v1/users/me/export", .member, export),
  ]

  /// Whether a write would go through: the disk has room, and the database takes one.
  private static func ready(_ call: Call) async throws -> Reply {
    guard DiskSpace.free(call.services.media.folder) ?? 0 > DiskSpace.reserve else {
      throw Problem(503, "The disk is full")
    }
    try await call.services.database.write { db in
      try db.execute(sql: "UPDATE server_info SET value = value WHERE key = 'ready'")
    }
    return try .json(["status": "ready"])
  }

  /// For whoever has the token. Where a request comes from says nothing: behind a proxy all come from this
  /// machine.
  private static func metrics(_ call: Call) async throws -> Reply {
    guard let token = call.services.metricsToken else { throw Problem.unknownPath }
    let given = call.request.headers[.authorization] ?? ""
    // Hashes are of one length: how long a comparison takes tells nothing.
    guard SHA256.hash(data: Data("Bearer \(token)".utf8)) == SHA256.hash(data: Data(given.utf8))
    else { throw Problem.unknownPath }
    let bytes = try await call.services.database.read { db in
      try Int.fetchOne(
        db, sql: "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size") ?? 0
    }
    let text = call.services.metrics.text(
      connections: await call.services.realtime.sessionCount, databaseBytes: bytes)
    return Reply(
      status: 200,
      body: .bytes(Data(text.utf8), contentType: "text/plain; version=0.0.4; charset=utf-8"))
  }

  /// All that the server has of a person, but for what opens doors.
  private static func export(_ call: Call) async throws -> Reply {
    let user = try call.member().id
    let tables = [
      ("podcasts", "creator_id"), ("movies", "creator_id"), ("community_posts", "user_id"),
      ("comments", "user_id"), ("likes", "user_id"), ("favorites", "user_id"),
      ("playlists", "user_id"), ("events", "host_id"), ("event_attendees", "user_id"),
      ("artists", "user_id"), ("artist_followers", "user_id"), ("notifications", "user_id"),
      ("support_messages", "user_id"), ("content_drafts", "user_id"), ("live_streams", "host_id"),
      ("donations", "donor_id"), ("playback_positions", "user_id"),
    ]
    return try await call.read { db in
      func rows(_ sql: String) throws -> JSONValue {
        .array(
          try Row.fetchAll(db, sql: sql, arguments: [user]).map { row in
            .object(
              Dictionary(
                row.map { ($0.0, json($0.1)) }, uniquingKeysWith: { first, _ in first }))
          })
      }
      var all: [String: JSONValue] = [
        "user": try rows(
          """
          SELECT id, username, name, email, avatar, phone, date_of_birth, bio, created_at
          FROM users WHERE id = ?
          """),
        "playlist_items": try rows(
          """
          SELECT i.* FROM playlist_items i JOIN playlists p ON p.id = i.playlist_id
          WHERE p.user_id = ?
          """),
        "donations_received": try rows(
          "SELECT * FROM donations WHERE recipient_id = ? AND status = 'completed'"),
      ]
      for (table, column) in tables {
        all[table] = try rows("SELECT * FROM \(table) WHERE \(column) = ? ORDER BY 1")
      }
      var reply = try Reply.json(all)
      reply.headers.append(("Content-Disposition", "attachment; filename=\"cnt-export.json\""))
      return reply
    }
  }

  private static func json(_ value: DatabaseValue) -> JSONValue {
    switch value.storage {
    case .null: .null
    case .int64(let number): .int(Int(number))
    case .double(let number): .double(number)
    case .string(let text): .string(text)
    case .blob: .null
    }
  }
}
