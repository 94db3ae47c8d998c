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

  static func add(
    _ db: Database, to playlist: Int, item: Int, type: String, id: Int
  ) throws {
    try change(db, playlist) { list in
      var items = list.items ?? []
      guard !items.contains(where: { $0.id == item }) else { return }
      let position = (items.map(\.position).max() ?? -1) + 1
      items.append(
        PlaylistItem(id: item, contentType: type, contentID: id, position: position))
      list.items = items
      list.itemCount = max(items.count, (list.itemCount ?? 0) + 1)
    }
  }

  static func remove(_ db: Database, from playlist: Int, item: Int) throws {
    try change(db, playlist) { list in
      guard let items = list.items, items.contains(where: { $0.id == item }) else { return }
      list.items = items.filter { $0.id != item }
      list.itemCount = max(0, (list.itemCount ?? items.count) - 1)
    }
  }

  /// Does a write again to a row just taken from the server.
  static func reapply(_ db: Database, _ entry: OutboxEntry) throws {
    switch entry.write {
    case .addToPlaylist(let playlist, let type, let id):
      guard let local = entry.localID else { return }
      // One that the server has already may be in its row already.
      if entry.state == .done, try contains(db, playlist, type, id) { return }
      try add(db, to: playlist, item: local, type: type, id: id)
    case .removeFromPlaylist(let playlist, let item, _, _):
      try remove(db, from: playlist, item: item)
    default: return
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
    for entry in try OutboxRow.fetch(db, "state <> 'done'") {
      let moved: Write
      switch entry.write {
      case .addToPlaylist(local, let type, let id):
        moved = .addToPlaylist(playlist: playlist.id, type: type, id: id)
      case .removeFromPlaylist(local, let item, let type, let id):
        moved = .removeFromPlaylist(playlist: playlist.id, item: item, type: type, id: id)
      default: continue
      }
      try db.execute(
        sql: "UPDATE outbox SET \"write\" = ?, target_id = ? WHERE id = ?",
        arguments: [try OutboxRow.json(moved), playlist.id, entry.id])
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
    try change(db, playlist) { list in
      var items = list.items ?? []
      guard let index = items.firstIndex(where: { $0.id == local }) else { return }
      if items.contains(where: { $0.id == item.id }) {
        items.remove(at: index)
        list.itemCount = max(0, (list.itemCount ?? items.count) - 1)
      } else {
        items[index].id = item.id
      }
      list.items = items
    }
    for waiting in try OutboxRow.fetch(db, "state <> 'done'") {
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

  private static func contains(
    _ db: Database, _ playlist: Int, _ type: String, _ id: Int
  ) throws -> Bool {
    try Playlist.stored(db, playlist)?.items?.contains {
      $0.id > 0 && $0.contentID == id && $0.isSameKind(as: type)
    } ?? false
  }

  /// Changes a row here; the next words of the server's count, whatever they are.
  private static func change(
    _ db: Database, _ id: Int, _ work: (inout Playlist) -> Void
  ) throws {
    guard let known = try Playlist.stored(db, id) else { return }
    var list = known
    work(&list)
    guard list != known else { return }
    try BaseRow.keep(db, Playlist.self, id)
    let seconds = try Int.fetchOne(
      db, sql: "SELECT seen_at FROM playlist WHERE id = ?", arguments: [id])
    try EntityRow(list).store(db, seconds: seconds ?? 0)
    try db.execute(sql: "UPDATE playlist SET hash = 0 WHERE id = ?", arguments: [id])
  }
}

extension Mirror {
  /// Makes a playlist of things, in their order, in one transaction. Returns the outbox's ids, the
  /// playlist's first, and the playlist as it is here until it is sent.
  @discardableResult
  public func submitPlaylist(
    _ new: PlaylistCreate, of things: [ItemRef], now: Date
  ) throws -> (ids: [OutboxID], playlist: ItemRef) {
    try write { db in
      let id = try Self.submit(db, .createPlaylist(new), now: now, heldFor: 0)
      let entry = try OutboxRow.fetch(db, "id = ?", [id]).first
      guard let local = entry?.localID else { throw MirrorError(.other(code: 0), path: path) }
      let ids = try things.compactMap { ref in
        try Self.playlistWord(db, ref).map {
          try Self.submit(
            db, .addToPlaylist(playlist: local, type: $0, id: ref.id), now: now, heldFor: 0)
        }
      }
      return ([id] + ids, ItemRef(kind: .playlist, id: local))
    }
  }

  /// Adds things to a playlist, in one transaction; what cannot be in one is left out.
  @discardableResult
  public func submit(
    adding things: [ItemRef], toPlaylist id: Int, now: Date
  ) throws -> [OutboxID] {
    try write { db in
      try things.compactMap { ref in
        try Self.playlistWord(db, ref).map {
          try Self.submit(
            db, .addToPlaylist(playlist: id, type: $0, id: ref.id), now: now, heldFor: 0)
        }
      }
    }
  }

  /// The word of the platform's own client for what can be in a playlist; nil for what cannot.
  private static func playlistWord(_ db: Database, _ ref: ItemRef) throws -> String? {
    guard ref.id > 0 else { return nil }
    switch ref.kind {
    case .movie: return "movie"
    case .track: return "music"
    case .podcast:
      let video = try String.fetchOne(
        db, sql: "SELECT video_url FROM podcast WHERE id = ?", arguments: [ref.id])
      return (video ?? "").isEmpty ? "audio_podcast" : "video_podcast"
    default: return nil
    }
  }
}
