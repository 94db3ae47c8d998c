import CNTKit
import GRDB

/// What an admin's writes about people, published content and the carousel change here.
enum DeskEffects {
  static func apply(_ db: Database, _ write: Write) throws {
    switch write {
    case .setAdmin(let user, let on):
      try BaseRow.keep(db, AdminUser.self, user)
      try db.execute(
        sql: "UPDATE admin_user SET is_admin = ?, hash = 0 WHERE id = ? AND is_admin <> ?",
        arguments: [on, user, on])
    case .deleteUser(let user, _):
      try db.execute(sql: "UPDATE admin_user SET leaving = 1 WHERE id = ?", arguments: [user])
    case .archive: try setState(db, write, "archived", isShown: false)
    case .restore: try setState(db, write, "approved", isShown: true)
    case .deleteContent: try setState(db, write, "deleted", isShown: false)
    case .setCarousel(let post, let on):
      try BaseRow.keep(db, CommunityPost.self, post)
      try db.execute(
        sql: """
          UPDATE post SET show_in_carousel = ?, hash = 0
          WHERE id = ? AND show_in_carousel IS NOT ?
          """, arguments: [on, post, on])
    default: break
    }
  }

  /// The rows are what the server said last; returns what is to be done again to them.
  static func takeBack(_ db: Database, _ entry: OutboxEntry) throws -> ItemRef? {
    switch entry.write {
    case .deleteUser(let user, _):
      try db.execute(sql: "UPDATE admin_user SET leaving = 0 WHERE id = ?", arguments: [user])
      return entry.write.target
    case .setCommission:
      try Mirror.forgetReplaced(db, by: entry.id)
      return nil
    default: break
    }
    guard let target = entry.write.target else { return nil }
    try MirrorEntities.type(of: target.kind).restoreBase(db, id: target.id)
    return target
  }

  private static func setState(
    _ db: Database, _ write: Write, _ status: String, isShown: Bool
  ) throws {
    guard let target = write.target else { return }
    let entity = MirrorEntities.type(of: target.kind)
    try entity.keepBase(db, id: target.id)
    let column: String
    let value: any DatabaseValueConvertible & Sendable
    switch target.kind {
    case .track: (column, value) = ("is_published", isShown)
    case .post: (column, value) = ("is_approved", isShown)
    case .event where status == "deleted": (column, value) = ("status", Event.deleted)
    default: (column, value) = ("status", status)
    }
    try db.execute(
      sql: "UPDATE \(entity.table) SET \(column) = ?, hash = 0 WHERE id = ? AND \(column) IS NOT ?",
      arguments: [value, target.id, value])
  }
}

extension MirrorEntity {
  static func keepBase(_ db: Database, id: Int) throws { try BaseRow.keep(db, Self.self, id) }
}
