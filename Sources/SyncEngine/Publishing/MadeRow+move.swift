import CNTKit
import GRDB

extension Write {
  /// The row that it is about, where that was published from here and may not be on the server yet.
  var publishedParent: ItemRef? {
    switch self {
    case .favorite(let ref, _): ref
    case .attend(let event, _), .editEvent(let event, _), .deleteEvent(let event):
      ItemRef(kind: .event, id: event)
    case .addToPlaylist(_, let type, let id):
      ItemKind(playlistWord: type).map { ItemRef(kind: $0, id: id) }
    default: nil
    }
  }

  /// The same about the row by the id that the server gave it.
  func about(_ id: Int) -> Write {
    switch self {
    case .favorite(let ref, let on): .favorite(ItemRef(kind: ref.kind, id: id), on)
    case .attend(_, let on): .attend(event: id, on)
    case .editEvent(_, let changes): .editEvent(id, changes)
    case .deleteEvent: .deleteEvent(id)
    case .addToPlaylist(let list, let type, _): .addToPlaylist(playlist: list, type: type, id: id)
    default: self
    }
  }
}

extension MadeRow {
  /// The row has the server's id now: everything that pointed at the local one follows.
  static func move(_ db: Database, _ kind: ItemKind, _ local: Int, to server: Int) throws {
    let old = ItemRef(kind: kind, id: local)
    for (table, column) in [("favorite", "content_id"), ("playback", "id")] {
      try db.execute(
        sql: "UPDATE OR REPLACE \(table) SET \(column) = ? WHERE kind = ? AND \(column) = ?",
        arguments: [server, kind.rawValue, local])
    }
    for entry in try OutboxRow.fetch(db, "state <> 'done'") where entry.write.publishedParent == old
    {
      let moved = entry.write.about(server)
      try db.execute(
        sql: """
          UPDATE outbox SET "write" = ?,
            target_id = CASE WHEN target_kind = ? AND target_id = ? THEN ? ELSE target_id END
          WHERE id = ?
          """,
        arguments: [try OutboxRow.json(moved), kind.rawValue, local, server, entry.id])
    }
    try OutboxEffects.reapply(db, to: [ItemRef(kind: kind, id: server)], asked: nil)
  }
}
