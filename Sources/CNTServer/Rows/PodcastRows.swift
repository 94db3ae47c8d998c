import CNTKit
import GRDB

/// Podcasts as a viewer sees them; lists, single answers and the change feed all read them here.
enum PodcastRows {
  static func fetch(
    _ db: Database, _ filter: SQLFilter, order: String = "id", _ page: Call.Page = .all
  ) throws -> [Podcast] {
    try Fetched.all(
      db, "SELECT * FROM podcasts \(filter.sql) ORDER BY \(order) LIMIT ? OFFSET ?",
      filter.arguments + [page.limit, page.skip])
  }

  static func one(_ db: Database, _ id: Int, _ viewer: Call.Viewer?) throws -> Podcast {
    var filter = Visibility.condition(viewer)
    filter.add("id = ?", id)
    guard let podcast = try fetch(db, filter).first else { throw Problem.notFound("Podcast") }
    return podcast
  }
}
