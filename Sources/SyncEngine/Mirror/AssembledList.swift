import CNTKit
import Foundation
import GRDB

/// A list whose rows come from several tables: favourites, what was played, a playlist's entries,
/// what a search found.
struct AssembledList {
  /// One place of the list: what is there, and what is known of it where it is not mirrored itself.
  struct Entry {
    var ref: ItemRef
    var content: ContentSummary?
    var key: RowKey
    var item: PlaylistItem?
  }

  private enum Places {
    /// A table with `kind`, an id, and an order of its own, the last first.
    case table(String, id: String, content: String, place: String)
    case list([Entry])
  }

  private let places: Places
  /// Only entries with these words.
  private let filter: WordMatcher?
  private let isSearch: Bool
  /// Only things of this kind.
  private let kind: ItemKind?
  /// What else must be true of a table's rows, in SQL.
  private let condition: String?
  /// Whether a table is read from its other end.
  private let isReversed: Bool
  /// What marks the words of a search in what it found.
  private let highlighter: Highlighter?
  /// Entries that are read at a time.
  private static let chunk = 200

  init?(_ db: Database, _ query: ListQuery) throws {
    isSearch = if case .search = query.source { true } else { false }
    let search: SearchQuery? =
      if case .search(let words) = query.source { SearchQuery(words) } else { nil }
    highlighter = search?.highlighter
    let words = (query.match ?? "").split { !($0.isLetter || $0.isNumber) }.map(String.init)
    filter = words.isEmpty ? nil : WordMatcher(words)
    let kind: ItemKind? = if case .kind(let kind)? = query.filter { kind } else { nil }
    self.kind = kind
    isReversed = query.order == .oldest
    // Who heard the last seconds has heard it all.
    condition =
      query.source == .recent && query.filter == .unfinished
      ? "seconds > 5 AND (duration IS NULL OR seconds < duration * 0.97)" : nil
    switch query.source {
    case .favorites where query.order == .title:
      places = .list(try Self.sorted(Self.favorites(db), db))
    case .favorites:
      places = .table("favorite", id: "content_id", content: "content", place: "sort_key")
    case .recent: places = .table("playback", id: "id", content: "NULL", place: "played_at")
    case .playlist(let id) where query.order == .title:
      places = .list(try Self.sorted(Self.playlist(db, id), db))
    case .playlist(let id): places = .list(try Self.playlist(db, id))
    case .similar(let movie):
      places = .list(
        try SimilarMovies.find(db, to: movie).enumerated().map {
          Entry(ref: $1, content: nil, key: RowKey(value: $0, id: 0))
        })
    case .search:
      let found = try search.map { try SearchIndex.find(db, $0, kind: kind) } ?? []
      places = .list(
        found.enumerated().map {
          Entry(ref: $1, content: nil, key: RowKey(value: $0, id: 0))
        })
    default: return nil
    }
  }

  func reader(_ db: Database, _ marks: RowMarks) -> WindowReader {
    WindowReader(
      fetch: { key, includes, forward, count in
        try self.rows(db, marks, from: key, includes: includes, forward: forward, count)
      },
      locate: { ref in try self.locate(db, ref) })
  }

  private func rows(
    _ db: Database, _ marks: RowMarks, from start: RowKey?, includes: Bool, forward: Bool,
    _ count: Int
  ) throws -> [Row] {
    var rows: [Row] = []
    var (key, includes) = (start, includes)
    let user = try StateRow.int(db, StateRow.userID)
    while rows.count < count {
      let entries = try entries(db, from: key, includes: includes, forward: forward)
      for entry in entries where rows.count < count {
        guard var row = try row(db, marks, entry), !isSearch || row.item.isVisible(to: user),
          matches(row.item)
        else { continue }
        if let highlighter {
          row.snippet = Snippet(of: row.item.entity.searchBody, highlighter)
        }
        rows.append(row)
      }
      guard let last = entries.last, entries.count == Self.chunk else { break }
      (key, includes) = (last.key, false)
    }
    return rows
  }

  private func row(_ db: Database, _ marks: RowMarks, _ entry: Entry) throws -> Row? {
    if var row = try RowReader.row(db, entry.ref, marks) {
      row.key = entry.key
      row.playlistEntry = entry.item
      return row
    }
    return entry.content.flatMap { Item(entry.ref, summary: $0) }.map {
      var row = marks.row($0, key: entry.key)
      row.playlistEntry = entry.item
      return row
    }
  }

  private func entries(
    _ db: Database, from key: RowKey?, includes: Bool, forward: Bool
  ) throws -> [Entry] {
    switch places {
    case .list(let entries):
      let ordered = forward ? entries : entries.reversed()
      return Array(
        ordered.drop { entry in
          guard let key else { return false }
          if entry.key == key { return !includes }
          return forward ? entry.key < key : entry.key > key
        }.filter { kind == nil || $0.ref.kind == kind }.prefix(Self.chunk))
    case .table(let table, let id, let content, let place):
      let isDescending = forward != isReversed
      var conditions = kind.map { ["kind = '\($0.rawValue)'"] } ?? []
      if let condition { conditions.append(condition) }
      if key != nil {
        conditions.append(
          "(\(place), rowid) \(isDescending ? "<" : ">")\(includes ? "=" : "") (?, ?)")
      }
      let bound = conditions.isEmpty ? "" : "WHERE " + conditions.joined(separator: " AND ")
      let direction = isDescending ? "DESC" : "ASC"
      return try GRDB.Row.fetchAll(
        db.cachedStatement(
          sql: """
            SELECT kind, \(id) AS thing, \(content) AS content, \(place) AS place, rowid AS tie
            FROM \(table) \(bound)
            ORDER BY \(place) \(direction), rowid \(direction) LIMIT \(Self.chunk)
            """),
        arguments: key.map { [$0.value, $0.id] } ?? []
      ).compactMap { row in
        guard let kind = ItemKind(rawValue: row["kind"]) else { return nil }
        let summary = (row["content"] as String?).flatMap {
          try? JSONDecoder().decode(ContentSummary.self, from: Data($0.utf8))
        }
        return Entry(
          ref: ItemRef(kind: kind, id: row["thing"]), content: summary,
          key: RowKey(value: row["place"], id: row["tie"]))
      }
    }
  }

  private func locate(_ db: Database, _ ref: ItemRef) throws -> RowKey? {
    switch places {
    case .list(let entries): return entries.first { $0.ref == ref }?.key
    case .table(let table, let id, _, let place):
      return try GRDB.Row.fetchOne(
        db,
        sql: "SELECT \(place) AS place, rowid AS tie FROM \(table) WHERE kind = ? AND \(id) = ?",
        arguments: [ref.kind.rawValue, ref.id]
      ).map { RowKey(value: $0["place"], id: $0["tie"]) }
    }
  }

  private static func playlist(_ db: Database, _ id: Int) throws -> [Entry] {
    // Who opened one that was made here holds its local id also after it was sent.
    let id = try LocalRows.resolve(db, ItemRef(kind: .playlist, id: id)).id
    guard case .playlist(let playlist)? = try Playlist.model(db, id) else { return [] }
    let items = (playlist.items ?? []).sorted { ($0.position, $0.id) < ($1.position, $1.id) }
    return items.enumerated().compactMap { index, item in
      ItemKind(playlistWord: item.contentType).map {
        Entry(
          ref: ItemRef(kind: $0, id: item.contentID), content: item.content,
          key: RowKey(value: index, id: 0), item: item)
      }
    }
  }

  /// Favourites that are sorted by their titles, at most: the newest ones.
  private static let mostSorted = 5000

  private static func favorites(_ db: Database) throws -> [Entry] {
    try GRDB.Row.fetchAll(
      db,
      sql: """
        SELECT kind, content_id, content FROM favorite ORDER BY sort_key DESC, id DESC
        LIMIT \(mostSorted)
        """
    ).compactMap { row in
      guard let kind = ItemKind(rawValue: row["kind"]) else { return nil }
      let content = (row["content"] as String?).flatMap {
        try? JSONDecoder().decode(ContentSummary.self, from: Data($0.utf8))
      }
      return Entry(
        ref: ItemRef(kind: kind, id: row["content_id"]), content: content,
        key: RowKey(value: 0, id: 0))
    }
  }

  /// By title; what nobody knows the title of comes first.
  private static func sorted(_ entries: [Entry], _ db: Database) throws -> [Entry] {
    let titled = try entries.enumerated().map { index, entry in
      let title = try title(entry, db).lowercased()
      return (title: title, index: index, entry: entry)
    }
    let order = titled.sorted { ($0.title, $0.index) < ($1.title, $1.index) }
    return order.enumerated().map { place, found in
      var entry = found.entry
      entry.key = RowKey(value: place, id: 0)
      return entry
    }
  }

  private static func title(_ entry: Entry, _ db: Database) throws -> String {
    let table = MirrorEntities.type(of: entry.ref.kind).table
    guard [.podcast, .movie, .track].contains(entry.ref.kind) else { return "" }
    let known = try String.fetchOne(
      db.cachedStatement(sql: "SELECT title FROM \(table) WHERE id = ?"),
      arguments: [entry.ref.id])
    return known ?? entry.content?.title ?? ""
  }

  /// Whether every word typed begins a word of the item's.
  private func matches(_ item: Item) -> Bool {
    guard let filter else { return true }
    return filter.matchesAll(item.entity.searchTitle + " " + item.entity.searchBody)
  }
}
