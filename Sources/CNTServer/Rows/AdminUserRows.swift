import CNTKit
import GRDB

/// Accounts as admins see them.
enum AdminUserRows {
  /// In the order in which they came; `filter` speaks of the account as `users`.
  static func fetch(
    _ db: Database, _ filter: SQLFilter, _ page: Call.Page = .all
  ) throws -> [AdminUser] {
    try Fetched.all(
      db,
      """
      SELECT users.id, username, name, email, avatar, phone, date_of_birth, bio, is_admin,
        auth_provider, created_at, updated_at,
        EXISTS (SELECT 1 FROM artists WHERE user_id = users.id) AS has_artist_profile
      FROM users \(filter.sql) ORDER BY users.id LIMIT ? OFFSET ?
      """, filter.arguments + [page.limit, page.skip])
  }

  static func one(_ db: Database, _ id: Int) throws -> AdminUser {
    var filter = SQLFilter()
    filter.add("users.id = ?", id)
    guard let user = try fetch(db, filter).first else { throw Problem.notFound("User") }
    return user
  }
}
