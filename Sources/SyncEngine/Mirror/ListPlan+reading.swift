import GRDB

extension ListPlan {
  func reader(_ db: Database, _ marks: RowMarks) -> WindowReader {
    WindowReader(
      fetch: { key, includes, forward, count in
        try self.fetch(db, marks, from: key, includes: includes, forward: forward, count)
      },
      locate: { ref in
        guard ref.kind == kind else { return nil }
        return try Int.fetchOne(
          db, sql: "SELECT \(order) FROM \(table) WHERE id = ?", arguments: [ref.id]
        ).map { RowKey(value: $0, id: ref.id) }
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
    var place: [String] = []
    if let key {
      place = ["(\(order), id) \(isDescending ? "<" : ">")\(includes ? "=" : "") (?, ?)"]
      arguments += [key.value, key.id]
    }
    let direction = isDescending ? "DESC" : "ASC"
    let statement = try db.cachedStatement(
      sql: """
        SELECT * FROM \(table) \(filter(place))
        ORDER BY \(order) \(direction), id \(direction) LIMIT \(limit)
        """)
    return try MirrorEntities.type(of: kind).rows(statement, arguments, marks)
  }

  private func filter(_ more: [String]) -> String {
    let all = conditions + more
    return all.isEmpty ? "" : "WHERE " + all.joined(separator: " AND ")
  }
}
