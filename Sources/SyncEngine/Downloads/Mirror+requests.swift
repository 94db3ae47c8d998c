import CNTKit
import Foundation
import GRDB

extension Mirror {
  /// Queues things to be kept here. A playlist stands for its entries, an artist for all podcasts of
  /// theirs; what is queued or here already is not fetched twice.
  @discardableResult
  public func requestDownload(
    _ refs: [ItemRef], priority: Download.Priority = .normal, pinned: Bool = false, now: Date
  ) throws -> DownloadRequest {
    let items = try refs.flatMap { ref in try downloadable(ref) }
    var request = DownloadRequest()
    try write { db in
      var seen: Set<ItemRef> = []
      for (ref, item) in items where seen.insert(ref).inserted {
        guard let item, let url = item.media else {
          request.without.append(ref)
          continue
        }
        let wish = DownloadWish(
          ref: ref, title: item.downloadTitle, url: url, priority: priority, isPinned: pinned,
          isAuto: false)
        guard let known = try DownloadRow.one(db, ref) else {
          try wish.insert(db, now: now)
          request.queued.append(ref)
          continue
        }
        if try wish.renew(db, known, isHere: isHere(known), now: now) {
          // What is of another address, or no longer whole, is of no use to the new one.
          if known.state == .done || known.url != url { downloadFolder.remove(known.fileNames) }
          request.queued.append(ref)
        } else {
          request.known.append(ref)
        }
      }
    }
    return request
  }

  /// What a reference stands for, with the item where the mirror, or the list it is in, knows it.
  private func downloadable(_ ref: ItemRef) throws -> [(ItemRef, Item?)] {
    switch ref.kind {
    case .playlist:
      let rows = try window(
        ListQuery(source: .playlist(ref.id)), anchor: .first, limit: Self.mostEntries
      ).rows
      return rows.map { ($0.item.ref, $0.item) }
    case .artist:
      guard case .artist(let artist)? = try row(ref)?.item else { return [(ref, nil)] }
      return try podcasts(ofCreator: artist.userID).map { ($0, try row($0)?.item) }
    default: return [(ref, try row(ref)?.item)]
    }
  }

  /// More than any playlist has.
  private static let mostEntries = 100_000

  /// The approved podcasts of one person, the newest first.
  public func podcasts(ofCreator userID: Int) throws -> [ItemRef] {
    try podcasts("creator_id = ?", userID)
  }

  /// The approved podcasts of a category, the newest first.
  public func podcasts(inCategory id: Int) throws -> [ItemRef] {
    try podcasts("category_id = ?", id)
  }

  private func podcasts(_ condition: String, _ id: Int) throws -> [ItemRef] {
    try read { db in
      try Int.fetchAll(
        db,
        sql: """
          SELECT id FROM podcast WHERE \(condition) AND status = 'approved' AND id > 0
          ORDER BY sort_key DESC, id DESC
          """, arguments: [id]
      ).map { ItemRef(kind: .podcast, id: $0) }
    }
  }

  /// The artists whom this person follows.
  public func followedArtists() throws -> [ItemRef] {
    try read { db in
      try Int.fetchAll(db, sql: "SELECT id FROM artist WHERE is_following = 1 ORDER BY id")
        .map { ItemRef(kind: .artist, id: $0) }
    }
  }

  /// Queues the newest podcasts of followed artists, where the person wants that; each at most once,
  /// ever. Returns what was queued.
  @discardableResult
  public func queueNewEpisodes(now: Date) throws -> [ItemRef] {
    let fresh = try read { db in try NewEpisodes.find(db) }
    guard !fresh.isEmpty else { return [] }
    return try write { db in
      // Somebody may have asked for one of them meanwhile.
      try NewEpisodes.find(db).map { podcast in
        let item = Item.podcast(podcast)
        try DownloadWish(
          ref: item.ref, title: podcast.title, url: item.media ?? "", priority: .low,
          isPinned: false, isAuto: true
        ).insert(db, now: now)
        try DownloadRow.offer(db, item.ref)
        return item.ref
      }
    }
  }
}

/// What is new from those who are followed.
private enum NewEpisodes {
  static func find(_ db: Database) throws -> [Podcast] {
    let newest = try DownloadRow.number(db, DownloadSettings.newestKey) ?? 0
    guard newest > 0 else { return [] }
    let people = try Int.fetchAll(
      db, sql: "SELECT DISTINCT user_id FROM artist WHERE is_following = 1")
    return try people.flatMap { person in
      try Podcast.fetchAll(
        db,
        sql: """
          SELECT * FROM podcast WHERE creator_id = ? AND status = 'approved' AND id > 0
          ORDER BY sort_key DESC, id DESC LIMIT ?
          """, arguments: [person, newest])
    }.filter { podcast in
      let item = Item.podcast(podcast)
      guard item.media != nil else { return false }
      let known = try Int.fetchOne(
        db,
        sql: """
          SELECT 1 FROM download_offered WHERE kind = ?1 AND id = ?2
          UNION ALL SELECT 1 FROM download WHERE kind = ?1 AND id = ?2 LIMIT 1
          """, arguments: DownloadRow.key(item.ref))
      return known == nil
    }
  }
}

/// A download that somebody, or the setting for new episodes, wants.
private struct DownloadWish {
  var ref: ItemRef
  var title: String
  var url: String
  var priority: Download.Priority
  var isPinned: Bool
  var isAuto: Bool

  func insert(_ db: Database, now: Date) throws {
    try db.execute(
      sql: """
        INSERT INTO download
          (kind, id, title, url, name, extension, state, priority, pinned, is_auto, requested_at)
        VALUES (?, ?, ?, ?, ?, ?, 'queued', ?, ?, ?, ?)
        """,
      arguments: DownloadRow.key(ref) + [
        title, url, SafeName.make(title: title, ref: ref), MediaForm.ofAddress(url),
        priority.rawValue, isPinned, isAuto, now.microseconds,
      ])
  }

  /// Wants one again that is known: what was stopped or waits for its next try goes on, what was
  /// queued unasked is asked for now, another address begins anew; what is here stays. True when there
  /// is something to fetch that was not before.
  func renew(_ db: Database, _ known: Download, isHere: Bool, now: Date) throws -> Bool {
    let isPinned = isPinned || known.isPinned
    let priority = max(priority, known.priority)
    let isLost = known.state == .done && !isHere
    if isLost || (known.state != .done && known.url != url) {
      try db.execute(
        sql: "DELETE FROM download WHERE kind = ? AND id = ?", arguments: DownloadRow.key(ref))
      var fresh = self
      fresh.isPinned = isPinned
      try fresh.insert(db, now: now)
      return true
    }
    let isStopped =
      known.state == .paused || known.state == .failed || known.notBefore != nil
    try db.execute(
      sql: """
        UPDATE download SET priority = ?, pinned = ?, is_auto = 0,
          requested_at = CASE WHEN is_auto THEN ? ELSE requested_at END
        WHERE kind = ? AND id = ?
        """, arguments: [priority.rawValue, isPinned, now.microseconds] + DownloadRow.key(ref))
    guard isStopped else { return false }
    try db.execute(
      sql: """
        UPDATE download SET \(DownloadRow.anew), requested_at = ? WHERE kind = ? AND id = ?
        """, arguments: [now.microseconds] + DownloadRow.key(ref))
    return true
  }
}
