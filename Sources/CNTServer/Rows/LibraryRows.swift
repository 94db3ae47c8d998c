import CNTKit
import Foundation
import GRDB

/// Favourites and playlists with what they point at.
enum LibraryRows {
  /// The content of a favourite or a playlist entry as JSON; null when it is gone, or `owner`, whose
  /// library it is, may not see it. A library is read by its owner alone.
  private static func content(_ type: String, _ id: String, owner: String) -> String {
    func object(_ table: String, _ text: String, _ audio: String, _ video: String) -> String {
      """
      (SELECT json_object('title', title, 'description', \(text), 'cover_image', cover_image,
        'audio_url', \(audio), 'video_url', \(video), 'duration', duration)
        FROM \(table) AS it WHERE it.id = \(id) AND (\(isVisible(table, to: owner))))
      """
    }
    return """
      CASE WHEN \(type) IN ('podcast', 'audio_podcast', 'video_podcast')
          THEN \(object("podcasts", "description", "audio_url", "video_url"))
        WHEN \(type) = 'movie' THEN \(object("movies", "description", "NULL", "video_url"))
        WHEN \(type) = 'music' THEN \(object("music_tracks", "album", "audio_url", "NULL")) END
      """
  }

  /// Who sees a row of content, called `it`: everybody what is approved, its maker and admins the rest.
  private static func isVisible(_ table: String, to person: String) -> String {
    let shown =
      table == "music_tracks"
      ? "it.is_published = 1" : "it.status = 'approved' OR it.creator_id = \(person)"
    return "\(shown) OR (SELECT is_admin FROM users WHERE users.id = \(person))"
  }

  private static let tables = [
    "podcast": "podcasts", "audio_podcast": "podcasts", "video_podcast": "podcasts",
    "movie": "movies", "music": "music_tracks",
  ]

  /// Whether there is something of a type, in the words of favourites and playlists, that a person may
  /// see.
  static func canSee(_ db: Database, _ user: Int, _ type: String, _ id: Int) throws -> Bool {
    guard let table = tables[type] else { return false }
    return try Bool.fetchOne(
      db,
      sql: """
        SELECT EXISTS (SELECT 1 FROM \(table) AS it
          WHERE it.id = ?1 AND (\(isVisible(table, to: "?2"))))
        """, arguments: [id, user]) ?? false
  }

  /// `filter` speaks of the favourite as `f`.
  static func favorites(_ db: Database, _ filter: SQLFilter) throws -> [Favorite] {
    try Fetched.all(
      db,
      """
      SELECT f.*, \(content("f.content_type", "f.content_id", owner: "f.user_id")) AS content
      FROM favorites f \(filter.sql) ORDER BY f.created_at DESC, f.id DESC
      """, filter.arguments)
  }

  /// Playlists of one person, without their items.
  static func playlists(
    _ db: Database, of user: Int, _ page: Call.Page = .all
  ) throws -> [Playlist] {
    try Fetched.all(
      db,
      """
      SELECT *, (SELECT count(*) FROM playlist_items WHERE playlist_id = playlists.id)
        AS item_count
      FROM playlists WHERE user_id = ? ORDER BY id LIMIT ? OFFSET ?
      """, [user, page.limit, page.skip])
  }

  /// Playlists of one person with their items, in two queries however many there are.
  static func playlistsWithItems(
    _ db: Database, of user: Int, _ ids: [Int]
  ) throws -> [Playlist] {
    var filter = SQLFilter()
    filter.add("id", in: ids)
    filter.add("user_id = ?", user)
    let lists: [Playlist] = try Fetched.all(
      db, "SELECT * FROM playlists \(filter.sql) ORDER BY id", filter.arguments)
    var inLists = SQLFilter()
    inLists.add("i.playlist_id", in: lists.map(\.id))
    let items: [ItemOfPlaylist] = try Fetched.all(
      db,
      """
      SELECT i.*, \(content("i.content_type", "i.content_id", owner: "l.user_id")) AS content
      FROM playlist_items i JOIN playlists l ON l.id = i.playlist_id \(inLists.sql) ORDER BY i.position, i.id
      """, inLists.arguments)
    let byList = Dictionary(grouping: items, by: \.playlist)
    return lists.map { list in
      var list = list
      let items = byList[list.id] ?? []
      list.items = items.map(\.item)
      list.itemCount = items.count
      return list
    }
  }

  static func playlist(_ db: Database, _ id: Int, of user: Int) throws -> Playlist {
    guard let found = try playlistsWithItems(db, of: user, [id]).first else {
      throw Problem.notFound("Playlist")
    }
    return found
  }

  /// An entry together with the list that it is in, which the wire model leaves out.
  private struct ItemOfPlaylist: Decodable {
    var playlist: Int
    var item: PlaylistItem

    enum CodingKeys: String, CodingKey { case playlist = "playlist_id" }

    init(from decoder: any Decoder) throws {
      playlist = try decoder.container(keyedBy: CodingKeys.self).decode(Int.self, forKey: .playlist)
      item = try PlaylistItem(from: decoder)
    }
  }
}
