import Foundation
import GRDB

extension Mirror {
  /// Brings queue and folder into agreement after a process died, whatever it was doing. Only for the
  /// process that holds the downloads' lock.
  func recoverDownloads() throws {
    // Listed before the rows are read: a file that comes later has a row.
    let files = downloadFolder.ownFiles()
    func changes(_ db: Database) throws -> [RecoveredDownload] {
      try DownloadRow.fetch(db).compactMap(recovered)
    }
    if try !read(changes).isEmpty {
      try write { db in
        for change in try changes(db) { try change.apply(db, in: downloadFolder) }
      }
    }
    let rows = try read { db in try DownloadRow.fetch(db) }
    let known = Set(
      rows.map { $0.state == .done ? $0.fileName ?? $0.partName : $0.partName })
    downloadFolder.remove(files.filter { !known.contains($0) })
  }

  private func recovered(_ download: Download) -> RecoveredDownload? {
    let whole = download.fileName.flatMap { downloadFolder.size(of: $0) }
    if download.state == .done {
      if whole == download.bytes { return nil }
      // A file that somebody took away stays away, unless it was to stay.
      let isDropped = whole == nil && !download.isPinned
      return RecoveredDownload(download: download, outcome: isDropped ? .drop : .restart)
    }
    // A file gets its name when it is whole and verified: only the note was missing.
    if let whole, whole == download.total {
      return RecoveredDownload(download: download, outcome: .done(bytes: whole))
    }
    let part = downloadFolder.size(of: download.partName) ?? 0
    let isShort = download.bytes > part
    if download.state != .running, !isShort { return nil }
    return RecoveredDownload(download: download, outcome: isShort ? .restart : .resume)
  }
}

private struct RecoveredDownload {
  enum Outcome {
    case drop
    /// From the first byte.
    case restart
    /// From where it was.
    case resume
    case done(bytes: Int)
  }

  var download: Download
  var outcome: Outcome

  func apply(_ db: Database, in folder: DownloadFolder) throws {
    let changes: String
    switch outcome {
    case .drop: return try DownloadRow.delete(db, download, in: folder)
    case .restart:
      changes = "state = \(state), bytes = 0, total = NULL, validator = NULL, digests = NULL"
    case .resume: changes = "state = \(state)"
    case .done(let bytes): changes = "state = 'done', bytes = \(bytes), finished_at = requested_at"
    }
    try db.execute(
      sql: "UPDATE download SET \(changes) WHERE kind = ? AND id = ?",
      arguments: DownloadRow.key(download.ref))
  }

  /// Who stopped one keeps it stopped.
  private var state: String {
    download.state == .running || download.state == .done ? "'queued'" : "state"
  }
}
