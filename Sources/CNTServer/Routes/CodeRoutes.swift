import CNTKit
import Crypto
import Foundation
import GRDB

/// Registering with a code that comes by mail, and signing in with Google.
enum CodeRoutes {
  static let routes: [Route] = [
    Route(.post, "/api/v1/auth/send-otp", .open, send).needing(.mail),
    Route(.post, "/api/v1/auth/verify-otp", .open, verify),
    Route(.post, "/api/v1/auth/register-with-otp", .open, register),
    Route(.post, "/api/v1/auth/google-login", .open, google).needing(.google),
    Route(.get, "/api/v1/auth/google-client-id", .open) { call in
      let id = call.services.outside.google?.settings.clientID
      return try .json(["client_id": id.map(JSONValue.string) ?? .null])
    },
  ]

  /// Seconds for which a code is good, and after which another may be sent.
  static let lifetime = 600
  static let pause = 60
  /// After so many wrong ones a code is worth nothing.
  static let mostTries = 5

  private static let wrong = Problem(400, "Invalid or expired code")

  private static func email(_ members: [String: JSONValue]) throws -> String {
    let address = (members["email"]?.stringValue ?? "").trimmingCharacters(in: .whitespaces)
    guard MailMessage.isAddress(address) else { throw Problem(400, "Enter a valid e-mail address") }
    return address
  }

  /// The answer is the same for an address that has an account: it tells nobody who is here.
  private static func send(_ call: Call) async throws -> Reply {
    let body = try await call.body(
      [String: JSONValue].self, required: ["email"], texts: ["email"])
    let address = try email(body)
    let mail = try call.services.outside.requireMail()
    // One machine does not send mails to the whole world.
    try await call.services.loginGuard.check("mail", call.remote)
    let now = call.services.now()
    let seconds = Int(now.timeIntervalSince1970)
    var random = SystemRandomNumberGenerator()
    let code = String(
      String(1_000_000 + Int.random(in: 0..<1_000_000, using: &random)).suffix(6))
    let hash = call.services.vault.hash(code, address)
    let isTaken = try await call.services.database.write { db -> Bool in
      let sent = try Int.fetchOne(
        db, sql: "SELECT sent_at FROM email_codes WHERE email = ?", arguments: [address])
      if let sent, (0..<pause).contains(seconds - sent) {
        let wait = pause - (seconds - sent)
        throw Problem(
          429, "A code was sent a moment ago. Try again in \(wait) seconds.",
          headers: [("Retry-After", "\(wait)")])
      }
      try db.execute(sql: "DELETE FROM email_codes WHERE expires_at < ?", arguments: [seconds])
      try db.execute(
        sql: """
          INSERT INTO email_codes (email, hash, expires_at, sent_at) VALUES (?, ?, ?, ?)
          ON CONFLICT (email) DO UPDATE SET hash = excluded.hash, tries = 0,
            expires_at = excluded.expires_at, sent_at = excluded.sent_at
          """, arguments: [address, hash, seconds + lifetime, seconds])
      return try Bool.fetchOne(
        db, sql: "SELECT EXISTS (SELECT 1 FROM users WHERE email = ?)", arguments: [address])
        ?? false
    }
    await call.services.loginGuard.failed("mail", call.remote)
    let text =
      isTaken
      ? """
      Somebody, perhaps you, wants to register this address with CNT. It has an account already: sign \
      in, no code is needed. If it was not you, there is nothing to do.
      """
      : """
      Your code for CNT is \(code). It is good for \(lifetime / 60) minutes. If you did not ask for it, \
      there is nothing to do.
      """
    do {
      try await mail.send(
        MailMessage(to: address, subject: "Your code for CNT", text: text), now: now)
    } catch {
      // Nothing was sent, so another may be asked for at once.
      try await call.services.database.write { db in
        try db.execute(sql: "DELETE FROM email_codes WHERE email = ?", arguments: [address])
      }
      throw error
    }
    return try .json(
      [
        "message": .string("OTP sent successfully"), "success": .bool(true),
        "expires_in": .int(lifetime),
      ] as [String: JSONValue])
  }

  /// Whether a code is right. A wrong one counts, whatever comes of the rest.
  private static func isRight(_ call: Call, _ address: String, _ code: String) async throws -> Bool
  {
    let hash = call.services.vault.hash(code, address)
    let seconds = Int(call.services.now().timeIntervalSince1970)
    return try await call.services.database.write { db in
      guard
        let row = try Row.fetchOne(
          db, sql: "SELECT * FROM email_codes WHERE email = ?", arguments: [address]),
        (row["expires_at"] as Int) > seconds, (row["tries"] as Int) < mostTries
      else { return false }
      if Self.isSame(row["hash"], hash) { return true }
      try db.execute(
        sql: "UPDATE email_codes SET tries = tries + 1 WHERE email = ?", arguments: [address])
      return false
    }
  }

  private static func isSame(_ one: Data, _ other: Data) -> Bool {
    guard one.count == other.count else { return false }
    return zip(one, other).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
  }

  private static func verify(_ call: Call) async throws -> Reply {
    let body = try await call.body(
      [String: JSONValue].self, required: ["email", "otp_code"], texts: ["email", "otp_code"])
    guard try await isRight(call, email(body), body["otp_code"]?.stringValue ?? "") else {
      throw wrong
    }
    return try .json(
      ["verified": .bool(true), "success": .bool(true), "message": .string("OTP verified")]
        as [String: JSONValue])
  }

  private static func register(_ call: Call) async throws -> Reply {
    let members = try await call.object()
    let needed = ["email", "password", "name", "otp_code"]
    let missing = needed.filter { members[$0] == nil }
    guard missing.isEmpty else {
      throw Problem(invalid: missing.map { Invalid.missing($0, input: .object(members)) })
    }
    for key in needed where members[key]?.stringValue == nil {
      throw Problem(invalid: [
        Invalid.type("string", [.string("body"), .string(key)], input: members[key] ?? .null)
      ])
    }
    let body = try JSONValue.object(members).decoded(as: RegisterRequest.self)
    let address = try email(members)
    guard PasswordService.isAcceptable(body.password) else {
      throw Problem(400, "The password needs 8 to 72 characters")
    }
    guard try await isRight(call, address, members["otp_code"]?.stringValue ?? "") else {
      throw wrong
    }
    let id = try await UserAccounts.create(
      call.services, email: address, name: body.name, username: body.username,
      password: body.password, isAdmin: false)
    // Spent only now: a name that is taken does not cost the code.
    try await call.services.database.write { db in
      try db.execute(sql: "DELETE FROM email_codes WHERE email = ?", arguments: [address])
      try db.execute(
        sql: "INSERT OR IGNORE INTO verified_emails (user_id) VALUES (?)", arguments: [id])
    }
    return try await AuthRoutes.tokens(call, user: id)
  }

  // MARK: Google

  private static func google(_ call: Call) async throws -> Reply {
    let body = try await call.body(GoogleLoginRequest.self)
    guard let google = call.services.outside.google else {
      throw Problem(503, "Signing in with Google is not set up on this server")
    }
    let person: GoogleSignIn.Person
    if let token = body.idToken {
      person = try await google.person(idToken: token)
    } else if let token = body.accessToken {
      person = try await google.person(accessToken: token)
    } else {
      throw Problem(400, "Send id_token or access_token")
    }
    return try await AuthRoutes.tokens(
      call, user: UserAccounts.ofGoogle(call.services, person))
  }

  private struct GoogleLoginRequest: Decodable, Sendable {
    var idToken: String?
    var accessToken: String?

    enum CodingKeys: String, CodingKey {
      case idToken = "id_token"
      case accessToken = "access_token"
    }
  }
}
