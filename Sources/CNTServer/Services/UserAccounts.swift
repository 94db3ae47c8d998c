import CNTKit
import Foundation
import GRDB

/// Making accounts.
enum UserAccounts {
  static func isAcceptable(username: String) -> Bool {
    (3...40).contains(username.count)
      && username.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
          true
        default: false
        }
      }
  }

  /// Returns the new id. Without a user name one is made from the e-mail's local part, as the
  /// platform's client proposes.
  static func create(
    _ services: Services, email: String, name: String, username: String?, password: String,
    isAdmin: Bool
  ) async throws -> Int {
    if let username, !isAcceptable(username: username) {
      throw Problem(400, "Use 3 to 40 of the letters a-z, digits, - and _ for the user name")
    }
    let hash = try await services.passwords.hash(password)
    let stamp = services.stamp
    return try await services.database.write { db in
      func exists(_ column: String, _ value: String) throws -> Bool {
        try Bool.fetchOne(
          db, sql: "SELECT EXISTS (SELECT 1 FROM users WHERE \(column) = ?)", arguments: [value])
          ?? false
      }
      guard try !exists("email", email) else { throw Problem(400, "Email already registered") }
      if let username, try exists("username", username) {
        throw Problem(400, "Username already taken")
      }
      let chosen = try username.flatMap { $0.isEmpty ? nil : $0 } ?? freeName(db, email)
      return try db.insert(
        into: "users",
        [
          ("username", chosen), ("name", name), ("email", email), ("password_hash", hash),
          ("is_admin", isAdmin), ("created_at", stamp),
        ])
    }
  }

  /// A user name from an e-mail's local part that nobody has.
  private static func freeName(_ db: Database, _ email: String) throws -> String {
    let letters = email.prefix { $0 != "@" }.lowercased().filter {
      $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_")
    }
    let base = letters.count < 3 ? "member" : String(letters.prefix(30))
    var name = base
    var number = 1
    while try Bool.fetchOne(
      db, sql: "SELECT EXISTS (SELECT 1 FROM users WHERE username = ?)", arguments: [name]) == true
    {
      number += 1
      name = "\(base)\(number)"
    }
    return name
  }

  /// The account of somebody whom Google vouches for: the one that is tied to them, the one of the same
  /// verified address, or a new one without a password.
  static func ofGoogle(_ services: Services, _ person: GoogleSignIn.Person) async throws -> Int {
    let stamp = services.stamp
    return try await services.database.write { db in
      if let id = try Int.fetchOne(
        db, sql: "SELECT user_id FROM google_accounts WHERE google_id = ?",
        arguments: [person.subject])
      {
        return id
      }
      let id: Int
      if let known = try Int.fetchOne(
        db, sql: "SELECT id FROM users WHERE email = ?", arguments: [person.email])
      {
        id = known
        try take(db, known, stamp)
      } else {
        id = try db.insert(
          into: "users",
          [
            ("username", freeName(db, person.email)), ("email", person.email),
            ("name", String((person.name ?? person.email).prefix(100))),
            ("avatar", person.picture.flatMap { $0.hasPrefix("https://") ? $0 : nil }),
            ("auth_provider", "google"), ("is_admin", false), ("created_at", stamp),
          ])
      }
      _ = try db.insert(
        into: "google_accounts", [("user_id", id), ("google_id", person.subject)])
      try db.execute(
        sql: "INSERT OR IGNORE INTO verified_emails (user_id) VALUES (?)", arguments: [id])
      return id
    }
  }

  /// Ties an account of the same address to its owner. Where nobody proved that the address was theirs
  /// when the account was made, who made it must not be able to come back with a password, or a session,
  /// of theirs.
  private static func take(_ db: Database, _ id: Int, _ stamp: String) throws {
    func exists(_ table: String) throws -> Bool {
      try Bool.fetchOne(
        db, sql: "SELECT EXISTS (SELECT 1 FROM \(table) WHERE user_id = ?)", arguments: [id])
        ?? false
    }
    guard try !exists("google_accounts") else {
      throw Problem(409, "This address belongs to another Google account")
    }
    try db.execute(
      sql: "UPDATE users SET auth_provider = 'google', updated_at = ? WHERE id = ?",
      arguments: [stamp, id])
    guard try !exists("verified_emails") else { return }
    try db.execute(sql: "UPDATE users SET password_hash = NULL WHERE id = ?", arguments: [id])
    try db.execute(sql: "DELETE FROM refresh_tokens WHERE user_id = ?", arguments: [id])
  }
}
