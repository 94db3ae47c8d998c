import CNTKit
import Foundation
import GRDB

/// Pages of the change feed.
enum ChangeFeed {
  static let tooOld = Problem(410, "This cursor is too old: start again without one.")
  static let unreadable = Problem(
    400, "This cursor is not one of this server's: start again without one.")

  /// Bytes of changes in a page; one that is larger is a page of its own. Clients take 64 MiB.
  static let largestPage = 8 << 20

  /// Rows that are read at once, so that a page that is full early has not read all of them.
  private static let rowsAtOnce = 200

  /// A page as it goes over the wire.
  struct Page: Sendable {
    /// Each as JSON.
    var changes: [Data]
    var cursor: String
    var hasMore: Bool

    /// The form of `SyncChangePage`.
    var json: Data {
      var data = Data("{\"changes\":[".utf8)
      for (index, change) in changes.enumerated() {
        if index > 0 { data.append(UInt8(ascii: ",")) }
        data.append(change)
      }
      // A cursor is base64url.
      data.append(Data("],\"cursor\":\"\(cursor)\",\"has_more\":\(hasMore)}".utf8))
      return data
    }
  }

  /// What comes after a cursor, or the first page of all that there is. Entries, rows and the next
  /// cursor are read in one transaction, so they belong together.
  static func page(
    _ db: Database, for viewer: Call.Viewer, after text: String?, limit: Int
  ) throws -> Page {
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
      return Page(changes: [], cursor: text, hasMore: false)
    }
    var hasMore = entries.count > limit
    if hasMore { entries.removeLast() }
    let (changes, last) = try changes(db, entries, for: viewer, snapshotEnd: cursor.snapshotEnd)
    if let end = entries.last?.seq, last < end { hasMore = true }
    cursor.epoch = epoch
    cursor.seq = hasMore ? last : end
    if cursor.seq >= cursor.snapshotEnd { cursor.snapshotEnd = 0 }
    return Page(changes: changes, cursor: cursor.text, hasMore: hasMore)
  }

  /// As many changes as a page holds, and the number of the last entry that is told of by them. A row
  /// that cannot be seen is one that is gone. A reader who began after it went never had it and is not
  /// told.
  private static func changes(
    _ db: Database, _ entries: [ChangeLog.Entry], for viewer: Call.Viewer, snapshotEnd: Int
  ) throws -> (changes: [Data], last: Int) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .withoutEscapingSlashes
    var (changes, size, last) = ([Data](), 0, 0)
    for start in stride(from: 0, to: entries.count, by: rowsAtOnce) {
      let entries = entries[start..<min(start + rowsAtOnce, entries.count)]
      let rows = try FeedRows(db: db, viewer: viewer).rows(
        entries.lazy.filter { !$0.isGone }.map(\.key))
      for entry in entries {
        var change: SyncChange?
        if let row = rows[entry.key] {
          change = .upsert(row)
        } else if entry.seq > snapshotEnd {
          change = .delete(entry.key)
        }
        if let change {
          let data = try encoder.encode(change)
          size += data.count
          if size > largestPage, !changes.isEmpty { return (changes, last) }
          changes.append(data)
        }
        last = entry.seq
      }
    }
    return (changes, last)
  }
}
