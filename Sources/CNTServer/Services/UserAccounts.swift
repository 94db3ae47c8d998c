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
      var chosen = username ?? ""
      if chosen.isEmpty {
        let base = email.prefix { $0 != "@" }.lowercased().filter {
          $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_")
        }
        chosen = base.count < 3 ? "member" : String(base.prefix(30))
        var number = 1
        while try exists("username", chosen) {
          number += 1
          chosen = "\(base.prefix(30))\(number)"
        }
      }
      return try db.insert(
        into: "users",
        [
          ("username", chosen), ("name", name), ("email", email), ("password_hash", hash),
          ("is_admin", isAdmin), ("created_at", stamp),
        ])
    }
  }
}
