import CNTKit
import GRDB

/// Music, categories, Bible stories and documents: the same for every viewer.
enum CatalogueRows {
  /// The tables whose columns are the model's keys.
  enum Table: String {
    case music = "music_tracks"
    case categories
    case stories = "bible_stories"
    case documents = "document_assets"
  }

  /// What the list of music shows.
  static var published: SQLFilter {
    var filter = SQLFilter()
    filter.add(Visibility.rule(.music, to: "NULL"))
    return filter
  }

  static func fetch<Model: Decodable>(
    _ db: Database, _ table: Table, _ filter: SQLFilter, _ page: Call.Page = .all
  ) throws -> [Model] {
    try Fetched.all(
      db,
      """
      SELECT \(table == .music ? "is_published = 1 AS is_published, " : "")* FROM \(table.rawValue)
      \(filter.sql) ORDER BY id LIMIT ? OFFSET ?
      """,
      filter.arguments + [page.limit, page.skip])
  }

  static func one<Model: Decodable>(
    _ db: Database, _ table: Table, _ id: Int, _ name: String
  ) throws -> Model {
    var filter = SQLFilter()
    filter.add("id = ?", id)
    let rows: [Model] = try fetch(db, table, filter)
    guard let row = rows.first else { throw Problem.notFound(name) }
    return row
  }
}
