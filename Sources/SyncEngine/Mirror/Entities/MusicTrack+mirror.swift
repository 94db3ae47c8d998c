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
  var item: Item { .track(self) }
}
