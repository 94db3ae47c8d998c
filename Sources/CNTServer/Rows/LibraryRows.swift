import CNTKit
import Foundation
import GRDB

/// Favourites and playlists with what they point at.
enum LibraryRows {
  /// The content of a favourite or a playlist entry as JSON; null when it is gone, or `owner`, whose
  /// library it is, may not see it. A library is read by its owner alone.
  private static func content(_ type: String, _ id: String, owner: String) -> String {
    let cases = ContentTable.allCases.compactMap { table -> String? in
      guard let (text, audio, video) = columns(table) else { return nil }
      let words = table.libraryWords.map { "'\($0)'" }.joined(separator: ", ")
      return """
        WHEN \(type) IN (\(words)) THEN
          (SELECT json_object('title', title, 'description', \(text), 'cover_image', cover_image,
            'audio_url', \(audio), 'video_url', \(video), 'duration', duration)
            FROM \(table.rawValue) AS it WHERE it.id = \(id)
              AND (\(Visibility.rule(table, "it.", to: owner, orAdmin: true))))
        """
    }
    return "CASE \(cases.joined(separator: "\n")) END"
  }

  /// Where a table has description, audio and video; nil for what no library takes.
  private static func columns(
    _ table: ContentTable
  ) -> (text: String, audio: String, video: String)? {
    switch table {
    case .podcasts: ("description", "audio_url", "video_url")
    case .movies: ("description", "NULL", "video_url")
    case .music: ("album", "audio_url", "NULL")
    case .stories: nil
    }
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
