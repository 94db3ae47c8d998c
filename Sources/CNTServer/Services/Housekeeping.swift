import Foundation

/// Forgetting what nobody needs any more: at the start, and every hour while the server runs.
enum Housekeeping {
  static func run(_ services: Services) async throws {
    let now = services.now()
    try await services.database.write { db in
      try ChangeLog.prune(db, now: now)
      try KeyedWrite.prune(db, now: now)
    }
    try await PartUpload.sweep(services)
    sweep(services.media.folder + "/incoming")
  }

  /// Removes what uploads left behind whose server died: nothing that is a day old still arrives.
  /// Files have the machine's time, whatever clock the services have.
  static func sweep(_ folder: String) {
    let yesterday = Date(timeIntervalSinceNow: -86_400)
    for name in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] {
      let path = "\(folder)/\(name)"
      let facts = try? FileManager.default.attributesOfItem(atPath: path)
      if let date = facts?[.modificationDate] as? Date, date < yesterday { unlink(path) }
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
