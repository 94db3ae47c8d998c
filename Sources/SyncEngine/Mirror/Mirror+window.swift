import CNTKit
import Foundation
import GRDB

extension Mirror {
  /// A part of a list. Costs what its rows cost: keyset paging, never an offset.
  public func window(
    _ query: ListQuery, anchor: Anchor, limit: Int, now: Date = Date()
  ) throws -> ListWindow {
    try read { db in
      let marks = try RowMarks(db)
      let user = try UserRow.id(db)
      if var plan = ListPlan(query.source, userID: user, now: now) {
        if let match = query.match { plan.narrow(to: match) }
        return try window(db, plan, anchor, max(1, limit), marks)
      }
      let rows = try AssembledLists.rows(db, query, limit: max(1, limit), marks)
      return ListWindow(rows: rows, hasBefore: false, hasAfter: false)
    }
  }

  private func window(
    _ db: Database, _ plan: ListPlan, _ anchor: Anchor, _ limit: Int, _ marks: RowMarks
  ) throws -> ListWindow {
    switch anchor {
    case .first:
      let rows = try fetch(db, plan, nil, forward: true, limit + 1, marks)
      return ListWindow(
        rows: Array(rows.prefix(limit)), hasBefore: false, hasAfter: rows.count > limit)
    case .last:
      let rows = try fetch(db, plan, nil, forward: false, limit + 1, marks)
      return ListWindow(
        rows: rows.prefix(limit).reversed(), hasBefore: rows.count > limit, hasAfter: false)
    case .after(let key):
      let rows = try fetch(db, plan, (key, false), forward: true, limit + 1, marks)
      return ListWindow(
        rows: Array(rows.prefix(limit)), hasBefore: true, hasAfter: rows.count > limit)
    case .before(let key):
      let rows = try fetch(db, plan, (key, false), forward: false, limit + 1, marks)
      return ListWindow(
        rows: rows.prefix(limit).reversed(), hasBefore: rows.count > limit, hasAfter: true)
    case .at(let ref):
      guard ref.kind == plan.kind,
        let value = try Int.fetchOne(
          db, sql: "SELECT \(plan.order) FROM \(plan.table) WHERE id = ?", arguments: [ref.id])
      else { return try window(db, plan, .first, limit, marks) }
      let key = RowKey(value: .integer(value), id: ref.id)
      let rows = try fetch(db, plan, (key, true), forward: true, limit + 1, marks)
      let before = try fetch(db, plan, (key, false), forward: false, 1, marks)
      return ListWindow(
        rows: Array(rows.prefix(limit)), hasBefore: !before.isEmpty, hasAfter: rows.count > limit)
    }
  }

  private func fetch(
    _ db: Database, _ plan: ListPlan, _ from: (key: RowKey, inclusive: Bool)?, forward: Bool,
    _ limit: Int, _ marks: RowMarks
  ) throws -> [Row] {
    let descending = plan.descending == forward
    var conditions = plan.conditions
    var arguments = StatementArguments(plan.arguments.map { $0.databaseValue })
    if let (key, inclusive) = from {
      conditions.append(
        "(\(plan.order), id) \(descending ? "<" : ">")\(inclusive ? "=" : "") (?, ?)")
      switch key.value {
      case .integer(let value): arguments += [value, key.id]
      case .text(let value): arguments += [value, key.id]
      }
    }
    let filter = conditions.isEmpty ? "" : "WHERE " + conditions.joined(separator: " AND ")
    let direction = descending ? "DESC" : "ASC"
    let statement = try db.cachedStatement(
      sql: """
        SELECT * FROM \(plan.table) \(filter)
        ORDER BY \(plan.order) \(direction), id \(direction) LIMIT \(limit)
        """)
    return try MirrorEntities.type(of: plan.kind).rows(statement, arguments, marks)
  }

  /// One row, or nil when the mirror has none.
  public func row(_ ref: ItemRef) throws -> Row? {
    try read { db in try RowReader.row(db, ref, try RowMarks(db)) }
  }

  /// Numbers for badges.
  public func counts() throws -> MirrorCounts {
    try read { db in
      func count(_ sql: String) throws -> Int { try Int.fetchOne(db, sql: sql) ?? 0 }
      var counts = MirrorCounts()
      counts.unreadNotifications = try count(
        "SELECT count(*) FROM (SELECT 1 FROM notification WHERE read = 0 LIMIT 1000)")
      counts.adminPending = try count(
        "SELECT count(*) FROM (SELECT 1 FROM admin_item LIMIT 1000)")
      counts.pendingWrites = try count(
        "SELECT count(*) FROM outbox WHERE state IN ('queued', 'sending', 'uncertain')")
      counts.failedWrites = try count("SELECT count(*) FROM outbox WHERE state = 'failed'")
      return counts
    }
  }

  /// Names of categories by id: the server's, or the six that every build of the platform has.
  public func categoryNames() throws -> [Int: String] {
    let fallback = [
      1: "Sermons", 2: "Bible Study", 3: "Devotionals", 4: "Prayer", 5: "Worship", 6: "Gospel",
    ]
    let known = try read { db in
      try GRDB.Row.fetchAll(db, sql: "SELECT id, name FROM category").map {
        ($0["id"] as Int, $0["name"] as String)
      }
    }
    return fallback.merging(known) { _, server in server }
  }
}

extension MirrorEntity {
  static func rows(
    _ statement: Statement, _ arguments: StatementArguments, _ marks: RowMarks
  ) throws -> [Row] {
    try GRDB.Row.fetchAll(statement, arguments: arguments).map { try row($0, marks) }
  }

  static func row(_ stored: GRDB.Row, _ marks: RowMarks) throws -> Row {
    let item = try decode(stored).item
    return marks.row(
      item, key: RowKey(value: .integer(stored["sort_key"]), id: stored["id"]))
  }

  /// The wire models refuse ids that no server gives. Rows that were made here, or that the mirror
  /// numbers itself, are read with a stand-in and get their own ids back afterwards.
  private static func decode(_ stored: GRDB.Row) throws -> Self {
    var replaced: [String: Int] = [:]
    if stored.hasColumn("content_id"), let own = stored["content_id"] as Int? {
      replaced["id"] = own
    } else if (stored["id"] as Int) < 0 {
      replaced["id"] = 1
    }
    if stored.hasColumn("post_id"), (stored["post_id"] as Int) < 0 { replaced["post_id"] = 1 }
    guard !replaced.isEmpty else { return try Self(row: stored) }
    var values: [String: (any DatabaseValueConvertible)?] = [:]
    for (column, value) in stored { values[column] = value }
    for (column, value) in replaced { values[column] = value }
    var entity = try Self(row: GRDB.Row(values))
    entity.takeLocalIDs(stored)
    return entity
  }
}

extension GRDB.Row {
  func hasColumn(_ name: String) -> Bool { columnNames.contains(name) }
}
