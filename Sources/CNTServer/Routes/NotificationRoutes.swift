import CNTKit
import Foundation
import GRDB

/// One's own notifications, newest first.
enum NotificationRoutes {
  static let routes: [Route] = [
    Route(.get, "/api/v1/notifications", .member, list),
    Route(.get, "/api/v1/notifications/unread-count", .member) {
      try .json(["unread_count": try await unread($0)])
    },
    Route(.post, "/api/v1/notifications/read", .member, read),
    Route(.post, "/api/v1/notifications/read-all", .member) { call in
      let user = try call.member().id
      try await call.services.database.write { db in
        try db.execute(
          sql: "UPDATE notifications SET read = 1 WHERE user_id = ?", arguments: [user])
      }
      return try .message("All notifications marked as read")
    },
    Route(.delete, "/api/v1/notifications/{notification_id}", .member, delete),
    Route(.delete, "/api/v1/notifications", .member) { call in
      let user = try call.member().id
      try await call.services.database.write { db in
        try db.execute(sql: "DELETE FROM notifications WHERE user_id = ?", arguments: [user])
      }
      return try .message("All notifications deleted")
    },
  ]

  private static func list(_ call: Call) async throws -> Reply {
    let page = try call.page(defaultLimit: 20, skipName: "offset")
    var filter = SQLFilter()
    filter.add("user_id = ?", try call.member().id)
    if try call.boolean("unread_only") ?? false { filter.add("read = 0") }
    let rows: [UserNotification] = try await call.services.database.read { [filter] db in
      try Fetched.all(
        db, "SELECT * FROM notifications \(filter.sql) ORDER BY id DESC LIMIT ? OFFSET ?",
        filter.arguments + [page.limit, page.skip])
    }
    return try .json(NotificationPage(notifications: rows, unreadCount: try await unread(call)))
  }

  private static func unread(_ call: Call) async throws -> Int {
    let user = try call.member().id
    return try await call.services.database.read { db in
      try Int.fetchOne(
        db, sql: "SELECT count(*) FROM notifications WHERE user_id = ? AND read = 0",
        arguments: [user]) ?? 0
    }
  }

  private static func read(_ call: Call) async throws -> Reply {
    let body = try await call.body([String: JSONValue].self, required: ["notification_ids"])
    guard case .array(let values)? = body["notification_ids"],
      values.allSatisfy({ $0.intValue != nil }), values.count <= 10_000
    else {
      throw Problem(invalid: [
        Invalid.type(
          "list", [.string("body"), .string("notification_ids")],
          input: body["notification_ids"] ?? .null)
      ])
    }
    let user = try call.member().id
    try await call.services.database.write { db in
      for id in values.compactMap(\.intValue) {
        try db.execute(
          sql: "UPDATE notifications SET read = 1 WHERE id = ? AND user_id = ?",
          arguments: [id, user])
      }
    }
    return try .message("Notifications marked as read")
  }

  private static func delete(_ call: Call) async throws -> Reply {
    let id = try call.id("notification_id")
    let user = try call.member().id
    let count = try await call.services.database.write { db in
      try db.execute(
        sql: "DELETE FROM notifications WHERE id = ? AND user_id = ?", arguments: [id, user])
      return db.changesCount
    }
    guard count > 0 else { throw Problem.notFound("Notification") }
    return try .message("Notification deleted")
  }
}

/// Writing notifications.
enum NotificationRow {
  static func insert(
    _ db: Database, to user: Int, type: String, title: String, message: String,
    data: [String: JSONValue], _ stamp: String
  ) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    _ = try db.insert(
      into: "notifications",
      [
        ("user_id", user), ("type", type), ("title", title), ("message", message),
        ("data", String(decoding: try encoder.encode(data), as: UTF8.self)),
        ("created_at", stamp),
      ])
  }
}
