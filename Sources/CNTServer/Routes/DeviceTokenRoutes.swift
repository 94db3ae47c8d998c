import CNTKit
import GRDB

/// Where a person's devices are told of news. The platform's documents name the routes and no shapes:
/// these are our own.
enum DeviceTokenRoutes {
  static let routes: [Route] = [
    Route(.post, "/api/v1/device-tokens/register", .member, register),
    Route(.delete, "/api/v1/device-tokens", .member, remove),
    Route(.get, "/api/v1/device-tokens/my-tokens", .member, list),
  ]

  private static let platforms = ["android", "ios", "web"]
  /// Devices of one person; the one that was not heard of for the longest time goes first.
  private static let most = 50

  private struct Registration: Decodable, Sendable {
    var token: String
    var platform: String
  }

  /// A token belongs to one device: whoever signs in there has it.
  private static func register(_ call: Call) async throws -> Reply {
    let body = try await call.body(
      Registration.self, required: ["token", "platform"], texts: ["token", "platform"])
    guard platforms.contains(body.platform) else {
      throw Problem(400, "platform must be one of \(platforms.joined(separator: ", "))")
    }
    guard !body.token.isEmpty, body.token.utf8.allSatisfy({ (0x21...0x7e).contains($0) }) else {
      throw Problem(400, "The token is not one of a push service")
    }
    let user = try call.member().id
    let stamp = call.services.stamp
    return try await call.write { db in
      try db.execute(
        sql: """
          INSERT INTO device_tokens (user_id, token, platform, created_at, last_used_at)
          VALUES (?, ?, ?, ?, ?) ON CONFLICT (token) DO UPDATE SET
            user_id = excluded.user_id, platform = excluded.platform,
            last_used_at = excluded.last_used_at
          """, arguments: [user, body.token, body.platform, stamp, stamp])
      try db.execute(
        sql: """
          DELETE FROM device_tokens WHERE user_id = ? AND id NOT IN (
            SELECT id FROM device_tokens WHERE user_id = ?
            ORDER BY last_used_at DESC, id DESC LIMIT ?)
          """, arguments: [user, user, most])
      return try .message("Device registered")
    }
  }

  /// One device, by `token` in the query; all of them without.
  private static func remove(_ call: Call) async throws -> Reply {
    let user = try call.member().id
    var filter = SQLFilter()
    filter.add("user_id = ?", user)
    if let token = call.query.last(where: { $0.name == "token" })?.value {
      filter.add("token = ?", token)
    }
    return try await call.write { [filter] db in
      try db.execute(
        sql: "DELETE FROM device_tokens \(filter.sql)", arguments: filter.arguments)
      return try .message("Device removed")
    }
  }

  /// Without the tokens themselves: who has one can write to the device.
  private static func list(_ call: Call) async throws -> Reply {
    let user = try call.member().id
    return try await call.read { db in
      let rows = try Row.fetchAll(
        db,
        sql: """
          SELECT id, platform, created_at, last_used_at, substr(token, -6) AS ending
          FROM device_tokens WHERE user_id = ? ORDER BY id
          """, arguments: [user])
      return try .json(
        rows.map { row in
          [
            "id": .int(row["id"]), "platform": .string(row["platform"]),
            "token_ending": .string(row["ending"]), "created_at": .string(row["created_at"]),
            "last_used_at": .string(row["last_used_at"]),
          ] as [String: JSONValue]
        })
    }
  }
}
