import GRDB

extension ListPlan {
  func reader(_ db: Database, _ marks: RowMarks) -> WindowReader {
    WindowReader(
      fetch: { key, includes, forward, count in
        try self.fetch(db, marks, from: key, includes: includes, forward: forward, count)
      },
      locate: { ref in
        guard ref.kind == kind else { return nil }
        return try GRDB.Row.fetchOne(
          db, sql: "SELECT \(order) FROM \(table) WHERE id = ?", arguments: [ref.id]
        ).map { self.place($0[0], id: ref.id) }
      })
  }

  /// How many rows there are, at most `limit`.
  func count(_ db: Database, upTo limit: Int) throws -> Int {
    try Int.fetchOne(
      db, sql: "SELECT count(*) FROM (SELECT 1 FROM \(table) \(filter([])) LIMIT \(limit))",
      arguments: StatementArguments(arguments.map(\.databaseValue))) ?? 0
  }

  private func fetch(
    _ db: Database, _ marks: RowMarks, from key: RowKey?, includes: Bool, forward: Bool,
    _ limit: Int
  ) throws -> [Row] {
    let isDescending = descending == forward
    var arguments = StatementArguments(arguments.map(\.databaseValue))
    var bound: [String] = []
    if let key {
      bound = ["(\(order), id) \(isDescending ? "<" : ">")\(includes ? "=" : "") (?, ?)"]
      arguments += [key.databaseValue, key.id.databaseValue]
    }
    let direction = isDescending ? "DESC" : "ASC"
    let statement = try db.cachedStatement(
      sql: """
        SELECT \(columns) FROM \(table) \(filter(bound))
        ORDER BY \(order) \(direction), id \(direction) LIMIT \(limit)
        """)
    let entity = MirrorEntities.type(of: kind)
    return try GRDB.Row.fetchAll(statement, arguments: arguments).map { stored in
      var row = try entity.row(stored, marks)
      if order != "sort_key" { row.key = place(stored["list_order"], id: row.key.id) }
      return row
    }
  }

  private var columns: String { order == "sort_key" ? "*" : "*, \(order) AS list_order" }

  private func place(_ value: DatabaseValue, id: Int) -> RowKey {
    if isText { return RowKey(value: 0, text: String.fromDatabaseValue(value) ?? "", id: id) }
    return RowKey(value: Int.fromDatabaseValue(value) ?? 0, id: id)
  }

  private func filter(_ more: [String]) -> String {
    let all = conditions + more
    return all.isEmpty ? "" : "WHERE " + all.joined(separator: " AND ")
  }
}

extension RowKey {
  /// What the order's column is compared with.
  fileprivate var databaseValue: DatabaseValue { text?.databaseValue ?? value.databaseValue }
}
