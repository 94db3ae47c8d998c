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
  static var viewerColumns: [String] { ["is_following"] }
  var isForGuest: Bool { isFollowing == nil }
  var sortKey: Int { followersCount }
  var searchTitle: String { artistName ?? "" }
  var searchBody: String { bio ?? "" }
  static var searchSQL: (title: String, body: String) {
    ("coalesce(artist_name, '')", "coalesce(bio, '')")
  }
  var item: Item { .artist(self) }

  func write(to row: inout ColumnValues) {
    row.add(userID)
    row.add(artistName)
    row.add(coverImage)
    row.add(bio)
    row.add(json: socialLinks)
    row.add(followersCount)
    row.add(totalPlays)
    row.add(isVerified)
    row.add(createdAt)
    row.add(updatedAt)
    row.add(isFollowing)
  }
}
