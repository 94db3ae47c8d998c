import CNTKit
import Foundation
import GRDB

/// Questions to the people who run the platform, and their answers.
enum SupportRoutes {
  static let routes: [Route] = [
    Route(.post, "/api/v1/support/messages", .member, ask),
    Route(.get, "/api/v1/support/messages", .admin, all),
    Route(.get, "/api/v1/support/messages/me", .member) { call in
      let viewer = try call.member()
      return try await call.read { db in
        var filter = SQLFilter()
        filter.add("m.user_id = ?", viewer.id)
        return try .json(SupportRows.fetch(db, filter))
      }
    },
    Route(.get, "/api/v1/support/messages/stats", .member) { call in
      let viewer = try call.member()
      return try await call.read { try .json(SupportRows.stats($0, viewer)) }
    },
    Route(.post, "/api/v1/support/messages/{message_id}/reply", .admin, reply),
    Route(.post, "/api/v1/support/messages/{message_id}/mark-read", .member, markRead),
    Route(.post, "/api/v1/support/messages/{message_id}/close", .member, close),
  ]

  private static let statuses = ["open", "responded", "closed"]

  /// Questions of one person that may wait at once, with those that were closed without an answer less
  /// than a day ago: else nobody would have to wait.
  static let mostOpen = 50

  private static func ask(_ call: Call) async throws -> Reply {
    let body = try await call.body(
      SupportMessageCreate.self, required: ["subject", "message"], texts: ["subject", "message"])
    try check(body.subject, "subject")
    try check(body.message, "message")
    let viewer = try call.member()
    let stamp = call.services.stamp
    let yesterday = call.services.stamp(secondsAgo: 86_400)
    return try await call.write { db in
      let waiting = try Int.fetchOne(
        db,
        sql: """
          SELECT count(*) FROM support_messages WHERE user_id = ? AND (status = 'open'
            OR status = 'closed' AND responded_at IS NULL AND updated_at > ?)
          """, arguments: [viewer.id, yesterday])
      guard waiting ?? 0 < mostOpen else {
        // No 429: a client would take it for a limit of the whole connection and hold up all the rest.
        throw Problem(
          400,
          "\(mostOpen) of your questions wait, or were closed within a day without an answer: ask again"
            + " tomorrow, or when one is answered"
        )
      }
      let id = try db.insert(
        into: "support_messages",
        [
          ("user_id", viewer.id), ("subject", body.subject), ("message", body.message),
          ("created_at", stamp),
        ])
      return try .json(SupportRows.one(db, id, viewer))
    }
  }

  private static func check(_ text: String, _ name: String) throws {
    guard text.allSatisfy(\.isWhitespace) else { return }
    throw Problem(invalid: [
      Invalid.value(
        [.string("body"), .string(name)], "Value error, \(name) must not be empty",
        input: .string(text))
    ])
  }

  private static func all(_ call: Call) async throws -> Reply {
    var filter = SQLFilter()
    if let status = call.text("status_filter") {
      guard statuses.contains(status) else { throw Problem(400, "Invalid status: \(status)") }
      filter.add("m.status = ?", status)
    }
    return try await call.read { [filter] db in try .json(SupportRows.fetch(db, filter)) }
  }

  /// Answers, and tells the one who asked. `expected` in the body is the answer that the admin saw, null
  /// for none: where another admin answered otherwise meanwhile, nothing is done.
  private static func reply(_ call: Call) async throws -> Reply {
    let id = try call.id("message_id")
    let members = try await call.body(
      [String: JSONValue].self, required: ["response"], texts: ["response", "status", "expected"])
    let response = members["response"]?.stringValue ?? ""
    try check(response, "response")
    let status = members["status"]?.stringValue ?? "responded"
    guard statuses.contains(status) else { throw Problem(400, "Invalid status: \(status)") }
    let viewer = try call.member()
    let stamp = call.services.stamp
    return try await call.write { db in
      let message = try SupportRows.one(db, id, viewer)
      if let expected = members["expected"], expected.stringValue != message.adminResponse {
        throw Problem(409, "This question was answered meanwhile: read the answer first")
      }
      let isOwn = message.userID == viewer.id
      try db.execute(
        sql: """
          UPDATE support_messages SET admin_response = ?, status = ?, admin_id = ?,
            admin_seen = 1, user_seen = ?, updated_at = ?, responded_at = ? WHERE id = ?
          """, arguments: [response, status, viewer.id, isOwn, stamp, stamp, id])
      if !isOwn {
        try NotificationRows.insert(
          db, to: message.userID, type: "support_response", title: "Support answered",
          message: "“\(message.subject)” was answered",
          data: [
            "content_type": .string("support"), "content_id": .int(id),
            "content_title": .string(message.subject),
          ], stamp)
      }
      return try .json(SupportRows.one(db, id, viewer))
    }
  }

  private static func markRead(_ call: Call) async throws -> Reply {
    let id = try call.id("message_id")
    let members = try await call.body([String: JSONValue].self, required: ["actor"])
    let viewer = try call.member()
    let column: String
    switch members["actor"]?.stringValue {
    case "admin":
      guard viewer.isAdmin else { throw Problem.forbidden }
      column = "admin_seen"
    case "user": column = "user_seen"
    default:
      throw Problem(invalid: [
        Invalid.value(
          [.string("body"), .string("actor")], "Input should be 'admin' or 'user'",
          input: members["actor"] ?? .null)
      ])
    }
    return try await call.write { db in
      let message = try SupportRows.one(db, id, viewer)
      guard column == "admin_seen" || message.userID == viewer.id else { throw Problem.notOwner }
      try db.execute(
        sql: "UPDATE support_messages SET \(column) = 1 WHERE id = ? AND \(column) = 0",
        arguments: [id])
      return try .json(SupportRows.one(db, id, viewer))
    }
  }

  private static func close(_ call: Call) async throws -> Reply {
    let id = try call.id("message_id")
    let viewer = try call.member()
    let stamp = call.services.stamp
    return try await call.write { db in
      _ = try SupportRows.one(db, id, viewer)
      try db.execute(
        sql: """
          UPDATE support_messages SET status = 'closed', updated_at = ?
          WHERE id = ? AND status <> 'closed'
          """, arguments: [stamp, id])
      return try .json(SupportRows.one(db, id, viewer))
    }
  }
}
