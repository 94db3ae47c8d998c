import CNTKit
import Foundation
import GRDB

/// The outbox as the sender sees it.
extension Mirror {
  /// The next write to send, without those that were tried in this round and those about `blocked`
  /// subjects. One that hangs on a row that is not on the server yet waits for its parent. Those that
  /// were never tried come first, so that one that gets no answer does not hold up the others; of one
  /// subject the older comes first, also when it can still be taken back.
  func nextToSend(
    without tried: Set<OutboxID> = [], blocked: Set<Write.Subject> = [], now: Date
  ) throws -> OutboxEntry? {
    try read { db in
      let held = try OutboxRow.fetch(db, OutboxRow.held, OutboxRow.holdTimes(now))
      let blocked = blocked.union(held.compactMap(\.write.subject))
      let tried = tried.union(held.map(\.id))
      func isSendable(_ entry: OutboxEntry) -> Bool {
        guard !tried.contains(entry.id), entry.write.localParent == nil else {
          return false
        }
        return entry.write.subject.map { !blocked.contains($0) } ?? true
      }
      let retried = try OutboxRow.fetch(db, "\(OutboxRow.unsent) AND attempts > 0")
        .filter(isSendable)
      let before = Set(retried.compactMap(\.write.subject))
      let fresh = try OutboxRow.first(db, "\(OutboxRow.unsent) AND attempts = 0") { entry in
        isSendable(entry) && (entry.write.subject.map { !before.contains($0) } ?? true)
      }
      return fresh ?? retried.first
    }
  }

  /// When the first of the writes that can still be taken back is to be sent.
  func nextHoldEnd(_ now: Date) throws -> Date? {
    try read { db in
      try OutboxRow.fetch(db, OutboxRow.held, OutboxRow.holdTimes(now)).compactMap(\.heldUntil)
        .min()
    }
  }

  /// Says, on the disk, that a write is about to leave: from now on it may have arrived. `floor`: the
  /// highest id that its kind had on the server just before. `isKeyed`: it leaves with its key, to a
  /// server that honours it. False when it is not wanted any more: it was taken back, given up or undone
  /// while it was looked into, and must not leave.
  func markSending(_ id: OutboxID, floor: Int?, isKeyed: Bool, now: Date) throws -> Bool {
    try write { db in
      try db.execute(
        sql: """
          UPDATE outbox SET state = 'sending', attempts = attempts + 1,
            keyed = CASE WHEN sent_at IS NULL THEN ? ELSE keyed AND ? END,
            floor_id = ?, insisted = 0,
            sent_at = coalesce(sent_at, ?), tried_at = ?
          WHERE id = ? AND \(OutboxRow.unsent)
          """,
        arguments: [isKeyed, isKeyed, floor, now.microseconds, now.microseconds, id])
      return db.changesCount > 0
    }
  }

  /// The wait for an answer begins anew.
  func noteTry(_ id: OutboxID, at now: Date) throws {
    try write { db in
      try db.execute(
        sql: "UPDATE outbox SET tried_at = ? WHERE id = ?", arguments: [now.microseconds, id])
    }
  }

  /// The write speaks of the same by another name from now on.
  func rename(_ id: OutboxID, _ write: Write) throws {
    try self.write { db in
      try db.execute(
        sql: "UPDATE outbox SET \"write\" = ? WHERE id = ?",
        arguments: [try OutboxRow.json(write), id])
    }
  }

  /// It did not arrive, for certain, or its arrival does not matter: it waits as if never sent.
  /// `insisted`: a person wants it sent although something speaks against it, and it was not.
  func markQueued(_ id: OutboxID, didArrive: Bool, insisted: Bool = false) throws {
    try write { db in
      try db.execute(
        sql: """
          UPDATE outbox SET state = 'queued', failure = NULL, insisted = insisted OR ?,
            sent_at = CASE WHEN ? THEN sent_at END WHERE id = ?
          """, arguments: [insisted, didArrive, id])
    }
  }

  func mark(
    _ id: OutboxID, _ state: OutboxEntry.State, failure: String?, insisted: Bool = false
  ) throws {
    try write { db in
      try db.execute(
        sql: "UPDATE outbox SET state = ?, failure = ?, insisted = insisted OR ? WHERE id = ?",
        arguments: [state.rawValue, failure, insisted, id])
    }
  }

  /// The server refused it for good: the text stays, the effect goes.
  func refuse(_ entry: OutboxEntry, _ reason: String) throws {
    try write { db in
      try db.execute(
        sql: "UPDATE outbox SET state = 'failed', failure = ? WHERE id = ?",
        arguments: [reason, entry.id])
      // Given up meanwhile: its effect was taken back then.
      guard db.changesCount > 0 else { return }
      try OutboxEffects.takeBack(db, entry)
    }
  }

  /// The server has it: the row made here gets the server's id, and so does all that points at it.
  /// `isTold`: a change feed will tell of it.
  func complete(
    _ entry: OutboxEntry, _ answer: Sender.Answer, isTold: Bool = false, now: Date
  ) throws {
    let seconds = Int(now.timeIntervalSince1970)
    try write { db in
      // Taken back while it was looked at: it was there already, and nobody's wish any more.
      guard try !OutboxRow.fetch(db, "id = ? AND \(OutboxRow.unsent)", [entry.id]).isEmpty else {
        return
      }
      var serverID: Int?
      switch answer {
      case .nothing: break
      case .post(let post): serverID = post.id
      case .made(let row): serverID = row.id
      case .comment(let comment): serverID = comment.id
      case .support(let message): serverID = message.id
      case .document(let document): serverID = document.id
      case .playlist(let playlist): serverID = playlist.id
      case .playlistItem(let item): serverID = item?.id
      case .like(let result):
        guard case .like(let post, _) = entry.write else { break }
        try db.execute(
          sql: "UPDATE post SET is_liked = ?, likes_count = ?, hash = 0 WHERE id = ?",
          arguments: [result.liked, result.likesCount, post])
      }
      let settled = try StateRow.raise(db, StateRow.settled)
      try db.execute(
        sql: """
          UPDATE outbox SET state = 'done', failure = NULL, server_id = ?, settled = ? WHERE id = ?
          """, arguments: [serverID, settled, entry.id])
      // Done writes are kept for a week, to tell what was sent and what local ids became.
      try db.execute(
        sql: """
          DELETE FROM outbox
          WHERE state = 'done' AND coalesce(tried_at, created_at) < ? AND id <> ?
          """, arguments: [now.addingTimeInterval(-7 * 86_400).microseconds, entry.id])
      let made = entry.write.madeKind.flatMap { kind in
        serverID.map { ItemRef(kind: kind, id: $0) }
      }
      let isKnown = try made.map { try RowReader.exists(db, $0) } ?? true
      // What a feed told of already is newer than the answer.
      try Self.settle(db, entry, answer, isKnown: isKnown, seconds: seconds)
      if isTold, !isKnown, let made { try BaseRow.noteMade(db, made) }
    }
  }

  private static func settle(
    _ db: Database, _ entry: OutboxEntry, _ answer: Sender.Answer, isKnown: Bool, seconds: Int
  ) throws {
    switch (answer, entry.write) {
    case (.post(let post), _):
      guard let local = entry.localID else { return }
      try EntityRow<CommunityPost>.delete(db, id: local)
      if !isKnown { try EntityRow(post).storeIndexed(db, seconds: seconds) }
      try LocalRows.move(db, post: local, to: post.id)
    case (.comment(let comment), _):
      guard let local = entry.localID else { return }
      try EntityRow<Comment>.delete(db, id: local)
      if !isKnown { try EntityRow(comment).storeIndexed(db, seconds: seconds) }
      // The list is to be fetched again, whatever the count will be.
      try db.execute(
        sql: "UPDATE post SET comments_fetched = -1 WHERE id = ?", arguments: [comment.postID])
    case (.made(let row), .make(let making)):
      guard let local = entry.localID else { return }
      try MirrorEntities.type(of: making.kind).delete(db, id: local)
      if !isKnown { try row.store(db, seconds: seconds) }
      try MadeRow.move(db, making.kind, local, to: row.id)
    case (.support(let message), _):
      try replace(db, entry, by: message, isKnown: isKnown, seconds: seconds)
    case (.document(let document), _):
      try replace(db, entry, by: document, isKnown: isKnown, seconds: seconds)
    case (_, .deleteDocument(let id)): try DocumentAsset.delete(db, id: id)
    case (.playlist(let playlist), _):
      guard let local = entry.localID else { return }
      try PlaylistEffects.settle(db, playlist, local: local, isKnown: isKnown, seconds: seconds)
    case (.playlistItem(let item), _):
      try PlaylistEffects.settle(db, entry, item)
    case (_, .approve), (_, .reject):
      guard let target = entry.write.target else { return }
      try EntityRow<AdminContentItem>.delete(db, id: target.id)
    case (_, .deleteEvent(let event)): try EntityRow<Event>.delete(db, id: event)
    case (_, .decideAttendee(let event, let user, let status)):
      try AttendeeRow.settle(db, event: event, user: user, status)
    case (_, .editProfile(let changes)): try ProfileRow.settle(db, changes)
    case (_, .deleteUser), (_, .deleteContent):
      guard let target = entry.write.target else { return }
      try MirrorEntities.type(of: target.kind).delete(db, id: target.id)
    default: break
    }
  }

  /// The row that was made here becomes the server's.
  private static func replace<E: MirrorEntity>(
    _ db: Database, _ entry: OutboxEntry, by row: E, isKnown: Bool, seconds: Int
  ) throws {
    guard let local = entry.localID else { return }
    try EntityRow<E>.delete(db, id: local)
    if !isKnown { try EntityRow(row).storeIndexed(db, seconds: seconds) }
  }

  /// Rows that cannot be what an unanswered write made: a write that was sent since made them, or they
  /// were there before. Older claims say nothing: a server that is restored gives its ids again.
  func cannotBeTwins(_ ids: [Int], of entry: OutboxEntry) throws -> Set<Int> {
    try read { db in
      let claimed = try Int.fetchAll(
        db,
        sql: """
          SELECT server_id FROM outbox
          WHERE server_id IS NOT NULL AND target_kind = ? AND tried_at >= ?
            AND (json_type("write", '$.addToPlaylist') IS NOT NULL) = ?
          """,
        arguments: [
          (entry.write.madeKind ?? .playlist).rawValue, entry.triedAt?.microseconds ?? 0,
          entry.write.madeKind == nil,
        ])
      let floor = entry.floorID ?? 0
      return Set(claimed).union(ids.filter { $0 <= floor })
    }
  }
}
