import CNTKit
import Foundation
import GRDB

/// Where somebody wants their money sent. It is encrypted on the disk, and no answer has the whole number.
enum BankRoutes {
  static let routes: [Route] = [
    Route(.get, "/api/v1/bank-details", .member, show),
    Route(.post, "/api/v1/bank-details", .member) { try await store($0, mustExist: false) },
    Route(.put, "/api/v1/bank-details", .member) { try await store($0, mustExist: true) },
    Route(.delete, "/api/v1/bank-details", .member, remove),
  ]

  private static let keys = [
    "account_number", "ifsc_code", "swift_code", "bank_name", "account_holder_name", "branch_name",
  ]
  private static let none = Problem(404, "No bank details found")

  private static func show(_ call: Call) async throws -> Reply {
    let user = try call.member().id
    let vault = call.services.vault
    return try await call.read { db in try answer(db, user, vault) }
  }

  private static func answer(_ db: Database, _ user: Int, _ vault: Vault) throws -> Reply {
    guard
      let row = try Row.fetchOne(
        db, sql: "SELECT * FROM bank_details WHERE user_id = ?", arguments: [user])
    else { throw none }
    let details = try open(row["sealed"], user, vault)
    var members = details.mapValues(JSONValue.string)
    for key in keys where members[key] == nil { members[key] = .null }
    members["account_number"] = .string(masked(details["account_number"] ?? ""))
    members["is_verified"] = .bool(row["is_verified"])
    members["created_at"] = .string(row["created_at"])
    members["updated_at"] = (row["updated_at"] as String?).map(JSONValue.string) ?? .null
    return try .json(members)
  }

  private static func open(_ sealed: Data, _ user: Int, _ vault: Vault) throws -> [String: String] {
    try JSONDecoder().decode([String: String].self, from: vault.open(sealed, owner: user))
  }

  /// The last four digits, which is how people know an account; of a short number less.
  static func masked(_ number: String) -> String {
    let shown = min(4, number.count / 3)
    return String(repeating: "*", count: number.count - shown) + number.suffix(shown)
  }

  /// POST writes all of it, PUT what is given. A number that comes back masked is the one there is.
  private static func store(_ call: Call, mustExist: Bool) async throws -> Reply {
    let members = try await call.object()
    var given: [String: String?] = [:]
    for key in keys {
      switch members[key] {
      case nil: continue
      case .null?: given[key] = .some(nil)
      case .string(let text)?:
        guard !TextLimits.isLonger(text, than: 200) else {
          throw Problem(400, "\(key) has at most 200 characters")
        }
        given[key] = text.trimmingCharacters(in: .whitespaces)
      case let other?:
        throw Problem(invalid: [
          Invalid.type("string", [.string("body"), .string(key)], input: other)
        ])
      }
    }
    if !mustExist, members["account_number"] == nil {
      throw Problem(invalid: [Invalid.missing("account_number", input: .object(members))])
    }
    let user = try call.member().id
    let vault = call.services.vault
    let stamp = call.services.stamp
    return try await call.write { [given] db in
      let row = try Row.fetchOne(
        db, sql: "SELECT sealed FROM bank_details WHERE user_id = ?", arguments: [user])
      if mustExist, row == nil { throw none }
      let before = try row.map { try open($0["sealed"], user, vault) } ?? [:]
      var details = mustExist ? before : [:]
      for (key, value) in given { details[key] = value?.isEmpty == false ? value : nil }
      if let number = before["account_number"], details["account_number"] == masked(number) {
        details["account_number"] = number
      }
      try check(details)
      let sealed = try vault.seal(JSONEncoder().encode(details), owner: user)
      try db.execute(
        sql: """
          INSERT INTO bank_details (user_id, sealed, created_at) VALUES (?1, ?2, ?3)
          ON CONFLICT (user_id) DO UPDATE SET sealed = ?2, is_verified = 0, updated_at = ?3
          """, arguments: [user, sealed, stamp])
      return try answer(db, user, vault)
    }
  }

  private static func check(_ details: [String: String]) throws {
    func isCode(_ text: String, _ lengths: ClosedRange<Int>) -> Bool {
      lengths.contains(text.utf8.count)
        && text.utf8.allSatisfy {
          (0x30...0x39).contains($0) || (0x41...0x5a).contains($0) || (0x61...0x7a).contains($0)
        }
    }
    let number = (details["account_number"] ?? "").filter { $0 != " " && $0 != "-" }
    guard isCode(number, 4...34) else {
      throw Problem(400, "account_number has 4 to 34 letters and digits")
    }
    // Indian codes have 11 characters, SWIFT's 8 or 11 (ISO 9362).
    if let code = details["ifsc_code"], !isCode(code, 11...11) {
      throw Problem(400, "ifsc_code has 11 letters and digits")
    }
    if let code = details["swift_code"], !isCode(code, 8...8), !isCode(code, 11...11) {
      throw Problem(400, "swift_code has 8 or 11 letters and digits")
    }
  }

  private static func remove(_ call: Call) async throws -> Reply {
    let user = try call.member().id
    return try await call.write { db in
      try db.execute(sql: "DELETE FROM bank_details WHERE user_id = ?", arguments: [user])
      guard db.changesCount > 0 else { throw none }
      return try .message("Bank details deleted")
    }
  }
}
