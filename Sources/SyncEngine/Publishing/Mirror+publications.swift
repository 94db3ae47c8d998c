import CNTKit
import Foundation
import GRDB

/// What a person does with what they publish.
extension Mirror {
  /// Queues something with its files. Throws ``UnacceptableText`` where the server would refuse its
  /// words, before anything is uploaded for nothing.
  @discardableResult
  public func publish(
    _ content: Publication.Content, files: [PublicationFile], now: Date
  ) throws -> Int64 {
    try write { db in
      try UnacceptableText.check(db, content.write)
      try db.execute(
        sql: """
          INSERT INTO publication (content, files, title, state, created_at)
          VALUES (?, ?, ?, 'queued', ?)
          """,
        arguments: [
          try PublicationRow.json(content), try PublicationRow.json(files), content.title,
          now.microseconds,
        ])
      return db.lastInsertedRowID
    }
  }

  /// What is on its way, the oldest first, and with `all` what was done of late.
  public func publications(all: Bool = false) throws -> [Publication] {
    try read { db in try PublicationRow.fetch(db, all ? "1" : "state <> 'done'") }
  }

  public func publication(_ id: Int64) throws -> Publication? {
    try read { db in try PublicationRow.fetch(db, "id = ?", [id]).first }
  }

  /// Stops the upload; what is up stays up. False where there is nothing to stop.
  @discardableResult
  public func pausePublication(_ id: Int64) throws -> Bool {
    try set(id, "state = 'paused', not_before = NULL", from: "'queued', 'running'")
  }

  /// Goes on with what is paused, or tries again what failed or waits. False where there is nothing
  /// of the kind.
  @discardableResult
  public func resumePublication(_ id: Int64) throws -> Bool {
    try set(
      id,
      "state = 'queued', not_before = NULL, failure = NULL, attempts = 0, faults = 0",
      from: "'paused', 'failed', 'queued'")
  }

  /// Gives it up. Returns it as it was; nil where the outbox has it already.
  @discardableResult
  public func discardPublication(_ id: Int64) throws -> Publication? {
    let gone = try write { db in
      let found = try PublicationRow.fetch(db, "id = ? AND state <> 'done'", [id])
      try db.execute(
        sql: "DELETE FROM publication WHERE id = ? AND state <> 'done'", arguments: [id])
      return found.first
    }
    gone?.removeTemporaries()
    return gone
  }

  /// Tries at once what waits for its next try.
  func hurryPublications() throws {
    let waits = "state = 'queued' AND not_before IS NOT NULL"
    let isAny = try read { db in
      try Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM publication WHERE \(waits))")
    }
    guard isAny == true else { return }
    try write(durably: false) { db in
      try db.execute(sql: "UPDATE publication SET not_before = NULL WHERE \(waits)")
    }
  }

  private func set(_ id: Int64, _ changes: String, from states: String) throws -> Bool {
    try write { db in
      try db.execute(
        sql: """
          UPDATE publication SET \(changes), rate = 0, generation = generation + 1
          WHERE id = ? AND state IN (\(states))
          """, arguments: [id])
      return db.changesCount > 0
    }
  }
}

/// What the process that uploads does. Each step asks whether it is still wanted: another process may
/// have paused or discarded it.
extension Mirror {
  /// Takes the next that is due, of `wanted` where that is given, and marks it as under way.
  func claimPublication(of wanted: Set<Int64>?, now: Date) throws -> Publication? {
    func next(_ db: Database) throws -> Publication? {
      // A wait that would last longer than any does was set by a clock that has been set back.
      try PublicationRow.fetch(
        db,
        """
        state = 'running' OR (state = 'queued'
          AND (not_before IS NULL OR not_before <= ? OR not_before > ?))
        """,
        [
          now.microseconds, now.addingTimeInterval(RetryDelay.longestAsked + 1).microseconds,
        ]
      ).first { wanted?.contains($0.id) ?? true }
    }
    guard try read(next) != nil else { return nil }
    return try write(durably: false) { db in
      guard var publication = try next(db) else { return nil }
      try db.execute(
        sql: "UPDATE publication SET state = 'running', not_before = NULL WHERE id = ?",
        arguments: [publication.id])
      publication.state = .running
      return publication
    }
  }

  /// When the next try is due.
  func nextPublicationTry() throws -> Date? {
    try read { db in
      try Int.fetchOne(
        db, sql: "SELECT min(coalesce(not_before, 0)) FROM publication WHERE state = 'queued'")
    }.map { Date(microseconds: $0) }
  }

  /// Whether it is still to be uploaded as it was begun.
  func isWanted(_ publication: Publication) throws -> Bool {
    try self.publication(publication.id).map {
      $0.state == .running && $0.generation == publication.generation
    } ?? false
  }

  /// Writes down how far it is. False when it is not wanted any more.
  func note(_ publication: Publication, durably: Bool) throws -> Bool {
    try change(
      publication, "content = ?, files = ?, rate = ?, attempts = ?, faults = ?",
      [
        try PublicationRow.json(publication.content), try PublicationRow.json(publication.files),
        publication.rate, publication.attempts, publication.faults,
      ], durably: durably)
  }

  /// Everything is up: the outbox takes over, in the same transaction. False when nobody wants it any
  /// more.
  func finishPublication(_ publication: Publication, now: Date) throws -> Bool {
    try write { db in
      let found = try PublicationRow.fetch(
        db, "id = ? AND state = 'running' AND generation = ?",
        [publication.id, publication.generation])
      guard !found.isEmpty else { return false }
      let id = try Self.submit(db, publication.content.write, now: now, heldFor: 0)
      try db.execute(
        sql: """
          UPDATE publication SET state = 'done', content = ?, files = ?, failure = NULL, rate = 0,
            outbox_id = ?, finished_at = ? WHERE id = ?
          """,
        arguments: [
          try PublicationRow.json(publication.content), try PublicationRow.json(publication.files),
          id, now.microseconds, publication.id,
        ])
      try db.execute(
        sql: "DELETE FROM publication WHERE state = 'done' AND finished_at < ?",
        arguments: [now.addingTimeInterval(-7 * 86_400).microseconds])
      return true
    }
  }

  /// It did not work: it is tried again at a time, or given up.
  func endPublication(_ publication: Publication, failure: String, retryAt date: Date?) throws {
    _ = try change(
      publication, "state = ?, failure = ?, not_before = ?, rate = 0, attempts = ?, faults = ?",
      [
        date == nil ? "failed" : "queued", failure, date?.microseconds, publication.attempts,
        publication.faults,
      ], durably: true)
  }

  /// Puts one back that was interrupted by the end of this process.
  func releasePublication(_ publication: Publication) throws {
    _ = try change(publication, "state = 'queued', rate = 0", [], durably: false)
  }

  private func change(
    _ publication: Publication, _ changes: String, _ values: [(any DatabaseValueConvertible)?],
    durably: Bool
  ) throws -> Bool {
    try write(durably: durably) { db in
      try db.execute(
        sql: """
          UPDATE publication SET \(changes)
          WHERE id = ? AND generation = ? AND state = 'running'
          """,
        arguments: StatementArguments(values) + [publication.id, publication.generation])
      return db.changesCount > 0
    }
  }
}
