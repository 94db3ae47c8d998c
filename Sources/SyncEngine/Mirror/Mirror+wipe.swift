import Foundation
import GRDB

extension Mirror {
  /// Deletes an account's folder with everything in it. Refuses while any process has its mirror open,
  /// and, unless `discardingUnsent`, while something waits in the outbox.
  public static func wipe(folder: String, discardingUnsent: Bool) throws {
    guard FileManager.default.fileExists(atPath: folder) else { return }
    // Nobody can write anything down between the look and the end.
    try MirrorGuard(folder: folder).alone {
      if !discardingUnsent {
        let count = try unsent(folder + "/mirror.sqlite")
        guard count == 0 else { throw MirrorError(.unsent(count), path: folder) }
      }
      // The tokens first: whatever stops this later, nobody is let in any more.
      unlink(folder + "/session.json")
      try FileManager.default.removeItem(atPath: folder)
    }
  }

  /// How many writes and uploads wait in a mirror's file.
  private static func unsent(_ path: String) throws -> Int {
    guard FileManager.default.fileExists(atPath: path) else { return 0 }
    do {
      let queue = try DatabaseQueue(path: path)
      return try queue.read { db in
        try ["outbox", "publication"].filter { try db.tableExists($0) }.reduce(0) { sum, table in
          let open = try Int.fetchOne(
            db, sql: "SELECT count(*) FROM \(table) WHERE state <> 'done'")
          return sum + (open ?? 0)
        }
      }
    } catch let error as DatabaseError {
      throw MirrorError(error, path: path)
    }
  }
}
