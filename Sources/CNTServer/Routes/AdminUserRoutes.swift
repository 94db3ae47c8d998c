import CNTKit
import Foundation
import GRDB

/// Accounts, for admins: looking, making and unmaking admins, deleting.
enum AdminUserRoutes {
  static let routes: [Route] = [
    Route(.get, "/api/v1/admin/users", .admin, list),
    Route(.get, "/api/v1/admin/users/{user_id}", .admin) { call in
      let id = try call.id("user_id")
      return try await call.read { try .json(AdminUserRows.one($0, id)) }
    },
    Route(.patch, "/api/v1/admin/users/{user_id}/admin", .admin, setAdmin),
    Route(.delete, "/api/v1/admin/users/{user_id}", .admin, delete),
  ]

  private static func list(_ call: Call) async throws -> Reply {
    let page = try call.page()
    var filter = SQLFilter()
    if let text = call.text("search") {
      let pattern = Visibility.like(String(text.prefix(200)))
      filter.add(
        "name LIKE ? ESCAPE '\\' OR email LIKE ? ESCAPE '\\' OR username LIKE ? ESCAPE '\\'",
        pattern, pattern, pattern)
    }
    return try await call.read { [filter] db in
      try .json(AdminUserRows.fetch(db, filter, page))
    }
  }

  private static func setAdmin(_ call: Call) async throws -> Reply {
    let id = try call.id("user_id")
    let body = try await call.body([String: JSONValue].self, required: ["is_admin"])
    guard case .bool(let isAdmin)? = body["is_admin"] else {
      throw Problem(invalid: [
        Invalid.type(
          "boolean", [.string("body"), .string("is_admin")], input: body["is_admin"] ?? .null)
      ])
    }
    let own = try call.member().id
    guard isAdmin || id != own else {
      throw Problem(400, "You cannot remove your own admin rights")
    }
    let stamp = call.services.stamp
    let reply = try await call.write { db in
      try db.execute(
        sql: "UPDATE users SET is_admin = ?1, updated_at = ?2 WHERE id = ?3 AND is_admin <> ?1",
        arguments: [isAdmin, stamp, id])
      return try .json(AdminUserRows.one(db, id))
    }
    // Connections have the rights they began with.
    await call.services.realtime.dropConnections(of: id)
    return reply
  }

  /// What a person wrote goes with the account, and what they liked and said is taken out of the counts
  /// of other people's posts. Podcasts and films stay, without a name.
  private static func delete(_ call: Call) async throws -> Reply {
    let id = try call.id("user_id")
    guard id != (try call.member().id) else {
      throw Problem(400, "You cannot delete your own account")
    }
    let reply = try await call.write { db in
      let posts = try Int.fetchAll(
        db,
        sql: """
          SELECT post_id FROM comments WHERE user_id = ?1 UNION
          SELECT post_id FROM likes WHERE user_id = ?1
          """, arguments: [id])
      try db.execute(sql: "DELETE FROM users WHERE id = ?", arguments: [id])
      guard db.changesCount > 0 else { throw Problem.notFound("User") }
      try db.execute(
        sql: """
          UPDATE community_posts SET
            comments_count = (SELECT count(*) FROM comments WHERE post_id = community_posts.id),
            likes_count = (SELECT count(*) FROM likes WHERE post_id = community_posts.id)
          WHERE id IN (SELECT value FROM json_each(?))
          """, arguments: [posts.description])
      return try .message("User deleted")
    }
    await call.services.realtime.dropConnections(of: id)
    return reply
  }
}
