import CNTKit
import Foundation
import GRDB

/// What people have begun and not yet published. Nobody sees another's, admins neither.
enum DraftRoutes {
  static let routes: [Route] = [
    Route(.get, "/api/v1/drafts/", .member) { try await list($0, type: $0.text("draft_type")) },
    Route(.post, "/api/v1/drafts/", .member, create),
    Route(.get, "/api/v1/drafts/type/{draft_type}", .member) {
      try await list($0, type: $0.parameter("draft_type"))
    },
    Route(.get, "/api/v1/drafts/{draft_id}", .member) { call in
      let id = try call.id("draft_id")
      let user = try call.member().id
      return try await call.read { try .json(one($0, id, of: user)) }
    },
    Route(.put, "/api/v1/drafts/{draft_id}", .member, update),
    Route(.delete, "/api/v1/drafts/{draft_id}", .member, delete),
  ]

  private static let types = ["video_podcast", "audio_podcast", "community_post", "quote_post"]
  private static let statuses = ["editing", "ready"]
  private static let texts = [
    "title", "description", "original_media_url", "edited_media_url", "thumbnail_url", "content",
    "category",
  ]
  /// Of one person.
  private static let most = 1000
  /// Of an editing state, as JSON.
  private static let largestState = 256 << 10
  /// Of one person's drafts in all, in bytes.
  private static let mostBytes = 8 << 20
  /// Of one page; the web client asks for so many.
  private static let longestPage = 100

  private static func list(_ call: Call, type: String?) async throws -> Reply {
    var page = try call.page(defaultLimit: 20)
    page.limit = min(page.limit, longestPage)
    var filter = SQLFilter()
    filter.add("user_id = ?", try call.member().id)
    if let type { filter.add("draft_type = ?", try checked(type)) }
    return try await call.read { [filter, page] db in
      let drafts: [ContentDraft] = try Fetched.all(
        db, "SELECT * FROM content_drafts \(filter.sql) ORDER BY id DESC LIMIT ? OFFSET ?",
        filter.arguments + [page.limit, page.skip])
      let total = try Int.fetchOne(
        db, sql: "SELECT count(*) FROM content_drafts \(filter.sql)", arguments: filter.arguments)
      return try .json(
        DraftPage(drafts: drafts, total: total ?? 0, skip: page.skip, limit: page.limit))
    }
  }

  private static func create(_ call: Call) async throws -> Reply {
    let members = try await call.object()
    guard let value = members["draft_type"] else {
      throw Problem(invalid: [Invalid.missing("draft_type", input: .object(members))])
    }
    guard let type = value.stringValue else { throw mistyped("draft_type", "string", value) }
    let values = try values(members) + [("draft_type", try checked(type).databaseValue)]
    let user = try call.member().id
    let stamp = call.services.stamp
    return try await call.write { db in
      let count = try Int.fetchOne(
        db, sql: "SELECT count(*) FROM content_drafts WHERE user_id = ?", arguments: [user])
      guard (count ?? 0) < most else {
        throw Problem(400, "There are \(most) drafts already: delete some first")
      }
      let id = try db.insert(
        into: "content_drafts",
        values.map { ($0.0, $0.1) } + [("user_id", user), ("created_at", stamp)])
      try checkRoom(db, user)
      return try .json(one(db, id, of: user))
    }
  }

  /// Only the keys that are given change; a null clears. What a draft is of stays.
  private static func update(_ call: Call) async throws -> Reply {
    let id = try call.id("draft_id")
    let values = try values(try await call.object())
    let user = try call.member().id
    let stamp = call.services.stamp
    return try await call.write { db in
      let draft = try one(db, id, of: user)
      for (key, value) in values {
        try db.execute(
          sql: "UPDATE content_drafts SET \(key) = ?, updated_at = ? WHERE id = ?",
          arguments: [value, stamp, draft.id])
      }
      try checkRoom(db, user)
      return try .json(one(db, id, of: user))
    }
  }

  private static func delete(_ call: Call) async throws -> Reply {
    let id = try call.id("draft_id")
    let user = try call.member().id
    return try await call.write { db in
      let draft = try one(db, id, of: user)
      try db.execute(sql: "DELETE FROM content_drafts WHERE id = ?", arguments: [draft.id])
      return try .message("Draft deleted")
    }
  }

  private static func checkRoom(_ db: Database, _ user: Int) throws {
    let sum = (texts + ["editing_state"]).map { "coalesce(length(CAST(\($0) AS BLOB)), 0)" }
      .joined(separator: " + ")
    let bytes = try Int.fetchOne(
      db, sql: "SELECT coalesce(sum(\(sum)), 0) FROM content_drafts WHERE user_id = ?",
      arguments: [user])
    guard (bytes ?? 0) <= mostBytes else {
      throw Problem(400, "Your drafts take \(mostBytes >> 20) MB already: delete some first")
    }
  }

  private static func one(_ db: Database, _ id: Int, of user: Int) throws -> ContentDraft {
    let draft: ContentDraft? = try Fetched.one(
      db, "SELECT * FROM content_drafts WHERE id = ? AND user_id = ?", [id, user])
    guard let draft else { throw Problem.notFound("Draft") }
    return draft
  }

  private static func checked(_ type: String) throws -> String {
    guard types.contains(type) else {
      throw Problem(400, "draft_type must be one of \(types.joined(separator: ", "))")
    }
    return type
  }

  /// Columns with their values, of the keys that are given.
  private static func values(
    _ members: [String: JSONValue]
  ) throws -> [(String, DatabaseValue)] {
    try members.sorted { $0.key < $1.key }.compactMap { key, value in
      switch (key, value) {
      case (_, .null) where texts.contains(key): return (key, .null)
      case (_, .string(let text)) where texts.contains(key): return (key, text.databaseValue)
      case (_, _) where texts.contains(key): throw mistyped(key, "string", value)
      case ("status", .string(let status)):
        guard statuses.contains(status) else {
          throw Problem(400, "status must be editing or ready")
        }
        return (key, status.databaseValue)
      case ("status", .null), ("status", _): throw mistyped(key, "string", value)
      case ("duration", .null), ("editing_state", .null): return (key, .null)
      case ("duration", .int(let seconds)):
        guard (0...Call.largestInteger).contains(seconds) else {
          throw Problem(400, "duration must be a number of seconds")
        }
        return (key, seconds.databaseValue)
      case ("duration", _): throw mistyped(key, "int", value)
      case ("editing_state", .object):
        let data = try JSONEncoder().encode(value)
        guard data.count <= largestState else {
          throw Problem(400, "editing_state is larger than \(largestState) bytes")
        }
        return (key, String(decoding: data, as: UTF8.self).databaseValue)
      case ("editing_state", _): throw mistyped(key, "dict", value)
      default: return nil
      }
    }
  }

  private static func mistyped(_ key: String, _ kind: String, _ value: JSONValue) -> Problem {
    Problem(invalid: [Invalid.type(kind, [.string("body"), .string(key)], input: value)])
  }
}
