import CNTKit
import GRDB

/// Artists as a viewer sees them.
enum ArtistRows {
  /// `is_following` is there only for somebody who is signed in. `filter` speaks of the artist as `a`.
  static func fetch(
    _ db: Database, _ viewer: Call.Viewer?, _ filter: SQLFilter
  ) throws -> [Artist] {
    try Fetched.all(
      db,
      """
      SELECT a.*, (SELECT count(*) FROM artist_followers WHERE artist_id = a.id) AS followers_count,
        iif(?1 IS NULL, NULL,
          EXISTS (SELECT 1 FROM artist_followers WHERE artist_id = a.id AND user_id = ?1))
          AS is_following
      FROM artists a \(filter.sql)
      """, [viewer?.id] + filter.arguments)
  }

  static func one(
    _ db: Database, _ condition: String, _ value: Int, _ viewer: Call.Viewer?
  ) throws -> Artist {
    var filter = SQLFilter()
    filter.add(condition, value)
    guard let artist = try fetch(db, viewer, filter).first else { throw Problem.notFound("Artist") }
    return artist
  }
}
