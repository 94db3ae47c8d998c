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
    let prepared = rows.map { EntityRow($0) }
    let stored = try read { try StoredRows($0, E.self, ids: prepared.map(\.id), own: own) }
    let fresh = prepared.filter { !stored.isSame($0, own: own) }
    guard !fresh.isEmpty else { return ApplyResult(unchanged: prepared.count) }
    // What comes from the server can be fetched again: no flush to the disk for each page.
    return try write(durably: false) { db in
      var result = try store(db, fresh, stored, now: now, own: own)
      result.unchanged = prepared.count - fresh.count
      try OutboxEffects.reapply(
        db, to: fresh.map { ItemRef(kind: E.kind, id: $0.id) }, asked: asked)
      return result
    }
  }

  /// Stores rows within a transaction. `stored`: what was known of them when they were compared.
  func store<E: MirrorEntity>(
    _ db: Database, _ fresh: [EntityRow<E>], _ stored: StoredRows, now: Date,
    own: OwnColumn? = nil
  ) throws -> ApplyResult {
    var result = ApplyResult()
    let seconds = Int(now.timeIntervalSince1970)
    for row in fresh {
      try row.store(db, seconds: seconds, isKnown: stored.known[row.id] != nil, own: own)
    }
    try BaseRow.forget(db, E.kind, fresh.map(\.id))
    let (changed, added) = fresh.partitioned { stored.known[$0.id] == nil }
    result.added = added.count
    result.changed = changed.count
    if added.count >= SearchIndex.bulk {
      try SearchIndex.postpone(db, E.kind, added.map(\.id))
    } else {
      for row in added { try SearchIndex.update(db, row.entity) }
    }
    for row in changed { try SearchIndex.update(db, row.entity) }
    return result
  }
}

extension Array {
  /// Those for which `isSecond` is false, and those for which it is true, each in order.
  func partitioned(_ isSecond: (Element) -> Bool) -> (first: [Element], second: [Element]) {
    reduce(into: ([], [])) { parts, element in
      if isSecond(element) { parts.1.append(element) } else { parts.0.append(element) }
    }
  }
}
