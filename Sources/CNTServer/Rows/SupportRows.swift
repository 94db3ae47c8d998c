import CNTKit
import GRDB

/// Questions to the people who run the platform, with who asked.
enum SupportRows {
  /// One's own; all of them for admins.
  static func visible(to viewer: Call.Viewer) -> SQLFilter {
    var filter = SQLFilter()
    if !viewer.isAdmin { filter.add("m.user_id = ?", viewer.id) }
    return filter
  }

  /// Newest first.
  static func fetch(
    _ db: Database, _ filter: SQLFilter, _ page: Call.Page = .all
  ) throws -> [SupportMessage] {
    try Fetched.all(
      db,
      """
      SELECT m.*,
        json_object('id', u.id, 'name', u.name, 'email', u.email, 'avatar', u.avatar) AS user
      FROM support_messages m JOIN users u ON u.id = m.user_id
      \(filter.sql) ORDER BY m.id DESC LIMIT ? OFFSET ?
      """, filter.arguments + [page.limit, page.skip])
  }

  /// What the viewer does not see is not there.
  static func one(_ db: Database, _ id: Int, _ viewer: Call.Viewer) throws -> SupportMessage {
    var filter = visible(to: viewer)
    filter.add("m.id = ?", id)
    guard let row = try fetch(db, filter).first else { throw Problem.notFound("Support message") }
    return row
  }

  static func stats(_ db: Database, _ viewer: Call.Viewer) throws -> SupportStats {
    func count(_ condition: String, _ filter: SQLFilter) throws -> Int {
      var filter = filter
      filter.add(condition)
      return try Int.fetchOne(
        db, sql: "SELECT count(*) FROM support_messages m \(filter.sql)",
        arguments: filter.arguments) ?? 0
    }
    let seen = visible(to: viewer)
    var own = SQLFilter()
    own.add("m.user_id = ?", viewer.id)
    return SupportStats(
      total: try count("1", seen), openCount: try count("m.status = 'open'", seen),
      unreadAdminCount: try count("m.admin_seen = 0", seen),
      unreadUserCount: try count("m.user_seen = 0", own))
  }
}
