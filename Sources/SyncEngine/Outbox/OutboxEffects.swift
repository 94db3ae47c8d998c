import CNTKit
import Foundation
import GRDB

/// What a write changes in the rows here before the server knows of it.
///
/// Doing an effect twice is doing it once. A row of the server's that is changed loses its hash, so
/// that the next pull takes the server's words for it whatever they are.
enum OutboxEffects {
  static func apply(_ db: Database, _ write: Write, localID: Int?, now: Date) throws {
    switch write {
    case .like(let post, let liked):
      try db.execute(
        sql: """
          UPDATE post SET likes_count = max(0, likes_count + ?), is_liked = ?, hash = 0
          WHERE id = ? AND is_liked <> ?
          """, arguments: [liked ? 1 : -1, liked, post, liked])
    case .comment(let post, let text):
      guard let localID else { return }
      try LocalRows.insertComment(db, id: localID, post: post, text: text, now: now)
      try countComment(db, post: post, by: 1)
    case .post(let new):
      guard let localID else { return }
      try LocalRows.insertPost(db, id: localID, new, now: now)
    case .favorite(let ref, let on):
      if on {
        try FavoriteRow.insert(db, ref, content: nil, sortKey: now.microseconds)
      } else {
        try FavoriteRow.remove(db, ref)
      }
    case .attend(let event, true):
      try db.execute(
        sql: """
          UPDATE event SET my_attendance_status = 'pending', hash = 0
          WHERE id = ? AND my_attendance_status IS NULL AND is_attending = 0
          """, arguments: [event])
    case .attend(let event, false):
      try db.execute(
        sql: """
          UPDATE event SET attendees_count = max(0, attendees_count - is_attending),
            is_attending = 0, my_attendance_status = NULL, hash = 0
          WHERE id = ? AND (my_attendance_status IS NOT NULL OR is_attending = 1)
          """, arguments: [event])
    case .follow(let artist, let on):
      try db.execute(
        sql: """
          UPDATE artist SET followers_count = max(0, followers_count + ?), is_following = ?,
            hash = 0
          WHERE id = ? AND coalesce(is_following, 0) <> ?
          """, arguments: [on ? 1 : -1, on, artist, on])
    case .markRead(let ids):
      for id in ids {
        try db.execute(
          sql: "UPDATE notification SET read = 1, hash = 0 WHERE id = ? AND read = 0",
          arguments: [id])
      }
    case .markAllRead:
      try db.execute(sql: "UPDATE notification SET read = 1, hash = 0 WHERE read = 0")
    case .approve, .reject:
      if let target = write.target {
        try db.execute(
          sql: "UPDATE admin_item SET decided = 1 WHERE id = ?", arguments: [target.id])
      }
    }
  }

  /// Takes an effect back.
  static func undo(_ db: Database, _ entry: OutboxEntry) throws {
    func opposite(_ write: Write) throws {
      try apply(db, write, localID: nil, now: entry.createdAt)
    }
    switch entry.write {
    case .like(let post, let liked): try opposite(.like(post: post, liked: !liked))
    case .follow(let artist, let on): try opposite(.follow(artist: artist, !on))
    case .favorite(let ref, let on): try opposite(.favorite(ref, !on))
    case .attend(let event, _): try entry.undo?.restore(db, event: event)
    case .comment(let post, _):
      guard let localID = entry.localID else { return }
      try EntityRow<Comment>.delete(db, id: localID)
      try countComment(db, post: post, by: -1)
    case .post:
      guard let localID = entry.localID else { return }
      try EntityRow<CommunityPost>.delete(db, id: localID)
      try db.execute(sql: "DELETE FROM comment WHERE post_id = ?", arguments: [localID])
    case .markRead(let ids):
      for id in ids {
        try db.execute(
          sql: "UPDATE notification SET read = 0, hash = 0 WHERE id = ?", arguments: [id])
      }
    // Which ones were unread only the server knows.
    case .markAllRead: try db.execute(sql: "UPDATE notification SET hash = 0")
    case .approve, .reject:
      if let target = entry.write.target {
        try db.execute(
          sql: "UPDATE admin_item SET decided = 0 WHERE id = ?", arguments: [target.id])
      }
    }
  }

  /// Does again, to rows just taken from the server, what waits to be sent, and what was done after
  /// these rows were asked for.
  static func reapply(_ db: Database, to refs: [ItemRef], asked: Asked?) throws {
    let entries = try OutboxRow.open(db, settledAfter: asked)
    guard !entries.isEmpty else { return }
    let touched = Set(refs)
    let hasNotifications = refs.contains { $0.kind == .notification }
    for entry in entries {
      switch entry.write {
      case .comment(let post, _):
        guard touched.contains(ItemRef(kind: .post, id: post)) else { continue }
        // Whether the row counts a comment that was sent meanwhile, only the next answer tells.
        try countComment(db, post: post, by: entry.state == .done ? 0 : 1)
      case .markAllRead, .markRead:
        guard hasNotifications else { continue }
        try apply(db, entry.write, localID: nil, now: entry.createdAt)
      case .post, .favorite: break
      case .like, .attend, .follow, .approve, .reject:
        guard let target = entry.write.target, touched.contains(target) else { continue }
        try apply(db, entry.write, localID: nil, now: entry.createdAt)
      }
    }
  }

  /// Does favourites again that wait to be sent, or were sent after the server's were asked for.
  static func reapplyFavorites(_ db: Database, asked: Asked?) throws {
    for entry in try OutboxRow.open(db, settledAfter: asked) {
      guard case .favorite = entry.write else { continue }
      try apply(db, entry.write, localID: nil, now: entry.createdAt)
    }
  }

  private static func countComment(_ db: Database, post: Int, by delta: Int) throws {
    try db.execute(
      sql: "UPDATE post SET comments_count = max(0, comments_count + ?), hash = 0 WHERE id = ?",
      arguments: [delta, post])
  }
}

/// What discarding a write restores, where the write itself does not tell.
struct UndoNote: Codable, Hashable, Sendable {
  var isAttending: Bool
  var attendance: String?
  var attendees: Int

  /// nil for writes that need none.
  init?(_ db: Database, before write: Write) throws {
    guard case .attend(let event, _) = write,
      let row = try GRDB.Row.fetchOne(
        db,
        sql: """
          SELECT is_attending, my_attendance_status, attendees_count FROM event WHERE id = ?
          """, arguments: [event])
    else { return nil }
    isAttending = row["is_attending"]
    attendance = row["my_attendance_status"]
    attendees = row["attendees_count"]
  }

  func restore(_ db: Database, event: Int) throws {
    try db.execute(
      sql: """
        UPDATE event SET is_attending = ?, my_attendance_status = ?, attendees_count = ?, hash = 0
        WHERE id = ?
        """, arguments: [isAttending, attendance, attendees, event])
  }
}
