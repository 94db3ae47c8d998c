import CNTKit
import Foundation
import GRDB

/// What writes about support change in the rows here.
enum SupportRows {
  static func apply(_ db: Database, _ write: Write, localID: Int?, now: Date) throws {
    switch write {
    case .askSupport(let new):
      guard let localID else { return }
      try insert(db, id: localID, new, now: now)
    case .answerSupport(let id, let text, _):
      try BaseRow.keep(db, SupportMessage.self, id)
      try db.execute(
        sql: """
          UPDATE support_message SET admin_response = ?, status = 'responded', admin_id = ?,
            admin_seen = 1, responded_at = ?, hash = 0
          WHERE id = ? AND admin_response IS NOT ?
          """,
        arguments: [
          text, try StateRow.int(db, StateRow.userID), Timestamp(now).text, id, text,
        ])
    case .seeSupport(let id, let asAdmin):
      try BaseRow.keep(db, SupportMessage.self, id)
      let column = asAdmin ? "admin_seen" : "user_seen"
      try db.execute(
        sql: """
          UPDATE support_message SET \(column) = 1, hash = 0 WHERE id = ? AND \(column) = 0
          """, arguments: [id])
    case .closeSupport(let id):
      try BaseRow.keep(db, SupportMessage.self, id)
      try db.execute(
        sql: """
          UPDATE support_message SET status = 'closed', hash = 0
          WHERE id = ? AND status <> 'closed'
          """, arguments: [id])
    default: break
    }
  }

  private static func insert(
    _ db: Database, id: Int, _ new: SupportMessageCreate, now: Date
  ) throws {
    let user = try StateRow.int(db, StateRow.userID)
    let name = try StateRow.text(db, StateRow.userName)
    let message = SupportMessage(
      id: id, subject: new.subject, message: new.message, userID: user,
      createdAt: Timestamp(now), user: SupportUser(id: user, name: name))
    try EntityRow(message).storeIndexed(db, seconds: Int(now.timeIntervalSince1970))
  }

  /// What its reader has not read: of one's own the answers, of others' the questions. Only admins have
  /// others'.
  static func unread(_ db: Database) throws -> Int {
    let user = try StateRow.int(db, StateRow.userID)
    return try Int.fetchOne(
      db.cachedStatement(
        sql: """
          SELECT count(*) FROM support_message WHERE (admin_seen = 0 OR user_seen = 0)
            AND ((user_id = ?1 AND user_seen = 0) OR (user_id <> ?1 AND admin_seen = 0))
          """), arguments: [user]) ?? 0
  }
}
