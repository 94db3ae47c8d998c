import CNTKit
import GRDB

/// What this server offers beyond the platform's API, and the change feed. `docs/change-feed.md`
/// has the wire form.
enum SyncRoutes {
  static let routes: [Route] = [
    Route(.get, "/api/v1/capabilities", .open) { _ in try .json(capabilities) },
    Route(.get, "/api/v1/sync/changes", .member, changes),
  ]

  static let capabilities = ServerCapabilities(
    server: "cnt-server",
    features: [
      ServerCapabilities.changeFeed: 1, ServerCapabilities.idempotencyKeys: 1,
      ServerCapabilities.playbackPositions: 1, ServerCapabilities.textLimits: 1,
      ServerCapabilities.uploadParts: 1,
    ])

  /// Rows of a page, at most.
  static let largestPage = 2000

  private static func changes(_ call: Call) async throws -> Reply {
    let viewer = try call.member()
    let limit = try call.integer("limit") ?? 500
    guard limit >= 1 else {
      throw Problem(invalid: [Invalid.range("limit", atLeast: 1, input: "\(limit)")])
    }
    let cursor = call.text("cursor")
    return try await call.read { db in
      let page = try ChangeFeed.page(
        db, for: viewer, after: cursor, limit: min(limit, largestPage))
      return Reply(status: 200, body: .bytes(page.json, contentType: "application/json"))
    }
  }
}
