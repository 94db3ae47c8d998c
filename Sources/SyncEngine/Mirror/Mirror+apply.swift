import CNTKit
import Foundation
import GRDB

/// What applying rows did.
struct ApplyResult: Sendable, Hashable {
  var added = 0
  var changed = 0
  var unchanged = 0

  static func += (a: inout ApplyResult, b: ApplyResult) {
    a.added += b.added
    a.changed += b.changed
    a.unchanged += b.unchanged
  }
}

extension Mirror {
  /// Takes rows as the server gave them, in one transaction; what a pending write did to them here
  /// is done to them again. Rows that did not change cost no write.
  func apply<E: MirrorEntity>(
    _ rows: [E], now: Date, asked: Asked? = nil, own: OwnColumn? = nil
  ) throws -> ApplyResult {
    guard !rows.isEmpty else { return ApplyResult() }
    // Most pulls repeat what is known: find that out on a reader, without the write lock.
    let prepared = try rows.map { try EntityRow($0) }
    let fresh = try read { db in try prepared.filter { try !$0.isStored(db, own: own) } }
    var result = ApplyResult(unchanged: prepared.count - fresh.count)
    guard !fresh.isEmpty else { return result }
    // What comes from the server can be fetched again: no flush to the disk for each page.
    try write(durably: false) { db in
      var touched: [ItemRef] = []
      for row in fresh {
        let isNew = try row.store(db, seconds: Int(now.timeIntervalSince1970), own: own)
        if isNew { result.added += 1 } else { result.changed += 1 }
        touched.append(ItemRef(kind: E.kind, id: row.id))
      }
      try OutboxEffects.reapply(db, to: touched, asked: asked)
    }
    return result
  }

  /// Replaces a collection, or the part of it that `condition` tells, by a list that the platform
  /// gives in full.
  func replaceAll<E: MirrorEntity>(
    _ rows: [E], where condition: String = "1", now: Date, asked: Asked
  ) throws -> ApplyResult {
    var result = try apply(rows, now: now, asked: asked)
    let keep = Set(rows.map(\.mirrorID))
    func gone(_ db: Database) throws -> [Int] {
      let fresh = try OutboxRow.serverIDs(db, settledAfter: asked)
      return try Int.fetchAll(db, sql: "SELECT id FROM \(E.table) WHERE id > 0 AND \(condition)")
        .filter { !keep.contains($0) && !fresh.contains($0) }
    }
    guard try read({ db in try !gone(db).isEmpty }) else { return result }
    try write(durably: false) { db in
      for id in try gone(db) {
        try EntityRow<E>.delete(db, id: id)
        result.changed += 1
      }
    }
    return result
  }

  /// Removes a thing that the server says is gone.
  func remove(_ ref: ItemRef) throws {
    guard try row(ref) != nil else { return }
    try write { db in try MirrorEntities.type(of: ref.kind).delete(db, id: ref.id) }
  }
}

extension MirrorEntity {
  static func delete(_ db: Database, id: Int) throws { try EntityRow<Self>.delete(db, id: id) }
}
