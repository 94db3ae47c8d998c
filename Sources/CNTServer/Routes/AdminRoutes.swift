import CNTKit
import Foundation
import GRDB
import HTTPTypes
import HummingbirdCore

/// The admin desk: what waits, what is there, deciding, and accounts.
enum AdminRoutes {
  static let routes: [Route] = [
    Route(.get, "/api/v1/admin/dashboard", .admin, dashboard),
    Route(.get, "/api/v1/admin/pending", .admin) { call in
      try await call.read {
        try .json(AdminContent.fetch($0, AdminContent.all, AdminContent.pending))
      }
    },
    Route(.get, "/api/v1/admin/content", .admin, content),
    Route(.post, "/api/v1/admin/approve/{content_type}/{content_id}", .admin) {
      try await decide($0, approve: true)
    },
    Route(.post, "/api/v1/admin/reject/{content_type}/{content_id}", .admin) {
      try await decide($0, approve: false)
    },
    Route(.get, "/api/v1/admin/users", .admin, users),
    Route(.get, "/api/v1/admin/users/{user_id}", .admin) { call in
      let id = try call.id("user_id")
      return try await call.read { try .json(user($0, id)) }
    },
    Route(.patch, "/api/v1/admin/users/{user_id}/admin", .admin, setAdmin),
    Route(.delete, "/api/v1/admin/users/{user_id}", .admin, deleteUser),
    Route(.delete, "/api/v1/admin/{content_type}/{content_id}", .admin, delete),
  ]

  private static func dashboard(_ call: Call) async throws -> Reply {
    let counts = try await call.services.database.read { db -> AdminDashboard in
      func count(_ sql: String) throws -> Int {
        try Int.fetchOne(db, sql: "SELECT count(*) FROM \(sql)") ?? 0
      }
      return AdminDashboard(
        pendingPodcasts: try count("podcasts WHERE status = 'pending'"),
        pendingMovies: try count("movies WHERE status = 'pending'"),
        pendingMusic: try count("music_tracks WHERE is_published = 0"),
        pendingPosts: try count("community_posts WHERE is_approved = 0"),
        pendingEvents: try count("events WHERE status = 'pending'"),
        totalPodcasts: try count("podcasts WHERE status = 'approved'"),
        totalMovies: try count("movies WHERE status = 'approved'"),
        totalMusic: try count("music_tracks WHERE is_published = 1"),
        totalPosts: try count("community_posts WHERE is_approved = 1"),
        totalUsers: try count("users"), totalDocuments: try count("document_assets"))
    }
    return try .json(counts)
  }

  private static func content(_ call: Call) async throws -> Reply {
    let page = try call.page()
    var kinds = AdminContent.all
    if let type = call.text("content_type") { kinds = [try AdminContent.named(type)] }
    var filter = SQLFilter()
    if let status = call.text("status") { filter.add("status = ?", status) }
    return try await call.read { [kinds, filter] db in
      try .json(AdminContent.fetch(db, kinds, filter, page))
    }
  }

  /// Approves or rejects, and tells the one who made it. A rejected post is deleted.
  private static func decide(_ call: Call, approve: Bool) async throws -> Reply {
    let kind = try AdminContent.named(call.parameter("content_type"))
    let id = try call.id("content_id")
    let reason = approve ? nil : try await self.reason(call)
    let stamp = call.services.stamp
    return try await call.write { db in
      guard
        let row = try Row.fetchOne(
          db, sql: "SELECT title, \(kind.owner) AS owner FROM \(kind.table) WHERE id = ?",
          arguments: [id])
      else { throw Problem.notFound(kind.title) }
      try db.execute(sql: approve ? kind.approve : kind.reject, arguments: [id])
      if let owner = row["owner"] as Int? {
        try tell(db, owner, kind, id, title: row["title"], approve, reason, stamp)
      }
      var answer: [String: JSONValue] = [
        "message": .string("\(kind.title) \(approve ? "approved" : "rejected")"), "id": .int(id),
      ]
      if !approve { answer["reason"] = reason.map(JSONValue.string) ?? .null }
      return try .json(answer)
    }
  }

  private static func tell(
    _ db: Database, _ owner: Int, _ kind: AdminContent, _ id: Int, title: String, _ approve: Bool,
    _ reason: String?, _ stamp: String
  ) throws {
    var data: [String: JSONValue] = [
      "content_type": .string(kind.type), "content_id": .int(id), "content_title": .string(title),
    ]
    if !approve { data["reason"] = reason.map(JSONValue.string) ?? .null }
    let word = approve ? "approved" : "rejected"
    try NotificationRows.insert(
      db, to: owner, type: "content_\(word)", title: "\(kind.title) \(word)",
      message: "“\(title)” was \(word)"
        + (reason.map { $0.isEmpty ? "" : ": \($0)" } ?? (approve ? "" : ".")),
      data: data, stamp)
  }

  /// The reason of a rejection: the body may be empty, and null stands for none; anything else that is
  /// not a text is refused before a row is touched.
  private static func reason(_ call: Call) async throws -> String? {
    guard let members = try await call.objectIfAny(), let value = members["reason"], value != .null
    else { return nil }
    guard let text = value.stringValue else {
      throw Problem(invalid: [
        Invalid.type("string", [.string("body"), .string("reason")], input: value)
      ])
    }
    return text
  }

  private static func deleteUser(_ call: Call) async throws -> Reply {
    let id = try call.id("user_id")
    guard id != (try call.member().id) else {
      throw Problem(400, "You cannot delete your own account")
    }
    return try await delete(call, "users", "User", id)
  }

  private static func delete(_ call: Call) async throws -> Reply {
    let id = try call.id("content_id")
    let kind = try AdminContent.named(call.parameter("content_type"))
    return try await delete(call, kind.table, kind.title, id)
  }

  private static func delete(
    _ call: Call, _ table: String, _ title: String, _ id: Int
  ) async throws -> Reply {
    try await call.write { db in
      try db.execute(sql: "DELETE FROM \(table) WHERE id = ?", arguments: [id])
      guard db.changesCount > 0 else { throw Problem.notFound(title) }
      return try .message("\(title) deleted")
    }
  }

  private static let selectUsers = """
    SELECT users.*, EXISTS (SELECT 1 FROM artists WHERE user_id = users.id) AS has_artist_profile
    FROM users
    """

  private static func users(_ call: Call) async throws -> Reply {
    let page = try call.page()
    var filter = SQLFilter()
    if let text = call.text("search") {
      let pattern = Visibility.like(text)
      filter.add(
        "name LIKE ? ESCAPE '\\' OR email LIKE ? ESCAPE '\\' OR username LIKE ? ESCAPE '\\'",
        pattern, pattern, pattern)
    }
    let rows: [AdminUser] = try await call.services.database.read { [filter] db in
      try Fetched.all(
        db, "\(selectUsers) \(filter.sql) ORDER BY id LIMIT ? OFFSET ?",
        filter.arguments + [page.limit, page.skip])
    }
    return try .json(rows)
  }

  private static func user(_ db: Database, _ id: Int) throws -> AdminUser {
    let found: AdminUser? = try Fetched.one(db, "\(selectUsers) WHERE id = ?", [id])
    guard let found else { throw Problem.notFound("User") }
    return found
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
    return try await call.write { db in
      try db.execute(
        sql: "UPDATE users SET is_admin = ?, updated_at = ? WHERE id = ?",
        arguments: [isAdmin, stamp, id])
      return try .json(user(db, id))
    }
  }
}
