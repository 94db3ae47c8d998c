import GRDB

/// A value for one of the columns that the server knows nothing of.
struct OwnColumn: Sendable, Hashable {
  var name: String
  var value: Int
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

  func isStored(_ db: Database, own: OwnColumn?) throws -> Bool {
    let extra = own.map { ", \($0.name)" } ?? ""
    let row = try GRDB.Row.fetchOne(
      db.cachedStatement(sql: "SELECT hash\(extra) FROM \(E.table) WHERE id = ?"), arguments: [id])
    guard let row else { return false }
    return row["hash"] == hash && (own.map { row[$0.name] == $0.value } ?? true)
  }

  /// Inserts or replaces; true when the row is new.
  @discardableResult
  func store(_ db: Database, seconds: Int, own: OwnColumn? = nil) throws -> Bool {
    let isNew =
      try Int.fetchOne(
        db.cachedStatement(sql: "SELECT 1 FROM \(E.table) WHERE id = ?"), arguments: [id]) == nil
    var columns = values.map { "\"\($0.column)\"" } + ["sort_key", "hash", "seen_at"]
    var arguments = values.map(\.value)
    arguments += [entity.sortKey.databaseValue, hash.databaseValue, seconds.databaseValue]
    if let own {
      columns.append(own.name)
      arguments.append(own.value.databaseValue)
    }
    if isNew {
      columns.append("first_seen")
      arguments.append(seconds.databaseValue)
      let marks = repeatElement("?", count: columns.count + 1).joined(separator: ", ")
      try db.cachedStatement(
        sql: "INSERT INTO \(E.table) (\(columns.joined(separator: ", ")), id) VALUES (\(marks))"
      ).execute(arguments: StatementArguments(arguments + [id.databaseValue]))
    } else {
      let changes = columns.map { "\($0) = ?" }.joined(separator: ", ")
      try db.cachedStatement(sql: "UPDATE \(E.table) SET \(changes) WHERE id = ?")
        .execute(arguments: StatementArguments(arguments + [id.databaseValue]))
    }
    try SearchIndex.update(db, entity, isNew: isNew)
    return isNew
  }

  static func delete(_ db: Database, id: Int) throws {
    try db.execute(sql: "DELETE FROM \(E.table) WHERE id = ?", arguments: [id])
    try SearchIndex.remove(db, kind: E.kind, id: id)
  }

  /// FNV-1a, 64 bits, over names and values; never 0, which marks rows that were changed here.
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
    return hash == 0 ? 1 : Int(truncatingIfNeeded: hash)
  }
}
