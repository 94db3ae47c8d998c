import CNTKit
import GRDB

/// Pages of the change feed.
enum ChangeFeed {
  static let tooOld = Problem(410, "This cursor is too old: start again without one.")
  static let unreadable = Problem(
    400, "This cursor is not one of this server's: start again without one.")

  /// What comes after a cursor, or the first page of all that there is. Entries, rows and the next
  /// cursor are read in one transaction, so they belong together.
  static func page(
    _ db: Database, for viewer: Call.Viewer, after text: String?, limit: Int
  ) throws -> SyncChangePage {
    let end = try ChangeLog.end(db)
    let epoch = try ChangeLog.epoch(db)
    var cursor = FeedCursor(epoch: epoch, seq: 0, snapshotEnd: end, reader: viewer)
    if let text {
      guard let given = FeedCursor(text) else { throw unreadable }
      guard try ChangeLog.isGood(given, for: viewer, db) else { throw tooOld }
      cursor = given
    }
    var entries = try ChangeLog.entries(db, for: viewer, after: cursor.seq, limit: limit + 1)
    if entries.isEmpty, let text {
      return SyncChangePage(changes: [], cursor: text, hasMore: false)
    }
    let hasMore = entries.count > limit
    if hasMore { entries.removeLast() }
    let changes = try changes(db, entries, for: viewer, snapshotEnd: cursor.snapshotEnd)
    cursor.epoch = epoch
    cursor.seq = hasMore ? entries.last?.seq ?? end : end
    if cursor.seq >= cursor.snapshotEnd { cursor.snapshotEnd = 0 }
    return SyncChangePage(changes: changes, cursor: cursor.text, hasMore: hasMore)
  }

  /// A row that cannot be seen is one that is gone. A reader who began after it went never had it
  /// and is not told.
  private static func changes(
    _ db: Database, _ entries: [ChangeLog.Entry], for viewer: Call.Viewer, snapshotEnd: Int
  ) throws -> [SyncChange] {
    let rows = try FeedRows(db: db, viewer: viewer).rows(
      entries.lazy.filter { !$0.isGone }.map(\.key))
    return entries.compactMap { entry in
      if let row = rows[entry.key] { return .upsert(row) }
      return entry.seq > snapshotEnd ? .delete(entry.key) : nil
    }
  }
}
