import CNTKit
import GRDB

/// The tables and indexes of the admin desk.
enum DeskSchema {
  static func migrate(_ db: Database) throws {
    try Schema.create(AdminUser.self, db)
    try db.execute(sql: indexes)
    // A feed tells a row once: what a server told of accounts before this mirror knew them is asked
    // for again.
    try db.execute(sql: "DELETE FROM state WHERE key = ?", arguments: [StateRow.feedCursor])
  }

  /// What was taken off the platform is little among much: these hold only that. Their conditions are
  /// those of ``ListPlan/hidden(_:)``, word for word, or SQLite does not use them
  /// (https://sqlite.org/partialindex.html).
  private static let indexes = """
    CREATE INDEX podcast_hidden ON podcast(sort_key, id)
      WHERE status NOT IN ('approved', 'pending', 'deleted');
    CREATE INDEX movie_hidden ON movie(sort_key, id)
      WHERE status NOT IN ('approved', 'pending', 'deleted');
    CREATE INDEX event_hidden ON event(sort_key, id)
      WHERE status NOT IN ('approved', 'published', 'pending', 'deleted here');
    CREATE INDEX track_hidden ON track(sort_key, id) WHERE is_published = 0;
    CREATE INDEX post_hidden ON post(sort_key, id) WHERE is_approved = 0;
    CREATE INDEX admin_user_admins ON admin_user(sort_key, id) WHERE is_admin = 1;
    CREATE INDEX admin_user_artists ON admin_user(sort_key, id) WHERE has_artist_profile = 1;
    """
}
