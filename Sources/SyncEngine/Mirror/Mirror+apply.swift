import CNTKit
import Foundation
import GRDB

/// What applying rows did.
struct ApplyResult: Sendable, Hashable {
  var added = 0
  var changed = 0
  var unchanged = 0

  static func + (a: ApplyResult, b: ApplyResult) -> ApplyResult {
    ApplyResult(
      added: a.added + b.added, changed: a.changed + b.changed,
      unchanged: a.unchanged + b.unchanged)
  }
}

extension Mirror {
  /// Takes rows as the server gave them, in one transaction; what a pending write did to them here
  /// is done to them again. Rows that did not change cost no write.
  func apply<E: MirrorEntity>(_ rows: [E], now: Date, extra: Int? = nil) throws -> ApplyResult {
    guard !rows.isEmpty else { return ApplyResult() }
    // Most pulls repeat what is known: find that out on a reader, without the write lock.
    let prepared = try rows.map { try EntityRow($0) }
    let fresh = try read { db in try prepared.filter { try !$0.isStored(db, extra: extra) } }
    var result = ApplyResult(unchanged: prepared.count - fresh.count)
    guard !fresh.isEmpty else { return result }
    try write { db in
      var touched: [ItemRef] = []
      for row in fresh {
        let isNew = try row.store(db, seconds: Int(now.timeIntervalSince1970), extra: extra)
        if isNew { result.added += 1 } else { result.changed += 1 }
        touched.append(ItemRef(kind: E.kind, id: row.id))
      }
      try OutboxEffects.reapply(db, to: touched)
    }
    return result
  }

  /// Replaces a whole collection by a list that the platform gives in full.
  func replaceAll<E: MirrorEntity>(_ rows: [E], now: Date) throws -> ApplyResult {
    let result = try apply(rows, now: now)
    let keep = Set(rows.map(\.mirrorID))
    let gone = try read { db in
      try Int.fetchAll(db, sql: "SELECT id FROM \(E.table) WHERE id > 0").filter {
        !keep.contains($0)
      }
    }
    if !gone.isEmpty {
      try write { db in for id in gone { try EntityRow<E>.delete(db, id: id) } }
    }
    return result
  }
}

/// A model on its way into its table.
struct EntityRow<E: MirrorEntity>: Sendable {
  let id: Int
  private let entity: E
  private let values: [(column: String, value: DatabaseValue)]
  private let hash: Int

  init(_ entity: E) throws {
    self.entity = entity
    id = entity.mirrorID
    var dictionary = try entity.databaseDictionary
    if let own = dictionary["id"], Int.fromDatabaseValue(own) != id {
      dictionary["content_id"] = own
    }
    dictionary["id"] = nil
    values = dictionary.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    hash = Self.hash(values)
  }

  func isStored(_ db: Database, extra: Int?) throws -> Bool {
    let row = try GRDB.Row.fetchOne(
      db.cachedStatement(sql: "SELECT hash, extra FROM \(E.table) WHERE id = ?"), arguments: [id])
    guard let row else { return false }
    return row["hash"] == hash && (extra == nil || row["extra"] == extra)
  }

  /// Inserts or replaces; true when the row is new.
  func store(_ db: Database, seconds: Int, extra: Int?) throws -> Bool {
    let isNew =
      try Int.fetchOne(
        db.cachedStatement(sql: "SELECT 1 FROM \(E.table) WHERE id = ?"), arguments: [id]) == nil
    let names = values.map { "\"\($0.column)\"" }
    let columns = ["id"] + names + ["sort_key", "hash", "seen_at"]
    let marks = columns.map { _ in "?" }.joined(separator: ", ")
    let updates = columns.dropFirst().map { "\($0) = excluded.\($0)" }.joined(separator: ", ")
    var arguments: [DatabaseValue] = [id.databaseValue] + values.map(\.value)
    arguments += [
      entity.sortKey.databaseValue, hash.databaseValue, seconds.databaseValue,
    ]
    try db.cachedStatement(
      sql: """
        INSERT INTO \(E.table) (\(columns.joined(separator: ", "))) VALUES (\(marks))
        ON CONFLICT (id) DO UPDATE SET \(updates)
        """
    ).execute(arguments: StatementArguments(arguments))
    if let extra {
      try db.execute(
        sql: "UPDATE \(E.table) SET extra = ? WHERE id = ?", arguments: [extra, id])
    }
    try SearchIndex.update(db, entity)
    return isNew
  }

  static func delete(_ db: Database, id: Int) throws {
    try db.execute(sql: "DELETE FROM \(E.table) WHERE id = ?", arguments: [id])
    try SearchIndex.remove(db, kind: E.kind, id: id)
  }

  /// FNV-1a, 64 bits, over names and values.
  private static func hash(_ values: [(column: String, value: DatabaseValue)]) -> Int {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    func mix(_ bytes: some Sequence<UInt8>) {
      for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
      hash = (hash ^ 0xff) &* 0x100_0000_01b3
    }
    for (column, value) in values {
      mix(column.utf8)
      switch value.storage {
      case .null: mix([0])
      case .int64(let number): mix("i\(number)".utf8)
      case .double(let number): mix("d\(number)".utf8)
      case .string(let text): mix(text.utf8)
      case .blob(let data): mix(data)
      }
    }
    return Int(truncatingIfNeeded: hash)
  }
}
