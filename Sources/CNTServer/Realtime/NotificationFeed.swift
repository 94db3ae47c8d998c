import CNTKit
import GRDB
import Logging

/// Tells people of their notifications as soon as these are on the disk, whichever route made them.
enum NotificationFeed {
  /// Watches the table and sends; ends with its task.
  static func run(_ services: Services) async {
    let (commits, continuation) = AsyncStream.makeStream(of: [Int64].self)
    let observer = NotificationObserver { continuation.yield($0) }
    services.database.pool.add(transactionObserver: observer, extent: .observerLifetime)
    defer { withExtendedLifetime(observer) {} }
    for await ids in commits {
      do { try await tell(ids, services) } catch {
        services.logger.warning("notifications not told", metadata: ["error": "\(error)"])
      }
    }
  }

  private static func tell(_ ids: [Int64], _ services: Services) async throws {
    let rows = try await services.database.read { db in
      try ids.compactMap { id -> (user: Int, notification: UserNotification)? in
        let sql = "SELECT * FROM notifications WHERE id = ?"
        guard
          let user = try Int.fetchOne(
            db, sql: "SELECT user_id FROM notifications WHERE id = ?", arguments: [id]),
          let row: UserNotification = try Fetched.one(db, sql, [id])
        else { return nil }
        return (user, row)
      }
    }
    for (user, notification) in rows {
      await services.realtime.emit(
        "new_notification", [try JSONValue(encoding: notification)],
        to: RealtimeHub.Room(namespace: "/", name: RealtimeHub.room(ofUser: user)))
    }
  }
}

/// Collects the rows that a transaction inserts and hands them over when it is committed. Called by the
/// one who writes, never by two at once.
private final class NotificationObserver: TransactionObserver {
  private var inserted: [Int64] = []
  private let committed: @Sendable ([Int64]) -> Void

  init(_ committed: @escaping @Sendable ([Int64]) -> Void) { self.committed = committed }

  func observes(eventsOfKind eventKind: DatabaseEventKind) -> Bool {
    if case .insert("notifications") = eventKind { true } else { false }
  }

  func databaseDidChange(with event: DatabaseEvent) { inserted.append(event.rowID) }

  func databaseDidCommit(_ db: Database) {
    if !inserted.isEmpty { committed(inserted) }
    inserted = []
  }

  func databaseDidRollback(_ db: Database) { inserted = [] }
}
