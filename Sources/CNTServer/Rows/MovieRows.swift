import CNTKit
import GRDB

/// Films as a viewer sees them.
enum MovieRows {
  /// True of what stands in the list of animated Bible stories.
  static let isKids = """
    (category_id IN (SELECT id FROM categories WHERE name = 'Animated Bible Stories')) IS TRUE
    """

  static func fetch(
    _ db: Database, _ filter: SQLFilter, order: String = "id", _ page: Call.Page = .all
  ) throws -> [Movie] {
    try Fetched.all(
      db, "SELECT * FROM movies \(filter.sql) ORDER BY \(order) LIMIT ? OFFSET ?",
      filter.arguments + [page.limit, page.skip])
  }

  static func one(_ db: Database, _ id: Int, _ viewer: Call.Viewer?) throws -> Movie {
    var filter = Visibility.condition(viewer)
    filter.add("id = ?", id)
    guard let movie = try fetch(db, filter).first else { throw Problem.notFound("Movie") }
    return movie
  }

  /// Which of these are animated Bible stories.
  static func kids(_ db: Database, among ids: [Int]) throws -> Set<Int> {
    var filter = SQLFilter()
    filter.add("id", in: ids)
    filter.add(isKids)
    return try Int.fetchSet(
      db, sql: "SELECT id FROM movies \(filter.sql)", arguments: filter.arguments)
  }
}
