import CNTKit
import GRDB

extension Artist: MirrorEntity {
  static var kind: ItemKind { .artist }
  static var table: String { "artist" }
  static var columns: String {
    """
    user_id INTEGER NOT NULL, artist_name TEXT, cover_image TEXT, bio TEXT, social_links TEXT,
    followers_count INTEGER NOT NULL, total_plays INTEGER NOT NULL, is_verified INTEGER NOT NULL,
    created_at TEXT, updated_at TEXT, is_following INTEGER
    """
  }
  var sortKey: Int { followersCount }
  var searchTitle: String { artistName ?? "" }
  var searchBody: String { bio ?? "" }
  var item: Item { .artist(self) }
}
