import Foundation
import GRDB

/// The queue as a file holds it.
public struct StoredQueue: Hashable, Sendable {
  public var queue: PlayQueue
  /// Rises with every change, by whatever process.
  public var revision: Int
}

/// What the queue is beside its entries.
private struct QueueState: Codable {
  var current: UInt32?
  var repeats = PlayQueue.Repeats.off
  var order: [UInt32]?
}

extension Mirror {
  public func queue() throws -> StoredQueue { try read { db in try QueueRow.read(db) } }

  /// Rises with every change of the queue, by whatever process.
  public func queueRevision() throws -> Int { try read { db in try QueueRow.revision(db) } }

  /// Changes the queue as it is now, in one transaction.
  @discardableResult
  public func changeQueue<Result>(
    _ work: (inout PlayQueue) throws -> Result
  ) throws -> Result {
    try write { db in
      let stored = try QueueRow.read(db)
      var queue = stored.queue
      let result = try work(&queue)
      if queue != stored.queue { try QueueRow.store(db, queue, over: stored) }
      return result
    }
  }

  /// Keeps the queue of a player. `base` has the entries that the player last knew to be stored: what
  /// others did since is taken in. Returns what is stored now.
  @discardableResult
  public func saveQueue(_ mine: PlayQueue, since base: [UInt32]) throws -> StoredQueue {
    try write { db in
      let stored = try QueueRow.read(db)
      let merged =
        stored.queue.entries.map(\.uid) == base ? mine : mine.merging(stored.queue, since: base)
      guard merged != stored.queue else { return stored }
      return try QueueRow.store(db, merged, over: stored)
    }
  }
}

private enum QueueRow {
  static func revision(_ db: Database) throws -> Int {
    try Int.fetchOne(db.cachedStatement(sql: "SELECT revision FROM queue_state")) ?? 0
  }

  static func read(_ db: Database) throws -> StoredQueue {
    let row = try GRDB.Row.fetchOne(db, sql: "SELECT state, revision FROM queue_state")
    let json: String? = row?["state"]
    let state = json.flatMap {
      try? JSONDecoder().decode(QueueState.self, from: Data($0.utf8))
    }
    let entries = try String.fetchAll(db, sql: "SELECT entry FROM queue ORDER BY place")
      .compactMap { try? JSONDecoder().decode(QueueEntry.self, from: Data($0.utf8)) }
    return StoredQueue(
      queue: PlayQueue(
        entries: entries, current: state?.current, repeats: state?.repeats ?? .off,
        order: state?.order), revision: row?["revision"] ?? 0)
  }

  @discardableResult
  static func store(
    _ db: Database, _ queue: PlayQueue, over old: StoredQueue
  ) throws -> StoredQueue {
    func json(_ value: some Encodable) throws -> String {
      String(decoding: try JSONEncoder().encode(value), as: UTF8.self)
    }
    if queue.entries != old.queue.entries {
      try db.execute(sql: "DELETE FROM queue")
      let insert = try db.cachedStatement(sql: "INSERT INTO queue (place, entry) VALUES (?, ?)")
      for (place, entry) in queue.entries.prefix(PlayQueue.most).enumerated() {
        try insert.execute(arguments: [place, try json(entry)])
      }
    }
    let state = QueueState(current: queue.current, repeats: queue.repeats, order: queue.order)
    let revision = old.revision + 1
    try db.execute(
      sql: "INSERT OR REPLACE INTO queue_state (id, state, revision) VALUES (1, ?, ?)",
      arguments: [try json(state), revision])
    return StoredQueue(queue: queue, revision: revision)
  }
}

/// The tables of the migration "queue".
enum QueueSchema {
  static let sql = """
    CREATE TABLE queue (
      place INTEGER PRIMARY KEY,
      entry TEXT NOT NULL           -- JSON
    );
    CREATE TABLE queue_state (
      id INTEGER PRIMARY KEY CHECK (id = 1),
      state TEXT NOT NULL,          -- JSON
      revision INTEGER NOT NULL
    );
    """
}
