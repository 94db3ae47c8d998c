import CNTKit
import Foundation
import GRDB

/// One's own account, and what everybody may see of others.
enum UserRoutes {
  static let routes: [Route] = [
    Route(.get, "/api/v1/users/me", .member, me),
    Route(.put, "/api/v1/users/me", .member, update),
    Route(.get, "/api/v1/users/{user_id}/public", .open, publicUser),
  ]

  static func me(_ call: Call) async throws -> Reply {
    let id = try call.member().id
    return try await call.read { try .json(row($0, id)) }
  }

  private static func row(_ db: Database, _ id: Int) throws -> User {
    guard let user: User = try Fetched.one(db, "SELECT * FROM users WHERE id = ?", [id]) else {
      throw Problem.unauthorized
    }
    return user
  }

  /// Only the keys that are given change; a null clears what may be empty.
  private static func update(_ call: Call) async throws -> Reply {
    let id = try call.member().id
    let members = try await call.object()
    let writable = ["name", "username", "phone", "date_of_birth", "bio", "avatar"]
    var changes: [(String, String?)] = []
    for (key, value) in members.sorted(by: { $0.key < $1.key }) where writable.contains(key) {
      guard value == .null || value.stringValue != nil else {
        throw Problem(invalid: [
          Invalid.type("string", [.string("body"), .string(key)], input: value)
        ])
      }
      if key == "username" {
        guard let name = value.stringValue, UserAccounts.isAcceptable(username: name) else {
          throw Problem(400, "Use 3 to 40 of the letters a-z, digits, - and _ for the user name")
        }
      }
      if key == "date_of_birth", let text = value.stringValue, Timestamp(text) == nil {
        throw Problem(400, "date_of_birth must be a date")
      }
      changes.append((key, value.stringValue))
    }
    let stamp = call.services.stamp
    return try await call.write { [changes] db in
      if let name = changes.first(where: { $0.0 == "username" })?.1 {
        let taken = try Bool.fetchOne(
          db, sql: "SELECT EXISTS (SELECT 1 FROM users WHERE username = ? AND id <> ?)",
          arguments: [name, id])
        if taken == true { throw Problem(400, "Username already taken") }
      }
      for (key, value) in changes {
        try db.execute(
          sql: "UPDATE users SET \(key) = ?, updated_at = ? WHERE id = ?",
          arguments: [value, stamp, id])
      }
      return try .json(row(db, id))
    }
  }

  private static func publicUser(_ call: Call) async throws -> Reply {
    let id = try call.id("user_id")
    let user: PublicUser? = try await call.services.database.read { db in
      try Fetched.one(
        db,
        """
        SELECT id, username, coalesce(name, username) AS name, avatar, bio, created_at
        FROM users WHERE id = ?
        """, [id])
    }
    guard let user else { throw Problem.notFound("User") }
    return try .json(user)
  }
}
