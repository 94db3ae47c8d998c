import CNTKit
import GRDB

/// What tells that the server is there.
enum RootRoutes {
  static let routes: [Route] = [
    Route(.get, "/", .open) { _ in
      try .json(["message": "CNT Media Platform API", "version": "1.0.0"])
    },
    Route(.get, "/health", .open) { call in
      // Healthy means that the database answers, too.
      _ = try await call.services.database.read { db in try Int.fetchOne(db, sql: "SELECT 1") }
      return try .json(["status": "healthy"])
    },
  ]
}
