import CNTKit
import Foundation
import GRDB

/// What writes about playlists change in the rows here: a playlist's entries are part of its row, and
/// one that was added here has a negative id until the server tells its own.
enum PlaylistEffects {
  static func insert(_ db: Database, id: Int, _ new: PlaylistCreate, now: Date) throws {
    let playlist = Playlist(
      id: id, userID: try StateRow.int(db, StateRow.userID), name: new.name,
      description: new.description, coverImage: new.coverImage, itemCount: 0, items: [],
      createdAt: Timestamp(now))
    try EntityRow(playlist).storeIndexed(db, seconds: Int(now.timeIntervalSince1970))
  }

  /// Adds entries, the first with the id `item`, each further one with the next lower one.
  static func add(
    _ db: Database, to playlist: Int, item: Int, _ things: [PlaylistThing]
  ) throws {
    try change(db, playlist) { list in
      for (place, thing) in things.enumerated() { list.add(thing, as: item - place) }
    }
  }

  static func remove(_ db: Database, from playlist: Int, item: Int) throws {
    try change(db, playlist) { $0.remove(item) }
  }

  /// Does writes about one playlist again, in their order, to its row just taken from the server.
  static func reapply(_ db: Database, _ entries: [OutboxEntry], to playlist: Int) throws {
    try change(db, playlist) { list in
      for entry in entries {
        switch entry.write {
        case .addToPlaylist(_, let type, let id):
          let thing = PlaylistThing(type: type, id: id)
          // One that the server has already may be in its row already.
          guard let local = entry.localID, entry.state != .done || !list.hasOfServer(thing) else {
            continue
          }
          list.add(thing, as: local)
        case .removeFromPlaylist(_, let item, _, _): list.remove(item)
        default: continue
        }
      }
    }
  }

  /// The lowest id among a playlist's entries, or 0.
  static func lowestItem(_ db: Database, _ playlist: Int) throws -> Int {
    try Playlist.stored(db, playlist)?.items?.map(\.id).min() ?? 0
  }

  /// The server has a playlist that was made here: what was added to it meanwhile follows.
  static func settle(
    _ db: Database, _ playlist: Playlist, local: Int, isKnown: Bool, seconds: Int
  ) throws {
    try EntityRow<Playlist>.delete(db, id: local)
    if !isKnown {
      var row = playlist
      row.items = row.items ?? []
      row.itemCount = row.itemCount ?? 0
      try EntityRow(row).storeIndexed(db, seconds: seconds)
    }
    for entry in try open(db, local) {
      let moved: Write
      switch entry.write {
      case .addToPlaylist(local, let type, let id):
        moved = .addToPlaylist(playlist: playlist.id, type: type, id: id)
      case .removeFromPlaylist(local, let item, let type, let id):
        moved = .removeFromPlaylist(playlist: playlist.id, item: item, type: type, id: id)
      default: continue
      }
      try db.cachedStatement(sql: "UPDATE outbox SET \"write\" = ?, target_id = ? WHERE id = ?")
        .execute(arguments: [try OutboxRow.json(moved), playlist.id, entry.id])
    }
    try OutboxEffects.reapply(
      db, to: [ItemRef(kind: .playlist, id: playlist.id)], asked: nil)
  }

  /// The server has an entry that was added here: it takes the local one's place, and what waits about
  /// the local one follows.
  static func settle(_ db: Database, _ entry: OutboxEntry, _ item: PlaylistItem?) throws {
    guard case .addToPlaylist(let playlist, _, _) = entry.write, let local = entry.localID,
      let item
    else { return }
    try change(db, playlist) { $0.rename(local, item.id) }
    for waiting in try open(
      db, playlist, #"json_type("write", '$.removeFromPlaylist') IS NOT NULL"#)
    {
      guard case .removeFromPlaylist(playlist, local, let type, let id) = waiting.write else {
        continue
      }
      let moved = Write.removeFromPlaylist(
        playlist: playlist, item: item.id, type: type, id: id)
      try db.execute(
        sql: "UPDATE outbox SET \"write\" = ? WHERE id = ?",
        arguments: [try OutboxRow.json(moved), waiting.id])
    }
  }

  /// What is not done of what was wished about a playlist.
  private static func open(
    _ db: Database, _ playlist: Int, _ condition: String = "1"
  ) throws -> [OutboxEntry] {
    try OutboxRow.fetch(
      db, "state <> 'done' AND target_kind = ? AND target_id = ? AND \(condition)",
      [ItemKind.playlist.rawValue, playlist])
  }

  /// Changes a row here; the next words of the server's count, whatever they are. The row is read and
  /// written once, however much is changed in it: its entries are all in it.
  private static func change(
    _ db: Database, _ id: Int, _ work: (inout PlaylistDraft) -> Void
  ) throws {
    guard let known = try Playlist.stored(db, id) else { return }
    var draft = PlaylistDraft(known)
    work(&draft)
    let list = draft.playlist
    guard list != known else { return }
    try BaseRow.keep(db, Playlist.self, id)
    let seconds = try Int.fetchOne(
      db, sql: "SELECT seen_at FROM playlist WHERE id = ?", arguments: [id])
    try EntityRow(list).store(db, seconds: seconds ?? 0)
    try db.execute(sql: "UPDATE playlist SET hash = 0 WHERE id = ?", arguments: [id])
  }
}
