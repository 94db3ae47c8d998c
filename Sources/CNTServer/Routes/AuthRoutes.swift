import CNTKit
import Foundation
import GRDB

/// Signing in, registering and keeping signed in.
enum AuthRoutes {
  static let routes: [Route] = [
    Route(.post, "/api/v1/auth/login", .open, login),
    Route(.post, "/api/v1/auth/register", .open, register),
    Route(.post, "/api/v1/auth/check-username", .open, checkUsername),
    Route(.post, "/api/v1/auth/refresh", .open, refresh),
    Route(.post, "/api/v1/auth/logout", .open, logout),
    Route(.get, "/api/v1/auth/me", .member) { try await UserRoutes.me($0) },
  ]

  private static func login(_ call: Call) async throws -> Reply {
    let body = try await call.body(
      LoginRequest.self, required: ["username_or_email", "password"],
      texts: ["username_or_email", "password"])
    let name = body.usernameOrEmail
    try await call.services.loginGuard.check(name, call.remote)
    let found = try await call.services.database.read { db -> (id: Int, hash: String?)? in
      try Row.fetchOne(
        db, sql: "SELECT id, password_hash FROM users WHERE username = ?1 OR email = ?1",
        arguments: [name]
      ).map { ($0["id"], $0["password_hash"]) }
    }
    // Somebody or nobody: the same work, the same answer.
    let isRight = await call.services.passwords.verify(body.password, against: found?.hash)
    guard let found, isRight else {
      await call.services.loginGuard.failed(name, call.remote)
      throw Problem(401, "Incorrect username/email or password")
    }
    await call.services.loginGuard.succeeded(name, call.remote)
    return try await tokens(call, user: found.id)
  }

  private static func register(_ call: Call) async throws -> Reply {
    let body = try await call.body(
      RegisterRequest.self, required: ["email", "password", "name"],
      texts: ["email", "password", "name"])
    let email = body.email.trimmingCharacters(in: .whitespaces)
    guard email.contains("@"), !email.contains(where: \.isWhitespace), email.utf8.count <= 254
    else {
      throw Problem(400, "Enter a valid e-mail address")
    }
    guard PasswordService.isAcceptable(body.password) else {
      throw Problem(400, "The password needs 8 to 72 characters")
    }
    let id = try await UserAccounts.create(
      call.services, email: email, name: body.name, username: body.username,
      password: body.password, isAdmin: false)
    return try await tokens(call, user: id)
  }

  static func tokens(_ call: Call, user id: Int) async throws -> Reply {
    guard
      let user: User = try await call.services.database.read({ db in
        try Fetched.one(db, "SELECT * FROM users WHERE id = ?", [id])
      })
    else { throw Problem.unauthorized }
    let access = try await call.services.tokens.accessToken(user: id, isAdmin: user.isAdmin)
    let refresh = try await call.services.tokens.refreshToken(user: id)
    return try .json(
      TokenResponse(
        accessToken: access, refreshToken: refresh, userID: id, username: user.username,
        email: user.email, name: user.name ?? "", isAdmin: user.isAdmin))
  }

  private static func checkUsername(_ call: Call) async throws -> Reply {
    let body = try await call.body(
      [String: JSONValue].self, required: ["username"], texts: ["username"])
    let name = body["username"]?.stringValue ?? ""
    guard UserAccounts.isAcceptable(username: name) else {
      return try .json(
        UsernameCheck(
          available: false, message: "Use 3 to 40 of the letters a-z, digits, - and _"))
    }
    let isTaken = try await call.services.database.read { db in
      try Bool.fetchOne(
        db, sql: "SELECT EXISTS (SELECT 1 FROM users WHERE username = ?)", arguments: [name])
    }
    return try .json(UsernameCheck(available: isTaken != true))
  }

  private static func refresh(_ call: Call) async throws -> Reply {
    let body = try await call.body(
      [String: JSONValue].self, required: ["refresh_token"], texts: ["refresh_token"])
    let (user, token) = try await call.services.tokens.rotate(
      body["refresh_token"]?.stringValue ?? "")
    let isAdmin = try await call.services.database.read { db in
      try Bool.fetchOne(db, sql: "SELECT is_admin FROM users WHERE id = ?", arguments: [user])
    }
    guard let isAdmin else { throw Problem.unauthorized }
    return try .json(
      RefreshResponse(
        accessToken: try await call.services.tokens.accessToken(user: user, isAdmin: isAdmin),
        refreshToken: token))
  }

  private static func logout(_ call: Call) async throws -> Reply {
    let body = try await call.body([String: JSONValue].self)
    if let token = body["refresh_token"]?.stringValue {
      try await call.services.tokens.revoke(token)
    }
    return try .message("Logged out")
  }
}
