import CNTKit
import Foundation
import GRDB

/// Keeps the mirror current from a server's change feed: the cost is that of what changed, never of
/// what is mirrored.
///
/// Every page is applied with its cursor in one transaction. Without a cursor the feed begins with
/// everything there is; when it has been read to its end, what it did not name is gone.
extension Puller {
  /// Rows of a page; the server may give fewer.
  static let feedPage = 1000
  /// Pages of one reading; a server that never comes to an end does not hold one forever.
  static let mostFeedPages = 20_000

  func changes() async throws -> SyncReport.Collection {
    var report = SyncReport.Collection(name: "changes")
    var hasMore = true
    var restarts = 0
    var pages = 0
    while hasMore, pages < Self.mostFeedPages {
      pages += 1
      try Task.checkCancellation()
      let asked = try mirror.asking()
      let cursor = try mirror.feedCursor()
      do {
        let page = try await api.call(.changes(since: cursor, limit: Self.feedPage))
        hasMore = page.hasMore && page.cursor != cursor
        report.count(
          page.changes.count,
          try mirror.apply(page, after: cursor, asked: asked, isEnd: !hasMore, now: now()))
      } catch let error as APIError where error.status == 410 && restarts == 0 {
        // The server was restored from a backup, or this mirror slept too long.
        restarts += 1
        try mirror.forgetFeed()
      }
    }
    try mirror.indexSearch()
    return report
  }
}

extension Mirror {
  func feedCursor() throws -> String? {
    try read { try StateRow.text($0, StateRow.feedCursor) }
  }

  /// The next reading begins with everything.
  func forgetFeed() throws {
    try write { db in try Self.forgetFeed(db) }
  }

  static func forgetFeed(_ db: Database) throws {
    try StateRow.set(db, StateRow.feedCursor, nil)
    try db.execute(sql: "DELETE FROM pass_seen WHERE collection LIKE 'feed%'")
  }

  /// Whether rows are other than the server's words because of what was done here.
  private func hasBase() throws -> Bool {
    try read { try Int.fetchOne($0, sql: "SELECT 1 FROM base LIMIT 1") } != nil
  }

  /// Applies a page of the feed and its cursor in one transaction. `cursor`: the one it was asked
  /// with; a page for another is out of date and changes nothing.
  func apply(
    _ page: SyncChangePage, after cursor: String?, asked: Asked, isEnd: Bool, now: Date
  ) throws -> ApplyResult {
    if page.changes.isEmpty, page.cursor == cursor, try !isEnd || !hasBase() {
      return ApplyResult()
    }
    let batch = FeedBatch(page.changes)
    return try write(durably: false) { db in
      guard try StateRow.text(db, StateRow.feedCursor) == cursor else { return ApplyResult() }
      let isWhole = try cursor == nil || StateRow.int(db, StateRow.feedIsWhole) == 1
      if cursor == nil {
        try db.execute(sql: "DELETE FROM pass_seen WHERE collection LIKE 'feed%'")
      }
      var result = try batch.store(self, db, asked: asked, now: now)
      if isWhole {
        try batch.noteSeen(db)
        if isEnd { result.changed += try FeedSweep.run(db, asked: asked) }
      }
      if isEnd { result.changed += try BaseRow.restoreUntold(db, asked: asked) }
      try StateRow.set(db, StateRow.feedIsWhole, isWhole && !isEnd ? 1 : 0)
      try StateRow.set(db, StateRow.feedCursor, page.cursor)
      return result
    }
  }
}
