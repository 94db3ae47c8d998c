import CNTKit
import GRDB

/// Films that have something in common with one: the director first, then who put it there, then the
/// category. Looked for among the newest films and the newest of the category, so that it takes no
/// longer in a large mirror.
enum SimilarMovies {
  /// Films that are looked at in each of the two.
  static let candidates = 300
  static let most = 20

  static func find(_ db: Database, to id: Int) throws -> [ItemRef] {
    guard let movie = try Movie.stored(db, id) else { return [] }
    let user = try StateRow.int(db, StateRow.userID)
    let visible = "(status = 'approved' OR creator_id = \(user)) AND id <> ?"
    let ids = try Int.fetchAll(
      db,
      sql: """
        WITH near AS (
          SELECT * FROM (
            SELECT id, sort_key, director, creator_id, category_id FROM movie
            WHERE category_id = ? AND \(visible)
            ORDER BY sort_key DESC, id DESC LIMIT \(candidates))
          UNION
          SELECT * FROM (
            SELECT id, sort_key, director, creator_id, category_id FROM movie
            WHERE \(visible) ORDER BY sort_key DESC, id DESC LIMIT \(candidates))
        ), scored AS (
          SELECT id, sort_key,
            4 * coalesce(director > '' AND director = ? COLLATE NOCASE, 0) + 2 * (creator_id IS ?)
              + (category_id IS ?) AS score FROM near
        )
        SELECT id FROM scored WHERE score > 0 ORDER BY score DESC, sort_key DESC, id DESC
        LIMIT \(most)
        """,
      arguments: [
        movie.categoryID, id, id, movie.director ?? "", movie.creatorID ?? -1,
        movie.categoryID ?? -1,
      ])
    return ids.map { ItemRef(kind: .movie, id: $0) }
  }
}
