import Foundation

/// Forgetting what nobody needs any more: at the start, and every hour while the server runs.
enum Housekeeping {
  static func run(_ services: Services) async throws {
    let now = services.now()
    try await services.database.write { db in
      try ChangeLog.prune(db, now: now)
      try KeyedWrite.prune(db, now: now)
    }
  }

  static func start(_ services: Services) -> Task<Void, Never> {
    Task {
      while (try? await Task.sleep(for: .seconds(3600))) != nil {
        do { try await run(services) } catch {
          services.logger.warning("housekeeping failed", metadata: ["error": "\(error)"])
        }
      }
    }
  }
}
