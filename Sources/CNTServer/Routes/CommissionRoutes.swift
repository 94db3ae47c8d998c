import CNTKit
import Foundation
import GRDB

/// What the platform keeps of a donation: one row for the whole server.
enum CommissionRoutes {
  static let routes: [Route] = [
    Route(.get, "/api/v1/admin/settings/commission", .admin) { call in
      try await call.read { try .json(row($0)) }
    },
    Route(.put, "/api/v1/admin/settings/commission", .admin, update),
  ]

  private static func row(_ db: Database) throws -> CommissionSettings {
    let found: CommissionSettings? = try Fetched.one(db, "SELECT * FROM commission_settings")
    guard let found else { throw Problem.notFound("Commission settings") }
    return found
  }

  /// Keys that are not given stay as they are.
  private static func update(_ call: Call) async throws -> Reply {
    let members = try await call.object()
    let own = try call.member().id
    let stamp = call.services.stamp
    return try await call.write { db in
      var change = try row(db).change
      if let value = members["commission_type"] {
        guard let kind = value.stringValue.flatMap(CommissionSettings.Kind.init) else {
          throw invalid(
            "commission_type", "Input should be percentage, fixed or percentage_plus_fixed", value)
        }
        change.kind = kind
      }
      if let value = members["commission_percentage"] {
        change.percentage = try number("commission_percentage", value)
      }
      if let value = members["commission_fixed_amount"] {
        change.fixedAmount = try number("commission_fixed_amount", value)
      }
      if let value = members["is_active"] {
        guard case .bool(let isActive) = value else {
          throw Problem(invalid: [
            Invalid.type("boolean", [.string("body"), .string("is_active")], input: value)
          ])
        }
        change.isActive = isActive
      }
      if let (key, problem) = change.fault {
        throw invalid(key, problem, members[key] ?? .null)
      }
      try db.execute(
        sql: """
          UPDATE commission_settings SET commission_type = ?, commission_percentage = ?,
            commission_fixed_amount = ?, is_active = ?, updated_at = ?, updated_by = ?
          """,
        arguments: [
          change.kind.rawValue, change.percentage, change.fixedAmount, change.isActive, stamp, own,
        ])
      return try .json(row(db))
    }
  }

  private static func number(_ key: String, _ value: JSONValue) throws -> Double {
    switch value {
    case .int(let number): return Double(number)
    case .double(let number): return number
    default:
      throw Problem(invalid: [
        Invalid.type("number", [.string("body"), .string(key)], input: value)
      ])
    }
  }

  private static func invalid(_ key: String, _ message: String, _ input: JSONValue) -> Problem {
    Problem(invalid: [Invalid.value([.string("body"), .string(key)], message, input: input)])
  }
}
