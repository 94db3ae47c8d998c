import CNTKit
import GRDB

extension MusicTrack: MirrorEntity {
  static var kind: ItemKind { .track }
  static var table: String { "track" }
  static var columns: String {
    """
    title TEXT NOT NULL, artist TEXT NOT NULL, album TEXT, genre TEXT, audio_url TEXT,
    cover_image TEXT, duration INTEGER, lyrics TEXT, is_featured INTEGER NOT NULL,
    is_published INTEGER NOT NULL, plays_count INTEGER NOT NULL, created_at TEXT
    """
  }
  var sortKey: Int { createdAt.sortKey }
  var searchTitle: String { title }
  var searchBody: String {
    [artist, album ?? "", genre ?? "", lyrics ?? ""].joined(separator: " ")
  }
  static var searchSQL: (title: String, body: String) {
    (
      title: "title",
      body: """
      artist || ' ' || coalesce(album, '') || ' ' || coalesce(genre, '') || ' ' || coalesce(lyrics, '')
      """
    )
  }
  var item: Item { .track(self) }

  mutating func takeLocalIDs(_ row: GRDB.Row) {
    id = row["id"]
  }

  func write(to row: inout ColumnValues) {
    row.add(title)
    row.add(artist)
    row.add(album)
    row.add(genre)
    row.add(audioURL)
    row.add(coverImage)
    row.add(duration)
    row.add(lyrics)
    row.add(isFeatured)
    row.add(isPublished)
    row.add(playsCount)
    row.add(createdAt)
  }
}
