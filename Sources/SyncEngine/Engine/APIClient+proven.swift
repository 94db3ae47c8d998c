import CNTKit

extension APIClient {
  /// What `work` found out by asking open routes, when it is certain that they answered a member.
  ///
  /// Open routes answer a stale or revoked token as they answer a guest: likes, places, and posts that
  /// wait are missing then. So a result that may be a guest's counts only when the same token proves
  /// good afterwards. `isCertain` tells of results that no guest gets.
  func proven<Result>(
    _ work: () async throws -> Result, unless isCertain: (Result) throws -> Bool
  ) async throws -> Result {
    for _ in 0..<3 {
      let token = await session?.currentAccessToken
      let result = try await work()
      if try isCertain(result) { return result }
      _ = try await call(.me)
      if await session?.currentAccessToken == token { return result }
    }
    throw APIError(.undecodable, detail: "the session changes with every answer")
  }
}
