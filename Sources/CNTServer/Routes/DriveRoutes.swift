/// Google Drive, which this server does not reach: files come by upload or by bulk upload from a folder.
enum DriveRoutes {
  private static let base = "/api/v1/admin/google-drive"

  static let routes: [Route] = [
    Route(.get, base + "/auth-url", .admin, refuse),
    Route(.get, base + "/picker-token", .admin, refuse),
    Route(.get, base + "/files", .admin, refuse),
    Route(.post, base + "/import/{file_id}", .admin, refuse),
  ].map { $0.needing(.drive) }

  /// The answer of a platform that has no Drive, which clients know.
  private static func refuse(_ call: Call) async throws -> Reply {
    throw Problem(503, "Google Drive is not configured")
  }
}
