import CNTKit
import Foundation
import GRDB

/// How many accounts there are, by role.
public struct UserCounts: Sendable, Hashable {
  public var all = 0
  public var admins = 0
  public var artists = 0
  public var regular = 0

  public init() {}

  public subscript(filter: UserFilter) -> Int {
    switch filter {
    case .all: all
    case .admins: admins
    case .artists: artists
    case .regular: regular
    }
  }
}

extension Mirror {
  public func userCounts() throws -> UserCounts {
    try read { db in
      var counts = UserCounts()
      let row = try GRDB.Row.fetchOne(
        db,
        sql: """
          SELECT count(*) AS total, coalesce(sum(is_admin), 0) AS admins,
            coalesce(sum(has_artist_profile), 0) AS artists,
            coalesce(sum(is_admin = 0 AND has_artist_profile = 0), 0) AS regular
          FROM admin_user WHERE leaving = 0
          """)
      guard let row else { return counts }
      (counts.all, counts.admins) = (row["total"], row["admins"])
      (counts.artists, counts.regular) = (row["artists"], row["regular"])
      return counts
    }
  }

  /// The account with this user name or e-mail address, or with this number.
  public func user(named text: String) throws -> AdminUser? {
    let id = try read { db in
      try Int.fetchOne(
        db,
        sql: """
          SELECT id FROM admin_user
          WHERE id = ?1 OR username = ?2 COLLATE NOCASE OR email = ?2 COLLATE NOCASE
          ORDER BY id = ?1 DESC, id LIMIT 1
          """, arguments: [Int(text), text])
    }
    guard let id, case .user(let user)? = try row(ItemRef(kind: .user, id: id))?.item else {
      return nil
    }
    return user
  }

  /// Forgets what only admins may see: to be called when this person is none.
  func clearDesk() throws {
    let isAny = try read { db in
      try Bool.fetchOne(
        db,
        sql: """
          SELECT EXISTS (SELECT 1 FROM admin_user) OR EXISTS (SELECT 1 FROM admin_item)
            OR EXISTS (SELECT 1 FROM state WHERE key IN ('\(StateRow.dashboard)', '\(StateRow.commission)'))
          """) ?? false
    }
    guard isAny else { return }
    try write { db in
      for type in [AdminUser.self, AdminContentItem.self] as [any MirrorEntity.Type] {
        for id in try Int.fetchAll(db, sql: "SELECT id FROM \(type.table)") {
          try type.delete(db, id: id)
        }
      }
      for key in [StateRow.dashboard, StateRow.commission, StateRow.commissionReplaced] {
        try db.execute(sql: "DELETE FROM state WHERE key = ?", arguments: [key])
      }
      try StateRow.set(db, StateRow.deskCleared, 1)
    }
  }

  /// To be called when this person is an admin. A feed tells a row once: where the desk was cleared, it
  /// must be told from the beginning, and that once.
  func recallDesk() throws {
    guard try read({ try StateRow.int($0, StateRow.deskCleared) }) == 1 else { return }
    try write { db in
      try db.execute(
        sql: "DELETE FROM state WHERE key = ?", arguments: [StateRow.deskCleared])
      try Self.forgetFeed(db)
    }
  }
}
