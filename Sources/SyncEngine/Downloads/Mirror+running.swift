import CNTKit
import Foundation
import GRDB

/// The queue as the process sees it that carries it out. Every step asks whether the row is still what
/// was begun: another process may have paused, removed or replaced it.
extension Mirror {
  /// Takes the next that is due and is not among `active`, of `wanted` where that is given; marks it as
  /// under way.
  func claimDownload(
    except active: Set<ItemRef>, of wanted: Set<ItemRef>? = nil, now: Date
  ) throws -> Download? {
    func next(_ db: Database) throws -> Download? {
      // Under way but not here: what could not be written down when it ended.
      try DownloadRow.fetch(
        db,
        """
        (state = 'queued' AND (not_before IS NULL OR not_before <= ? OR not_before > ?))
          OR state = 'running'
        """, [now.microseconds, Self.lastWait(now)]
      ).first { !active.contains($0.ref) && wanted?.contains($0.ref) ?? true }
    }
    guard try read(next) != nil else { return nil }
    return try write(durably: false) { db in
      guard var download = try next(db) else { return nil }
      try db.execute(
        sql: """
          UPDATE download SET state = 'running', not_before = NULL, failure = NULL, lacks = NULL
          WHERE kind = ? AND id = ?
          """, arguments: DownloadRow.key(download.ref))
      download.state = .running
      return download
    }
  }

  /// A disk may say that it has room and refuse what is written all the same, seconds.
  private static let diskPause: TimeInterval = 300

  /// No wait ends later than this; one that would was set by a clock that has been set back.
  private static func lastWait(_ now: Date) -> Int {
    now.addingTimeInterval(RetryDelay.longestAsked + 1).microseconds
  }

  /// What is wanted and under way, and when the next try is due.
  func downloadPlan() throws -> (running: [ItemRef: String], nextDue: Date?) {
    try read { db in
      let running = try DownloadRow.fetch(db, "state = 'running'")
      let due = try Int.fetchOne(
        db, sql: "SELECT min(coalesce(not_before, 0)) FROM download WHERE state = 'queued'")
      return (
        Dictionary(running.map { ($0.ref, $0.url) }, uniquingKeysWith: { $1 }),
        due.map { Date(microseconds: $0) }
      )
    }
  }

  /// Writes down what the bytes are of before the first of them is written, so that bytes of two
  /// answers are never taken for one file. False when the download is no longer wanted.
  func beginBody(_ download: Download, _ head: AnswerHead, fileExtension: String) throws -> Bool {
    // A part is checked against what was announced with its beginning, too.
    let digests = head.start > 0 ? download.digests + head.digests : head.digests
    let json =
      digests.isEmpty ? nil : String(decoding: try JSONEncoder().encode(digests), as: UTF8.self)
    return try change(
      download, "total = ?, validator = ?, extension = ?, bytes = ?, digests = ?",
      [head.total, head.validator, fileExtension, head.start, json], durably: head.start == 0)
  }

  func noteLength(_ download: Download, _ total: Int) throws {
    _ = try change(download, "total = ?", [total], durably: false)
  }

  /// Bytes that are flushed. False when the download is no longer wanted.
  ///
  /// Only going on forgives failures: a server that always cuts and always begins anew is left alone
  /// for longer each time.
  func noteBytes(_ download: Download, _ bytes: Int, goesOn: Bool) throws -> Bool {
    let forgiven = ["attempts", "faults"].map {
      ", \($0) = CASE WHEN bytes < ?1 THEN 0 ELSE \($0) END"
    }.joined()
    return try change(download, "bytes = ?" + (goesOn ? forgiven : ""), [bytes], durably: false)
  }

  /// The same after the last byte, also where the download was paused meanwhile; not where it was asked
  /// for anew, and nothing is known of what its bytes will be of.
  func noteLastBytes(_ download: Download, _ bytes: Int, of validator: String, goesOn: Bool) throws
  {
    guard try !noteBytes(download, bytes, goesOn: goesOn) else { return }
    try write(durably: false) { db in
      try db.execute(
        sql: """
          UPDATE download SET bytes = ?
          WHERE kind = ? AND id = ? AND generation = ? AND validator = ? AND state = 'paused'
          """,
        arguments: [bytes] + DownloadRow.key(download.ref) + [download.generation, validator])
    }
  }

  /// The file is here, under its name, on the disk. False when nobody wants it any more.
  func finishDownload(_ download: Download, bytes: Int, now: Date) throws -> Bool {
    // Also where it was paused in the last moment: it is whole.
    try change(
      download,
      """
      state = 'done', bytes = ?, total = ?1, finished_at = ?, failure = NULL, attempts = 0,
        faults = 0, not_before = NULL, lacks = NULL
      """, [bytes, now.microseconds], states: "'running', 'paused', 'queued'")
  }

  /// It did not work: it is tried again, waits for a person, or is given up.
  func endDownload(
    _ download: Download, _ problem: DownloadProblem, retryAfter seconds: Double?, now: Date
  ) throws {
    let clears =
      problem.spoilsPart ? ", bytes = 0, total = NULL, validator = NULL, digests = NULL" : ""
    guard problem.isPassing, let seconds else {
      let state: Download.State = problem.isLocal ? .paused : .failed
      _ = try change(
        download, "state = ?, failure = ?, lacks = ?, not_before = ?" + clears,
        [
          state.rawValue, problem.lastRecovery, problem.room?.rawValue,
          problem.room == .disk ? now.addingTimeInterval(Self.diskPause).microseconds : nil,
        ])
      return
    }
    _ = try change(
      download,
      """
      state = 'queued', failure = ?, attempts = attempts + 1, faults = faults + ?, not_before = ?
      """ + clears,
      [problem.recovery, problem.isFault, now.addingTimeInterval(seconds).microseconds],
      durably: false)
  }

  /// Queues again what waits for room that there is now. `freeBytes`: on the disk; nil where that
  /// cannot be told.
  func resumeWithRoom(freeBytes: Int?, now: Date) throws {
    func isDue(_ db: Database, _ download: Download) throws -> Bool {
      // Without a length nobody knows whether there is enough: that is for a person to try.
      guard let total = download.total else { return false }
      switch download.lacks {
      case .quota: return try Eviction.choose(db, for: download, bytes: total, now: now) != nil
      case .disk:
        if let due = download.notBefore?.microseconds, due > now.microseconds,
          due <= Self.lastWait(now)
        {
          return false
        }
        return freeBytes.map { $0 - TransferSink.reserve >= total - download.bytes } ?? false
      case nil: return false
      }
    }
    func due(_ db: Database) throws -> [Download] {
      try DownloadRow.fetch(db, "state = 'paused' AND lacks IS NOT NULL").filter {
        try isDue(db, $0)
      }
    }
    guard try !read(due).isEmpty else { return }
    try write(durably: false) { db in
      for download in try due(db) {
        try db.execute(
          sql: "UPDATE download SET \(DownloadRow.anew) WHERE kind = ? AND id = ?",
          arguments: DownloadRow.key(download.ref))
      }
    }
  }

  /// Puts one back that was interrupted by the end of this process.
  func releaseDownload(_ download: Download) throws {
    _ = try change(download, "state = 'queued'", [], durably: false)
  }

  private func change(
    _ download: Download, _ changes: String, _ values: [(any DatabaseValueConvertible)?],
    states: String = "'running'", durably: Bool = true
  ) throws -> Bool {
    try write(durably: durably) { db in
      var arguments = StatementArguments(values)
      arguments += DownloadRow.key(download.ref)
      arguments += [download.generation]
      try db.execute(
        sql: """
          UPDATE download SET \(changes)
          WHERE kind = ? AND id = ? AND generation = ? AND state IN (\(states))
          """, arguments: arguments)
      return db.changesCount > 0
    }
  }
}
