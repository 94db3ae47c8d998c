import CNTKit
import Foundation
import GRDB

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
      let ids = try Self.submit(db, adding: things, toPlaylist: local, now: now)
      return ([id] + ids, ItemRef(kind: .playlist, id: local))
    }
  }

  /// Adds things to a playlist, in one transaction; what cannot be in one is left out.
  @discardableResult
  public func submit(
    adding things: [ItemRef], toPlaylist id: Int, now: Date
  ) throws -> [OutboxID] {
    try write { db in try Self.submit(db, adding: things, toPlaylist: id, now: now) }
  }

  /// One write for each thing, for that is how the platform takes them; the playlist's own row, which
  /// holds all its entries, is changed once for all.
  private static func submit(
    _ db: Database, adding refs: [ItemRef], toPlaylist id: Int, now: Date
  ) throws -> [OutboxID] {
    let playlist = try LocalRows.resolve(db, ItemRef(kind: .playlist, id: id)).id
    let things = try refs.compactMap { ref in
      try playlistWord(db, ref).map { PlaylistThing(type: $0, id: ref.id) }
    }
    guard let first = things.first else { return [] }
    func write(_ thing: PlaylistThing) -> Write {
      .addToPlaylist(playlist: playlist, type: thing.type, id: thing.id)
    }
    guard let base = try LocalRows.nextID(db, for: write(first)) else { return [] }
    try StateRow.raise(db, StateRow.wishes)
    let ids = try things.enumerated().map { place, thing in
      try OutboxRow.insert(db, write(thing), localID: base - place, now: now, heldUntil: nil)
    }
    try PlaylistEffects.add(db, to: playlist, item: base, things)
    return ids
  }

  /// Whether the adding of an entry with this local id was refused, or waits. What arrived is forgotten
  /// after a week, so that nothing known of it is no sign that it did not.
  func isUnsent(_ local: Int) throws -> Bool {
    try read { db in
      try Bool.fetchOne(
        db,
        sql: "SELECT EXISTS (SELECT 1 FROM outbox WHERE local_id = ? AND state <> 'done')",
        arguments: [local]) ?? false
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
        db.cachedStatement(sql: "SELECT video_url FROM podcast WHERE id = ?"),
        arguments: [ref.id])
      return (video ?? "").isEmpty ? "audio_podcast" : "video_podcast"
    default: return nil
    }
  }
}
