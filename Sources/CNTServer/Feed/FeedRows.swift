import CNTKit
import GRDB

/// Rows of the change feed as a viewer sees them now: what the lists would show, by the same code,
/// one query a kind however many rows a page has.
struct FeedRows {
  let db: Database
  let viewer: Call.Viewer

  /// The rows of these keys that the viewer may see.
  func rows(_ keys: [SyncKey]) throws -> [SyncKey: SyncRow] {
    var found: [SyncKey: SyncRow] = [:]
    for (kind, keys) in Dictionary(grouping: keys, by: \.kind) {
      for row in try rows(kind, keys) { found[row.key] = row }
    }
    return found
  }

  private func rows(_ kind: SyncKey.Kind, _ keys: [SyncKey]) throws -> [SyncRow] {
    let ids = keys.map(\.id)
    switch kind {
    case .podcast: return try PodcastRows.fetch(db, content(ids)).map(SyncRow.podcast)
    case .movie:
      let kids = try MovieRows.kids(db, among: ids)
      return try MovieRows.fetch(db, content(ids)).map { .movie($0, isKids: kids.contains($0.id)) }
    case .music:
      return try catalogue(.music, ids, SyncRow.music, CatalogueRows.published)
    case .bibleStory: return try catalogue(.stories, ids, SyncRow.bibleStory)
    case .document: return try catalogue(.documents, ids, SyncRow.document)
    case .category: return try catalogue(.categories, ids, SyncRow.category)
    case .post:
      return try PostRows.fetch(db, viewer, some("p.id", ids, PostRows.visible(to: viewer)))
        .map(SyncRow.post)
    case .comment:
      return try PostRows.comments(db, some("c.id", ids, PostRows.visible(to: viewer)))
        .map(SyncRow.comment)
    case .event:
      return try EventRows.fetch(db, viewer, some("e.id", ids, EventRows.visible(to: viewer)))
        .map(SyncRow.event)
    case .artist: return try ArtistRows.fetch(db, viewer, some("a.id", ids)).map(SyncRow.artist)
    case .notification:
      return try NotificationRows.fetch(db, some("id", ids, NotificationRows.of(viewer.id)))
        .map(SyncRow.notification)
    case .playlist:
      return try LibraryRows.playlistsWithItems(db, of: viewer.id, ids).map(SyncRow.playlist)
    case .favorite: return try favorites(keys)
    case .user:
      return try viewer.isAdmin
        ? AdminUserRows.fetch(db, some("users.id", ids)).map(SyncRow.user) : []
    case .adminItem: return try viewer.isAdmin ? adminItems(keys) : []
    case .supportMessage:
      return try SupportRows.fetch(db, some("m.id", ids, SupportRows.visible(to: viewer)))
        .map(SyncRow.supportMessage)
    case .position: return try positions(keys)
    }
  }

  private func some(_ column: String, _ ids: [Int], _ filter: SQLFilter = SQLFilter()) -> SQLFilter
  {
    var filter = filter
    filter.add(column, in: ids)
    return filter
  }

  private func content(_ ids: [Int]) -> SQLFilter {
    some("id", ids, Visibility.condition(viewer))
  }

  private func catalogue<Model: Decodable>(
    _ table: CatalogueRows.Table, _ ids: [Int], _ row: (Model) -> SyncRow,
    _ filter: SQLFilter = SQLFilter()
  ) throws -> [SyncRow] {
    try CatalogueRows.fetch(db, table, some("id", ids, filter)).map(row)
  }

  /// By type, so that each query is a range of the index (user, type, id).
  private func favorites(_ keys: [SyncKey]) throws -> [SyncRow] {
    try Dictionary(grouping: keys) { $0.type ?? "" }.flatMap { type, keys in
      var filter = some("f.content_id", keys.map(\.id))
      filter.add("f.user_id = ?", viewer.id)
      filter.add("f.content_type = ?", type)
      return try LibraryRows.favorites(db, filter).map(SyncRow.favorite)
    }
  }

  private func positions(_ keys: [SyncKey]) throws -> [SyncRow] {
    try Dictionary(grouping: keys) { $0.type ?? "" }.flatMap { type, keys in
      try PositionRows.fetch(
        db, of: viewer.id,
        "content_type = ? AND content_id IN (SELECT value FROM json_each(?))",
        [type, keys.map(\.id).description]
      ).map(SyncRow.position)
    }
  }

  private func adminItems(_ keys: [SyncKey]) throws -> [SyncRow] {
    let byType = Dictionary(grouping: keys) { $0.type ?? "" }
    return try AdminContent.all.flatMap { kind -> [SyncRow] in
      guard let keys = byType[kind.type] else { return [] }
      return try AdminContent.fetch(db, [kind], some("id", keys.map(\.id), AdminContent.pending))
        .map(SyncRow.adminItem)
    }
  }
}
