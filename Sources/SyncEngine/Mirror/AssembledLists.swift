import CNTKit
import Foundation
import GRDB

/// Lists whose rows come from several tables: favourites, what was played, playlists, search.
enum AssembledLists {
  static func rows(
    _ db: Database, _ query: ListQuery, limit: Int, _ marks: RowMarks
  ) throws -> [Row] {
    let rows: [Row] =
      switch query.source {
      case .favorites: try favorites(db, limit, marks)
      case .recent: try recent(db, limit, marks)
      case .playlist(let id): try playlist(db, id, limit, marks)
      case .search(let words): try search(db, words, limit, marks)
      default: []
      }
    guard let match = query.match, !match.isEmpty else { return rows }
    let words = match.lowercased().split(separator: " ")
    return rows.filter { row in
      let text = title(row.item).lowercased()
      return words.allSatisfy { text.contains($0) }
    }
  }

  private static func favorites(_ db: Database, _ limit: Int, _ marks: RowMarks) throws -> [Row] {
    try GRDB.Row.fetchAll(
      db,
      sql: "SELECT kind, content_id, content FROM favorite ORDER BY sort_key DESC, id DESC LIMIT ?",
      arguments: [limit]
    ).compactMap { stored in
      guard let kind = ItemKind(rawValue: stored["kind"]) else { return nil }
      let ref = ItemRef(kind: kind, id: stored["content_id"])
      if let row = try RowReader.row(db, ref, marks) { return row }
      let summary = (stored["content"] as String?).flatMap {
        try? JSONDecoder().decode(ContentSummary.self, from: Data($0.utf8))
      }
      return summary.flatMap { Item(ref, summary: $0) }.map {
        marks.row($0, key: RowKey(value: .integer(0), id: ref.id))
      }
    }
  }

  private static func recent(_ db: Database, _ limit: Int, _ marks: RowMarks) throws -> [Row] {
    try GRDB.Row.fetchAll(
      db, sql: "SELECT kind, id FROM playback ORDER BY played_at DESC LIMIT ?", arguments: [limit]
    ).compactMap { stored in
      guard let kind = ItemKind(rawValue: stored["kind"]) else { return nil }
      return try RowReader.row(db, ItemRef(kind: kind, id: stored["id"]), marks)
    }
  }

  private static func playlist(
    _ db: Database, _ id: Int, _ limit: Int, _ marks: RowMarks
  ) throws -> [Row] {
    guard case .playlist(let playlist)? = try Playlist.model(db, id) else { return [] }
    return try (playlist.items ?? []).sorted { $0.position < $1.position }.prefix(limit).compactMap
    {
      entry in
      guard let kind = ItemKind(playlistWord: entry.contentType) else { return nil }
      let ref = ItemRef(kind: kind, id: entry.contentID)
      if let row = try RowReader.row(db, ref, marks) { return row }
      return entry.content.flatMap { Item(ref, summary: $0) }.map {
        marks.row($0, key: RowKey(value: .integer(0), id: ref.id))
      }
    }
  }

  /// The newest matches, of which those with the words in the title come first. Only as many
  /// candidates are looked at as a screen could show several times over.
  private static func search(
    _ db: Database, _ words: String, _ limit: Int, _ marks: RowMarks
  ) throws -> [Row] {
    guard let expression = SearchIndex.expression(words) else { return [] }
    func candidates(_ expression: String, _ count: Int) throws -> [Int64] {
      try Int64.fetchAll(
        db.cachedStatement(
          sql: "SELECT rowid FROM search WHERE search MATCH ? ORDER BY rowid DESC LIMIT \(count)"),
        arguments: [expression])
    }
    let inTitle = try candidates("{title} : (\(expression))", limit)
    let anywhere = try candidates(expression, limit * 2)
    var seen: Set<Int64> = []
    return try (inTitle + anywhere).filter { seen.insert($0).inserted }.prefix(limit).compactMap {
      try RowReader.row(db, SearchIndex.ref($0), marks)
    }
  }

  private static func title(_ item: Item) -> String {
    switch item {
    case .podcast(let item): item.title
    case .movie(let item): item.title
    case .track(let item): "\(item.title) \(item.artist)"
    case .story(let item): item.title
    default: ""
    }
  }
}

extension Item {
  /// Something that is known only from where it is embedded.
  init?(_ ref: ItemRef, summary: ContentSummary) {
    switch ref.kind {
    case .podcast:
      self = .podcast(
        Podcast(
          id: ref.id, title: summary.title, description: summary.description,
          audioURL: summary.audioURL, videoURL: summary.videoURL, coverImage: summary.coverImage,
          duration: summary.duration, status: "approved"))
    case .movie:
      self = .movie(
        Movie(
          id: ref.id, title: summary.title, description: summary.description,
          videoURL: summary.videoURL, coverImage: summary.coverImage, duration: summary.duration,
          status: "approved"))
    case .track:
      self = .track(
        MusicTrack(
          id: ref.id, title: summary.title, audioURL: summary.audioURL,
          coverImage: summary.coverImage, duration: summary.duration))
    default: return nil
    }
  }
}

extension ItemKind {
  /// The words that favourites use.
  init?(favoriteWord: String) {
    switch favoriteWord {
    case "podcast": self = .podcast
    case "movie": self = .movie
    case "music": self = .track
    default: return nil
    }
  }

  var favoriteWord: String? {
    switch self {
    case .podcast: "podcast"
    case .movie: "movie"
    case .track: "music"
    default: nil
    }
  }

  /// The words that playlists use.
  init?(playlistWord: String) {
    switch playlistWord {
    case "audio_podcast", "video_podcast", "podcast": self = .podcast
    default: self.init(favoriteWord: playlistWord)
    }
  }
}
