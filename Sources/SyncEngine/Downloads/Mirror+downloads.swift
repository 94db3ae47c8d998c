import CNTKit
import Foundation
import GRDB

/// The queue of downloads as a person sees it. Any process may change it; the one that holds the
/// downloads' lock carries it out.
extension Mirror {
  var downloadFolder: DownloadFolder { DownloadFolder(mirrorFolder: folder) }

  /// Everything in the queue: what is under way first, then what waits in its order, then what is here,
  /// the newest first.
  public func downloads() throws -> [Download] {
    try read { db in
      try DownloadRow.fetch(
        db,
        order: """
          CASE state WHEN 'running' THEN 0 WHEN 'queued' THEN 1 WHEN 'paused' THEN 2
            WHEN 'failed' THEN 3 ELSE 4 END,
          CASE WHEN state = 'done' THEN -finished_at END, \(DownloadRow.order)
          """)
    }
  }

  public func download(for ref: ItemRef) throws -> Download? {
    try read { db in try DownloadRow.one(db, ref) }
  }

  /// The absolute path of a thing's file, if it is here and whole; marks it as used.
  public func localFile(for ref: ItemRef, now: Date) throws -> String? {
    guard try download(for: ref)?.state == .done else { return nil }
    // Before it is looked at, so that nothing makes room with it in between. A disk that is full does
    // not keep anybody from hearing what is on it.
    try? write(durably: false) { db in
      try db.execute(
        sql: "UPDATE download SET used_at = ? WHERE kind = ? AND id = ?",
        arguments: [now.microseconds] + DownloadRow.key(ref))
    }
    guard let download = try download(for: ref), isHere(download), let name = download.fileName
    else { return nil }
    return downloadFolder.path(of: name)
  }

  /// Whether one that is done has its whole file.
  func isHere(_ download: Download) -> Bool {
    download.state == .done
      && download.fileName.map { downloadFolder.size(of: $0) == download.bytes } == true
  }

  /// Where the file of one that is here lies, an absolute path. Says nothing of whether it is whole.
  public func downloadPath(_ download: Download) -> String? {
    download.state == .done ? download.fileName.map(downloadFolder.path(of:)) : nil
  }

  /// Stops one that waits or is under way; what came of it stays.
  public func pauseDownload(_ ref: ItemRef) throws {
    try write { db in
      try db.execute(
        sql: """
          UPDATE download SET state = 'paused', failure = NULL, not_before = NULL, lacks = NULL
          WHERE kind = ? AND id = ? AND state IN ('queued', 'running')
          """, arguments: DownloadRow.key(ref))
    }
  }

  /// Queues one again that was paused or given up, or that waits for its next try: as asked for now,
  /// so that it may take the place of what was here before.
  public func resumeDownload(_ ref: ItemRef, now: Date) throws {
    try write { db in
      try db.execute(
        sql: """
          UPDATE download SET \(DownloadRow.anew), requested_at = ?
          WHERE kind = ? AND id = ? AND state IN ('queued', 'paused', 'failed')
          """, arguments: [now.microseconds] + DownloadRow.key(ref))
    }
  }

  /// Tries at once what waits for its next try.
  public func hurryDownloads() throws {
    let isWaiting = try read { db in
      try !DownloadRow.fetch(db, "state = 'queued' AND not_before IS NOT NULL").isEmpty
    }
    guard isWaiting else { return }
    try write(durably: false) { db in
      try db.execute(sql: "UPDATE download SET not_before = NULL WHERE state = 'queued'")
    }
  }

  /// Takes one out of the queue, and its file from the disk.
  public func removeDownload(_ ref: ItemRef) throws {
    try write { db in
      guard let download = try DownloadRow.one(db, ref) else { return }
      try DownloadRow.delete(db, download, in: downloadFolder)
    }
  }

  /// What is pinned is never removed to make room.
  public func setPinned(_ ref: ItemRef, _ pinned: Bool) throws {
    try write { db in
      try db.execute(
        sql: "UPDATE download SET pinned = ? WHERE kind = ? AND id = ?",
        arguments: [pinned] + DownloadRow.key(ref))
    }
  }

  public func downloadUsage() throws -> DownloadUsage {
    try read { db in
      var usage = DownloadUsage()
      usage.quota = try DownloadRow.quota(db)
      let rows = try GRDB.Row.fetchAll(
        db,
        sql: """
          SELECT state, count(*) AS count, sum(bytes) AS bytes,
            sum(CASE WHEN pinned THEN bytes ELSE 0 END) AS pinned
          FROM download GROUP BY state
          """)
      for row in rows {
        usage.bytes += row["bytes"] as Int
        usage.pinnedBytes += row["pinned"] as Int
        switch Download.State(rawValue: row["state"]) {
        case .done: usage.files += row["count"] as Int
        case .queued, .running: usage.open += row["count"] as Int
        case .paused, .failed: usage.stopped += row["count"] as Int
        case nil: break
        }
      }
      return usage
    }
  }

  /// The most bytes that downloads may take; what is here already is only removed when room is needed.
  public func setDownloadQuota(_ bytes: Int) throws {
    try setSetting(DownloadSettings.quotaKey, "\(max(0, bytes))")
  }

  /// Bytes a second that downloads may take of the line; nil for no limit. Counts for what begins
  /// after it was set.
  public func downloadRate() throws -> Int? {
    try read { db in try DownloadRow.number(db, DownloadSettings.rateKey) }.flatMap {
      $0 > 0 ? $0 : nil
    }
  }

  public func setDownloadRate(_ bytesPerSecond: Int?) throws {
    try setSetting(DownloadSettings.rateKey, "\(max(0, bytesPerSecond ?? 0))")
  }

  /// How many of the newest podcasts of each followed artist are fetched unasked; 0 for none.
  public func setNewEpisodesToKeep(_ count: Int) throws {
    try setSetting(DownloadSettings.newestKey, "\(max(0, count))")
  }
}

extension Download {
  /// All names that it may have on the disk.
  var fileNames: [String] { [partName] + (fileName.map { [$0] } ?? []) }
}

extension DownloadRow {
  /// What is tried as if for the first time.
  static let anew = """
    state = 'queued', failure = NULL, not_before = NULL, attempts = 0, faults = 0, lacks = NULL
    """

  /// Forgets a download, and that it could be queued unasked; removes its files.
  ///
  /// They go before the transaction ends: nobody can ask for the thing anew in between and lose the
  /// files of that request. A row that stays because the transaction fails is found to be without them.
  static func delete(_ db: Database, _ download: Download, in folder: DownloadFolder) throws {
    try db.execute(
      sql: "DELETE FROM download WHERE kind = ? AND id = ?", arguments: key(download.ref))
    try offer(db, download.ref)
    folder.remove(download.fileNames)
  }

  static func offer(_ db: Database, _ ref: ItemRef) throws {
    try db.execute(
      sql: "INSERT OR IGNORE INTO download_offered (kind, id) VALUES (?, ?)", arguments: key(ref))
  }
}
