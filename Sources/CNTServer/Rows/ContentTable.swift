import GRDB

/// The tables of content that people mark, collect and play, with the words that clients have for it.
enum ContentTable: String, CaseIterable, Sendable {
  case podcasts
  case movies
  case music = "music_tracks"
  case stories = "bible_stories"

  /// Where content is named by a word and an id.
  enum Place: Sendable {
    case favorites
    case playlists
    case positions
  }

  private static let words: [(word: String, table: ContentTable, places: Set<Place>)] = [
    ("podcast", .podcasts, [.favorites, .playlists, .positions]),
    ("audio_podcast", .podcasts, [.playlists]),
    ("video_podcast", .podcasts, [.playlists]),
    ("movie", .movies, [.favorites, .playlists, .positions]),
    ("music", .music, [.favorites, .playlists, .positions]),
    ("bible_story", .stories, [.positions]),
  ]

  /// nil for a word that is not known there.
  init?(_ word: String, in place: Place) {
    guard let found = Self.words.first(where: { $0.word == word && $0.places.contains(place) })
    else { return nil }
    self = found.table
  }

  /// The words by which a library has content of this table.
  var libraryWords: [String] {
    Self.words.filter { word in
      word.table == self && (word.places.contains(.favorites) || word.places.contains(.playlists))
    }.map(\.word)
  }

  /// Whether there is something with this id that a person may see.
  func has(_ id: Int, for user: Int, _ db: Database) throws -> Bool {
    let statement = try db.cachedStatement(
      sql: """
        SELECT EXISTS (SELECT 1 FROM \(rawValue) AS it
          WHERE it.id = ?1 AND (\(Visibility.rule(self, "it.", to: "?2", orAdmin: true))))
        """)
    return try Bool.fetchOne(statement, arguments: [id, user]) ?? false
  }
}
