import Foundation
import GRDB

/// Replaces a damaged mirror. Everything in it can be fetched again but the outbox, which is read
/// out as far as it can be.
enum MirrorRescue {
  static func rebuild(
    _ path: String, open: (String) throws -> DatabasePool
  ) throws -> DatabasePool {
    let stamp = Int(Date().timeIntervalSince1970)
    let aside = (path as NSString).deletingPathExtension + ".corrupt-\(stamp).sqlite"
    for suffix in ["", "-wal", "-shm"] {
      guard FileManager.default.fileExists(atPath: path + suffix) else { continue }
      try FileManager.default.moveItem(atPath: path + suffix, toPath: aside + suffix)
    }
    let saved = outbox(of: aside)
    let pool = try open(path)
    try pool.write { db in
      for row in saved {
        try db.execute(
          sql: """
            INSERT INTO outbox ("write", state, created_at, sent_at, attempts, failure, title,
              target_kind, target_id, local_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """, arguments: StatementArguments(row))
      }
    }
    return pool
  }

  private static func outbox(of path: String) -> [[DatabaseValue]] {
    var configuration = Configuration()
    configuration.readonly = true
    guard let queue = try? DatabaseQueue(path: path, configuration: configuration) else {
      return []
    }
    return
      (try? queue.read { db in
        try GRDB.Row.fetchAll(
          db,
          sql: """
            SELECT "write", state, created_at, sent_at, attempts, failure, title, target_kind,
              target_id, local_id FROM outbox WHERE state <> 'done' ORDER BY id
            """
        ).map { Array($0.databaseValues) }
      }) ?? []
  }
}
