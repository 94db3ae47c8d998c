import CNTKit
import Foundation
import GRDB

extension Mirror {
  /// Puts a write into the outbox and its effect into the rows, in one transaction that is on the
  /// disk when this returns. `heldFor`: it is not sent for so many seconds, at most
  /// ``OutboxEntry/longestHold``, so that it can be taken back.
  @discardableResult
  public func submit(
    _ write: Write, now: Date, heldFor seconds: TimeInterval = 0
  ) throws -> OutboxID {
    try self.write { db in try Self.submit(db, write, now: now, heldFor: seconds) }
  }

  /// The same for several: all of them, or none.
  @discardableResult
  public func submit(
    _ writes: [Write], now: Date, heldFor seconds: TimeInterval = 0
  ) throws -> [OutboxID] {
    try write { db in
      try writes.map { try Self.submit(db, $0, now: now, heldFor: seconds) }
    }
  }

  static func submit(
    _ db: Database, _ write: Write, now: Date, heldFor seconds: TimeInterval
  ) throws -> OutboxID {
    try UnacceptableText.check(db, write)
    let write = try LocalRows.resolve(db, write)
    try StateRow.raise(db, StateRow.wishes)
    if let id = try Coalescing.take(db, write, now: now) { return id }
    let localID = try LocalRows.nextID(db, for: write)
    let hold = min(seconds, OutboxEntry.longestHold)
    let id = try OutboxRow.insert(
      db, write, localID: localID, now: now,
      heldUntil: hold > 0 ? now.addingTimeInterval(hold) : nil)
    try OutboxEffects.apply(db, write, localID: localID, now: now)
    return id
  }

  /// Takes back what was not sent yet. Returns those that were; the others are on their way, or there.
  public func takeBack(_ ids: [OutboxID]) throws -> [OutboxID] {
    try write { db in
      try ids.filter { id in
        let found = try OutboxRow.fetch(
          db, "id = ? AND state = 'queued' AND sent_at IS NULL", [id])
        guard let entry = found.first else { return false }
        try Self.discard(db, entry)
        return true
      }
    }
  }

  /// Nobody is there any more to take anything back: what is held may be sent.
  public func releaseHolds() throws {
    let isAny = try read { db in
      try Bool.fetchOne(
        db, sql: "SELECT EXISTS (SELECT 1 FROM outbox WHERE held_until IS NOT NULL)") ?? false
    }
    guard isAny else { return }
    try write { db in
      try db.execute(
        sql: "UPDATE outbox SET held_until = NULL WHERE held_until IS NOT NULL")
      try StateRow.raise(db, StateRow.wishes)
    }
  }

  /// What has not been sent, oldest first.
  public func outbox() throws -> [OutboxEntry] {
    try read { db in try OutboxRow.fetch(db, "state <> 'done'") }
  }

  /// Sends a refused write again, as it is. One that may have arrived is looked for first; when it is
  /// not found, it is sent, for the person who looked as well says so.
  public func retry(_ id: OutboxID) throws {
    try write { db in
      try db.execute(
        sql: """
          UPDATE outbox SET failure = NULL, attempts = 0, insisted = 1,
            state = CASE WHEN sent_at IS NULL THEN 'queued' ELSE 'uncertain' END
          WHERE id = ? AND state = 'failed'
          """, arguments: [id])
      guard db.changesCount > 0, let entry = try OutboxRow.fetch(db, "id = ?", [id]).first else {
        return
      }
      if entry.localID == nil {
        // A wish for a state is a new one: under its old key a server would repeat what it once
        // answered, whatever became of the state since.
        try db.execute(
          sql: "UPDATE outbox SET \"key\" = lower(hex(randomblob(16))), keyed = 0 WHERE id = ?",
          arguments: [id])
      }
      // The effect was taken back when it was refused; rows that were made here are still there.
      if case .comment(let post, _) = entry.write {
        try OutboxEffects.countComment(db, post: post, by: 1)
      } else if case .addToPlaylist = entry.write {
        try OutboxEffects.apply(db, entry.write, localID: entry.localID, now: entry.createdAt)
      } else if entry.localID == nil {
        try OutboxEffects.apply(db, entry.write, localID: nil, now: entry.createdAt)
      }
      try StateRow.raise(db, StateRow.wishes)
    }
  }

  /// Gives a write up and undoes its effect here, with all that hangs on the row that it made. One
  /// that is being sent, or may have arrived, stays.
  public func discard(_ id: OutboxID) throws { _ = try discard([id]) }

  /// The same for several. Returns those that were given up.
  public func discard(_ ids: [OutboxID]) throws -> [OutboxID] {
    try write { db in
      try ids.filter { id in
        let found = try OutboxRow.fetch(db, "id = ? AND state IN ('queued', 'failed')", [id])
        guard let entry = found.first else { return false }
        try Self.discard(db, entry)
        return true
      }
    }
  }

  private static func discard(_ db: Database, _ entry: OutboxEntry) throws {
    if let localID = entry.localID {
      let parent = entry.write.madeKind.map { ItemRef(kind: $0, id: localID) }
      for child in try OutboxRow.fetch(db, "state <> 'done'") {
        // What is not added need not be removed; looked for by what it holds, another would go.
        let isRemoval =
          if case .removeFromPlaylist(_, localID, _, _) = child.write { true } else { false }
        let hangsOnIt =
          parent != nil && [child.write.localParent, child.write.publishedParent].contains(parent)
        guard isRemoval || hangsOnIt else { continue }
        try db.execute(sql: "DELETE FROM outbox WHERE id = ?", arguments: [child.id])
      }
    }
    try db.execute(sql: "DELETE FROM outbox WHERE id = ?", arguments: [entry.id])
    try OutboxEffects.removeMade(db, entry)
    if entry.state == .queued { try OutboxEffects.takeBack(db, entry) }
  }
}

/// Writes that cancel each other before anything was sent.
enum Coalescing {
  /// Deals with a write that needs no row of its own: it undoes the last one on its target, which was
  /// not sent yet, or says the same again. Returns that one's id.
  static func take(_ db: Database, _ write: Write, now: Date) throws -> OutboxID? {
    if case .removeFromPlaylist(_, let item, _, _) = write, item < 0 {
      return try takeBackAdding(db, item)
    }
    // The same thing may be in a playlist twice.
    if case .addToPlaylist = write { return nil }
    guard let target = write.target,
      let last = try OutboxRow.fetch(
        db, "\(OutboxRow.unsent) AND target_kind = ? AND target_id = ?",
        [target.kind.rawValue, target.id]
      ).last, last.state == .queued
    else { return nil }
    if last.write == write { return last.id }
    // What may have arrived cannot be taken out of the queue; its opposite is sent after it.
    guard last.sentAt == nil, last.write.isUndone(by: write) else { return nil }
    try db.execute(sql: "DELETE FROM outbox WHERE id = ?", arguments: [last.id])
    try OutboxEffects.takeBack(db, last)
    return last.id
  }

  /// An entry of a playlist that was not sent yet is not sent at all.
  private static func takeBackAdding(_ db: Database, _ item: Int) throws -> OutboxID? {
    let found = try OutboxRow.fetch(
      db, "local_id = ? AND state IN ('queued', 'failed') AND sent_at IS NULL", [item])
    guard let adding = found.first else { return nil }
    try db.execute(sql: "DELETE FROM outbox WHERE id = ?", arguments: [adding.id])
    try OutboxEffects.removeMade(db, adding)
    if adding.state == .queued { try OutboxEffects.takeBack(db, adding) }
    return adding.id
  }
}
