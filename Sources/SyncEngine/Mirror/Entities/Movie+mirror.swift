import CNTKit
import GRDB

extension Movie: MirrorEntity {
  static var kind: ItemKind { .movie }
  static var table: String { "movie" }
  static var columns: String {
    """
    title TEXT NOT NULL, description TEXT, video_url TEXT, cover_image TEXT, preview_url TEXT,
    preview_start_time INTEGER, preview_end_time INTEGER, director TEXT, "cast" TEXT,
    release_date TEXT, rating REAL, category_id INTEGER, creator_id INTEGER, duration INTEGER,
    status TEXT NOT NULL, plays_count INTEGER NOT NULL, is_featured INTEGER NOT NULL,
    created_at TEXT
    """
  }
  static var ownColumns: String? { "is_kids INTEGER NOT NULL DEFAULT 0" }
  var sortKey: Int { createdAt.sortKey }
  var searchTitle: String { title }
  var searchBody: String { [description, director, cast].map { $0 ?? "" }.joined(separator: " ") }
  static var searchSQL: (title: String, body: String) {
    (
      title: "title",
      body: """
      coalesce(description, '') || ' ' || coalesce(director, '') || ' ' || coalesce("cast", '')
      """
    )
  }
  var item: Item { .movie(self) }

  mutating func takeLocalIDs(_ row: GRDB.Row) {
    id = row["id"]
  }

  func write(to row: inout ColumnValues) {
    row.add(title)
    row.add(description)
    row.add(videoURL)
    row.add(coverImage)
    row.add(previewURL)
    row.add(previewStartTime)
    row.add(previewEndTime)
    row.add(director)
    row.add(cast)
    row.add(releaseDate)
    row.add(rating)
    row.add(categoryID)
    row.add(creatorID)
    row.add(duration)
    row.add(status)
    row.add(playsCount)
    row.add(isFeatured)
    row.add(createdAt)
  }
}
