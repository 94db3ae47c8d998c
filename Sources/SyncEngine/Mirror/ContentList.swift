import CNTKit
import GRDB

/// Content of every type in one list, newest first: the lists of the types, merged as they are read.
///
/// Ids are unique only within a type, so a place in this list is the time and ``place(_:_:)``, as
/// the ids of the admin's queue are made.
struct ContentList {
  private let plans: [(code: Int, plan: ListPlan)]

  init(_ state: DeskContent.State, match: String?, _ db: Database) throws {
    plans = try AdminContentItem.types.compactMap { type in
      guard var plan = ListPlan(type, state) else { return nil }
      if let match {
        try plan.narrow(to: match, db)
        try plan.widen(toMakersNamed: match, db)
      }
      return (AdminContentItem(id: 0, type: type).mirrorID, plan)
    }
  }

  func reader(_ db: Database, _ marks: RowMarks) -> WindowReader {
    WindowReader(
      fetch: { key, includes, forward, count in
        var rows: [Row] = []
        for (code, plan) in plans {
          rows += try fetch(db, marks, plan, code, key, includes: includes, forward: forward, count)
        }
        rows.sort { forward ? $0.key > $1.key : $0.key < $1.key }
        return Array(rows.prefix(count))
      },
      locate: { ref in
        guard let (code, plan) = plans.first(where: { $0.plan.kind == ref.kind }) else {
          return nil
        }
        return try Int.fetchOne(
          db, sql: "SELECT sort_key FROM \(plan.table) WHERE id = ?", arguments: [ref.id]
        ).map { RowKey(value: $0, id: Self.place(ref.id, code)) }
      })
  }

  private static func place(_ id: Int, _ code: Int) -> Int { id * 8 + code }

  /// Rows of one type from a place on; their ids there are bounded so that the type's index serves.
  private func fetch(
    _ db: Database, _ marks: RowMarks, _ plan: ListPlan, _ code: Int, _ key: RowKey?,
    includes: Bool, forward: Bool, _ count: Int
  ) throws -> [Row] {
    var conditions = plan.conditions
    var arguments = StatementArguments(plan.arguments.map(\.databaseValue))
    if let key {
      // The highest id whose place is at, or before, the key's.
      let isAtOrBefore = forward == includes
      let id = Self.floor(key.id - code - (isAtOrBefore ? 0 : 1), 8)
      conditions.append("(sort_key, id) \(forward ? "<=" : ">") (?, ?)")
      arguments += [key.value, id]
    }
    let direction = forward ? "DESC" : "ASC"
    let statement = try db.cachedStatement(
      sql: """
        SELECT * FROM \(plan.table) WHERE \(conditions.joined(separator: " AND "))
        ORDER BY sort_key \(direction), id \(direction) LIMIT \(count)
        """)
    let entity = MirrorEntities.type(of: plan.kind)
    return try GRDB.Row.fetchAll(statement, arguments: arguments).map { stored in
      var row = try entity.row(stored, marks)
      row.key = RowKey(value: row.key.value, id: Self.place(row.item.ref.id, code))
      return row
    }
  }

  /// Division that rounds down, also below zero.
  private static func floor(_ a: Int, _ b: Int) -> Int {
    a >= 0 ? a / b : -((-a + b - 1) / b)
  }
}
