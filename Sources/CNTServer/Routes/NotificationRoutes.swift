import CNTKit
import Foundation
import GRDB

/// One's own notifications, newest first.
enum NotificationRoutes {
  static let routes: [Route] = [
    Route(.get, "/api/v1/notifications", .member, list),
    Route(.get, "/api/v1/notifications/unread-count", .member) { call in
      let user = try call.member().id
      return try await call.read { try .json(["unread_count": unread($0, user)]) }
    },
    Route(.post, "/api/v1/notifications/read", .member, read),
    Route(.post, "/api/v1/notifications/read-all", .member) { call in
      let user = try call.member().id
      return try await call.write { db in
        try db.execute(
          sql: "UPDATE notifications SET read = 1 WHERE user_id = ? AND read = 0",
          arguments: [user])
        return try .message("All notifications marked as read")
      }
    },
    Route(.delete, "/api/v1/notifications/{notification_id}", .member, delete),
    Route(.delete, "/api/v1/notifications", .member) { call in
      let user = try call.member().id
      return try await call.write { db in
        try db.execute(sql: "DELETE FROM notifications WHERE user_id = ?", arguments: [user])
        return try .message("All notifications deleted")
      }
    },
  ]

  private static func list(_ call: Call) async throws -> Reply {
    let page = try call.page(defaultLimit: 20, skipName: "offset")
    let user = try call.member().id
    var filter = NotificationRows.of(user)
    if try call.boolean("unread_only") ?? false { filter.add("read = 0") }
    return try await call.read { [filter] db in
      try .json(
        NotificationPage(
          notifications: NotificationRows.fetch(db, filter, page), unreadCount: unread(db, user)))
    }
  }

  private static func unread(_ db: Database, _ user: Int) throws -> Int {
    try Int.fetchOne(
      db, sql: "SELECT count(*) FROM notifications WHERE user_id = ? AND read = 0",
      arguments: [user]) ?? 0
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
    var filter = NotificationRows.of(try call.member().id)
    filter.add("read = 0")
    filter.add("id", in: values.compactMap(\.intValue))
    return try await call.write { [filter] db in
      try db.execute(
        sql: "UPDATE notifications SET read = 1 \(filter.sql)", arguments: filter.arguments)
      return try .message("Notifications marked as read")
    }
  }

  private static func delete(_ call: Call) async throws -> Reply {
    let id = try call.id("notification_id")
    let user = try call.member().id
    return try await call.write { db in
      try db.execute(
        sql: "DELETE FROM notifications WHERE id = ? AND user_id = ?", arguments: [id, user])
      guard db.changesCount > 0 else { throw Problem.notFound("Notification") }
      return try .message("Notification deleted")
    }
  }
}
