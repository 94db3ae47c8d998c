import CNTKit
import Foundation
import GRDB

/// A person's own notifications.
enum NotificationRows {
  static func of(_ user: Int) -> SQLFilter {
    var filter = SQLFilter()
    filter.add("user_id = ?", user)
    return filter
  }

  static func fetch(
    _ db: Database, _ filter: SQLFilter, _ page: Call.Page = .all
  ) throws -> [UserNotification] {
    try Fetched.all(
      db, "SELECT * FROM notifications \(filter.sql) ORDER BY id DESC LIMIT ? OFFSET ?",
      filter.arguments + [page.limit, page.skip])
  }

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
