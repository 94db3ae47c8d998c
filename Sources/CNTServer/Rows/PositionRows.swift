import CNTKit
import GRDB

/// Places in what people play.
enum PositionRows {
  static func fetch(
    _ db: Database, of user: Int, _ condition: String, _ arguments: StatementArguments = []
  ) throws -> [PlaybackPlace] {
    try Fetched.all(
      db, "SELECT * FROM playback_positions WHERE user_id = ? AND \(condition)",
      [user] + arguments)
  }

  /// `latest`: a clock that is ahead is held to this, milliseconds since 1970. What such a clock said is
  /// kept as it was said: when it is sent again because the answer was lost, it would be reckoned anew
  /// from a later `latest`, and win over what was played in between. Of two clocks that are ahead, the one
  /// that said the later time counts.
  ///
  /// What is left: once the server's clock has come to what such a clock said, its message looks like one
  /// of a clock that is right, and sent again only then it may win if another that was further ahead was
  /// heard meanwhile. And after a clock that was far ahead, one that is less ahead is not heard for this
  /// content until it is right; clocks that are right always are.
  static func store(
    _ db: Database, _ place: PlaybackPlace, of user: Int, noLaterThan latest: Int
  ) throws {
    let isAhead = place.updatedAt > latest
    try db.execute(
      sql: """
        INSERT INTO playback_positions
          (user_id, content_type, content_id, seconds, duration, updated_at, ahead_at, ahead_seconds)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (user_id, content_type, content_id) DO UPDATE SET
          seconds = excluded.seconds, duration = coalesce(excluded.duration, duration),
          updated_at = excluded.updated_at, ahead_at = coalesce(excluded.ahead_at, ahead_at),
          ahead_seconds = coalesce(excluded.ahead_seconds, ahead_seconds)
        WHERE excluded.updated_at > updated_at
          AND (ahead_at IS NOT ? OR ahead_seconds IS NOT excluded.seconds)
          AND (excluded.ahead_at IS NULL OR ahead_at IS NULL OR excluded.ahead_at > ahead_at)
        """,
      arguments: [
        user, place.contentType, place.contentID, place.seconds, place.duration,
        min(place.updatedAt, latest), isAhead ? place.updatedAt : nil,
        isAhead ? place.seconds : nil, place.updatedAt,
      ])
  }

  /// Forgets what was played longest ago.
  static func prune(_ db: Database, of user: Int, keeping most: Int) throws {
    try db.execute(
      sql: """
        DELETE FROM playback_positions WHERE rowid IN (
          SELECT rowid FROM playback_positions WHERE user_id = ?
          ORDER BY updated_at DESC LIMIT -1 OFFSET \(most))
        """, arguments: [user])
  }
}

/// The migration "playback positions": the table, and its triggers into the change log. `type` parts
/// things of one id, as with favourites.
enum PositionSchema {
  static let sql = """
    CREATE TABLE playback_positions (
      user_id INTEGER NOT NULL REFERENCES users(id) ON DELETE CASCADE,
      content_type TEXT NOT NULL, content_id INTEGER NOT NULL, seconds REAL NOT NULL,
      duration REAL, updated_at INTEGER NOT NULL,  -- milliseconds since 1970
      PRIMARY KEY (user_id, content_type, content_id)
    );
    CREATE INDEX playback_positions_age ON playback_positions(user_id, updated_at);
    \(trigger("INSERT", "made", "NEW", isGone: 0))
    \(trigger("UPDATE", "changed", "NEW", isGone: 0))
    \(trigger("DELETE", "gone", "OLD", isGone: 1))
    """

  /// The migration "positions as they were said": the last that was ahead of the server's clock, in the
  /// sender's own words.
  static let asSaid = """
    ALTER TABLE playback_positions ADD COLUMN ahead_at INTEGER;  -- milliseconds since 1970
    ALTER TABLE playback_positions ADD COLUMN ahead_seconds REAL;
    """

  private static func trigger(
    _ event: String, _ name: String, _ side: String, isGone: Int
  ) -> String {
    let kind = SyncKey.Kind.position.rawValue
    return """
      CREATE TRIGGER playback_positions_\(name) AFTER \(event) ON playback_positions BEGIN
        DELETE FROM changes WHERE kind = '\(kind)' AND row_id = \(side).content_id
          AND type = \(side).content_type AND audience = \(side).user_id;
        INSERT INTO changes (kind, row_id, type, audience, is_gone, changed_at)
          VALUES ('\(kind)', \(side).content_id, \(side).content_type, \(side).user_id, \(isGone),
            CAST(strftime('%s', 'now') AS INTEGER));
      END;
      """
  }
}
