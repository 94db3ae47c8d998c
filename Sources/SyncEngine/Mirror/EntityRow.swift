import GRDB

/// A value for one of the columns that the server knows nothing of.
struct OwnColumn: Sendable, Hashable {
  var name: String
  var value: Int
}

/// A model on its way into its table.
struct EntityRow<E: MirrorEntity>: Sendable {
  let id: Int
  let entity: E
  private let values: ColumnValues

  init(_ entity: E) {
    self.entity = entity
    id = entity.mirrorID
    var values = ColumnValues(capacity: 24)
    entity.write(to: &values)
    self.values = values
  }

  var hash: Int { values.hash }

  /// How many of the marks that belong to this viewer are set.
  var marks: Int {
    E.viewerColumns.count { name in
      guard let place = RowLayout.of(E.kind).columns.firstIndex(of: name) else { return false }
      let value = values.values[place]
      return !value.isNull && Int.fromDatabaseValue(value) != 0
    }
  }

  /// Inserts the row, or replaces what is stored under its id. `isKnown`: it is stored already.
  func store(
    _ db: Database, seconds: Int, isKnown: Bool = false, own: OwnColumn? = nil
  ) throws {
    if try !isKnown || !edit(db, seconds: seconds) {
      var arguments = values.values
      arguments.reserveCapacity(arguments.count + 4)
      arguments.append(entity.sortKey.databaseValue)
      arguments.append(hash.databaseValue)
      arguments.append(seconds.databaseValue)
      arguments.append(id.databaseValue)
      try db.cachedStatement(sql: RowLayout.of(E.kind).upsert)
        .execute(arguments: StatementArguments(arguments))
    }
    if let own {
      try db.cachedStatement(sql: "UPDATE \(E.table) SET \(own.name) = ? WHERE id = ?")
        .execute(arguments: [own.value, id])
    }
  }

  /// Writes only the columns that differ from what is stored; false where nothing is stored, or too
  /// many differ. SQLite writes the entry of every index that a named column is in, whether its value
  /// changes or not, and in a large table each is on a page of its own.
  private func edit(_ db: Database, seconds: Int) throws -> Bool {
    let layout = RowLayout.of(E.kind)
    let stored = try GRDB.Row.fetchOne(
      db.cachedStatement(sql: layout.select), arguments: [id])
    guard let stored else { return false }
    let fresh = values.values + [entity.sortKey.databaseValue]
    let changed = fresh.indices.filter { !Self.isSame(stored[$0], fresh[$0]) }
    guard changed.count <= Self.mostNamed else { return false }
    let names = changed.map { layout.compared[$0] }
    let arguments =
      changed.map { fresh[$0] }
      + [hash.databaseValue, seconds.databaseValue, id.databaseValue]
    let sql = """
      UPDATE \(E.table) SET \(names.map { "\($0) = ?, " }.joined())hash = ?, seen_at = ? WHERE id = ?
      """
    // Each set of columns is a statement of its own that would stay in memory. What changes often is a
    // single count, and what its lists order by where that is the count.
    let isCommon = names.count { $0 != "sort_key" } <= 1
    let statement = isCommon ? try db.cachedStatement(sql: sql) : try db.makeStatement(sql: sql)
    try statement.execute(arguments: StatementArguments(arguments))
    return true
  }

  /// Columns that an edit names, at most.
  private static var mostNamed: Int { 3 }

  /// Whether two values are the same bytes: to Swift, texts are equal that a server wrote differently
  /// (https://www.unicode.org/reports/tr15).
  private static func isSame(_ a: DatabaseValue, _ b: DatabaseValue) -> Bool {
    if case .string(let a) = a.storage, case .string(let b) = b.storage {
      return a.utf8.elementsEqual(b.utf8)
    }
    return a == b
  }

  /// Stores the row, and at once what search finds it by.
  func storeIndexed(_ db: Database, seconds: Int) throws {
    try store(db, seconds: seconds)
    try SearchIndex.update(db, entity)
  }

  static func delete(_ db: Database, id: Int) throws {
    try db.cachedStatement(sql: "DELETE FROM \(E.table) WHERE id = ?").execute(arguments: [id])
    try BaseRow.forget(db, E.kind, [id])
    try SearchIndex.remove(db, kind: E.kind, id: id)
  }
}
