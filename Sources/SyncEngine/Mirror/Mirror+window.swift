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
      guard let reader = try reader(db, query, marks, now: now) else {
        return ListWindow(rows: [], hasBefore: false, hasAfter: false)
      }
      return try reader.window(anchor, limit: max(1, limit))
    }
  }

  /// How many rows a list has; counting stops at `limit`.
  public func count(_ query: ListQuery, upTo limit: Int, now: Date = Date()) throws -> Int {
    try read { db in
      if let plan = try plan(db, query, now: now) { return try plan.count(db, upTo: limit) }
      let reader = try reader(db, query, RowMarks(db), now: now)
      return try reader?.fetch(nil, false, true, limit).count ?? 0
    }
  }

  private func plan(_ db: Database, _ query: ListQuery, now: Date) throws -> ListPlan? {
    var query = query
    if case .comments(let post) = query.source {
      query.source = .comments(post: try LocalRows.resolve(db, ItemRef(kind: .post, id: post)).id)
    }
    let user = try StateRow.int(db, StateRow.userID)
    var plan = ListPlan(query.source, userID: user, now: now)
    if let order = query.order { plan?.arrange(by: order) }
    if let filter = query.filter { try plan?.apply(filter, user: user, db) }
    if let match = query.match { try plan?.narrow(to: match, db) }
    if case .content = query.source, let match = query.match {
      try plan?.widen(toMakersNamed: match, db)
    }
    return plan
  }

  private func reader(
    _ db: Database, _ query: ListQuery, _ marks: RowMarks, now: Date
  ) throws -> WindowReader? {
    if let plan = try plan(db, query, now: now) { return plan.reader(db, marks) }
    if case .content(let content) = query.source {
      return try ContentList(content.state, match: query.match, db).reader(db, marks)
    }
    return try AssembledList(db, query)?.reader(db, marks)
  }

  /// One row, or nil when the mirror has none. The id that a thing had before it was sent finds it, too.
  public func row(_ ref: ItemRef) throws -> Row? {
    try read { db in
      try RowReader.row(db, try LocalRows.resolve(db, ref), try RowMarks(db))
    }
  }

  /// Numbers for badges.
  public func counts() throws -> MirrorCounts {
    try read { db in
      func count(_ sql: String) throws -> Int { try Int.fetchOne(db, sql: sql) ?? 0 }
      var counts = MirrorCounts()
      counts.unreadNotifications = try count(
        "SELECT count(*) FROM (SELECT 1 FROM notification WHERE read = 0 LIMIT 1000)")
      counts.adminPending = try count(
        "SELECT count(*) FROM (SELECT 1 FROM admin_item WHERE decided = 0 LIMIT 1000)")
      counts.unreadSupport = try SupportRows.unread(db)
      counts.pendingWrites = try count(
        "SELECT count(*) FROM outbox WHERE state IN ('queued', 'sending', 'uncertain')")
      counts.failedWrites = try count("SELECT count(*) FROM outbox WHERE state = 'failed'")
      return counts
    }
  }

  /// The name of a category; nil for none or an unknown one.
  public func categoryName(_ id: Int?) throws -> String? {
    try id.flatMap { try categoryNames()[$0] }
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
  static func row(_ stored: GRDB.Row, _ marks: RowMarks) throws -> Row {
    let item = try decode(stored).item
    return marks.row(
      item, key: RowKey(value: stored["sort_key"], id: stored["id"]))
  }

  /// The model as it is stored.
  static func stored(_ db: Database, _ id: Int) throws -> Self? {
    try GRDB.Row.fetchOne(
      db.cachedStatement(sql: "SELECT * FROM \(table) WHERE id = ?"), arguments: [id]
    ).map { try decode($0) }
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
    guard !replaced.isEmpty || holdsLocalIDs else { return try Self(row: stored) }
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
