import Foundation
import GRDB

/// What goes to make room: never what is pinned or in use, nothing that was asked for as late as the
/// newcomer, and for one that nobody asked for nothing that somebody did.
enum Eviction {
  /// What was played or opened so recently may be open still, seconds.
  static let grace: TimeInterval = 600

  /// The downloads to remove so that `newcomer` may take `bytes` in all; nil where nothing helps.
  static func choose(
    _ db: Database, for newcomer: Download, bytes: Int, now: Date
  ) throws -> [Download]? {
    var excess =
      try DownloadRow.bytesOfOthers(db, than: newcomer.ref) + bytes - DownloadRow.quota(db)
    guard excess > 0 else { return [] }
    var chosen: [Download] = []
    for candidate in try candidates(db, newcomer, now: now) where excess > 0 {
      chosen.append(candidate)
      excess -= candidate.bytes
    }
    return excess > 0 ? nil : chosen
  }

  /// Unasked ones first, then by when they were last used. Playing writes its position every few
  /// seconds, which tells that a file is in use.
  private static func candidates(
    _ db: Database, _ newcomer: Download, now: Date
  ) throws -> [Download] {
    let playedAt = """
      coalesce((SELECT played_at FROM playback
        WHERE playback.kind = download.kind AND playback.id = download.id), 0)
      """
    return try DownloadRow.fetch(
      db,
      """
      state = 'done' AND pinned = 0 AND requested_at < ? AND is_auto >= ?
        AND max(coalesce(used_at, 0), \(playedAt)) < ?
      """,
      [
        newcomer.requestedAt.microseconds, newcomer.isAuto,
        now.addingTimeInterval(-grace).microseconds,
      ],
      order: "is_auto DESC, max(coalesce(used_at, finished_at, 0), \(playedAt)), rowid")
  }
}

extension Mirror {
  /// Whether a download may take `bytes` in all, with others removed where it must be.
  func canMakeRoom(for newcomer: Download, bytes: Int, now: Date) throws -> Bool {
    try read { db in try Eviction.choose(db, for: newcomer, bytes: bytes, now: now) != nil }
  }

  /// Makes sure that a download may take `bytes` in all, removing others where it must.
  func makeRoom(for newcomer: Download, bytes: Int, now: Date) throws {
    let fits = try read { db in
      try Eviction.choose(db, for: newcomer, bytes: bytes, now: now)?.isEmpty
    }
    if fits == true { return }
    try write { db in
      guard let chosen = try Eviction.choose(db, for: newcomer, bytes: bytes, now: now) else {
        throw DownloadProblem(.overQuota(bytes, try DownloadRow.quota(db)))
      }
      for download in chosen { try DownloadRow.delete(db, download, in: downloadFolder) }
    }
  }
}
