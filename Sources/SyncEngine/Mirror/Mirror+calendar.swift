import CNTKit
import Foundation
import GRDB

extension Mirror {
  /// The events from one day to another, both included, oldest first, at most `limit`. Days are counted
  /// from 1970. Times without a zone are days as they were entered; those with one may belong to the day
  /// before or after, so one day more is read at both ends.
  public func events(days: ClosedRange<Int>, limit: Int) throws -> [Row] {
    let day = 86_400 * 1_000_000
    return try read { db in
      let marks = try RowMarks(db)
      let user = try StateRow.int(db, StateRow.userID)
      return try GRDB.Row.fetchAll(
        db.cachedStatement(
          sql: """
            SELECT * FROM event
            WHERE sort_key >= ? AND sort_key < ? AND event_date IS NOT NULL
              AND status <> '\(Event.deleted)'
              AND (status IN ('published', 'approved') OR host_id = ?)
            ORDER BY sort_key, id LIMIT \(limit)
            """),
        arguments: [(days.lowerBound - 1) * day, (days.upperBound + 2) * day, user]
      ).map { try Event.row($0, marks) }
    }
  }
}

extension Event {
  /// The status of one that was deleted here, until the server has done so, too.
  static let deleted = "deleted here"
}
