import CNTKit
import Foundation
import GRDB

/// What a write changes in the rows here before the server knows of it.
///
/// Effects on a row are idempotent: doing one to a row that has it already changes nothing.
enum OutboxEffects {
  /// A negative id for a row that the write makes, below all others.
  static func localID(_ db: Database, for write: Write) throws -> Int? {
    let table: String
    switch write {
    case .post: table = "post"
    case .comment: table = "comment"
    default: return nil
    }
    let lowest = try Int.fetchOne(db, sql: "SELECT min(id) FROM \(table)") ?? 0
    // An id that was given away once is not given again, even when its row is gone.
    let used = try Int.fetchOne(db, sql: "SELECT min(local_id) FROM outbox") ?? 0
    return min(0, lowest, used) - 1
  }

  static func apply(_ db: Database, _ write: Write, localID: Int?, now: Date) throws {
    switch write {
    case .like(let post, let liked):
      try db.execute(
        sql: """
          UPDATE post SET likes_count = max(0, likes_count + ?), is_liked = ?
          WHERE id = ? AND is_liked <> ?
          """, arguments: [liked ? 1 : -1, liked, post, liked])
    case .comment(let post, let text):
      guard let localID else { return }
      let author = try Author(db)
      try db.execute(
        sql: """
          INSERT INTO comment (id, post_id, user_id, user_name, content, created_at, sort_key, hash,
            seen_at) VALUES (?, ?, ?, ?, ?, ?, ?, 0, ?)
          """,
        arguments: [
          localID, post, author.id, author.name, text, Timestamp(now).text, now.microseconds,
          Int(now.timeIntervalSince1970),
        ])
      try countComment(db, post: post, by: 1)
    case .post(let new):
      guard let localID else { return }
      let author = try Author(db)
      var post = CommunityPost(
        id: 1, userID: author.id, userName: author.name, title: new.title, content: new.content,
        imageURL: new.imageURL, category: new.category, postType: new.postType ?? "image",
        isApproved: false, createdAt: Timestamp(now))
      post.id = localID
      _ = try EntityRow(post).store(db, seconds: Int(now.timeIntervalSince1970), extra: nil)
    case .favorite(let ref, let on):
      if on {
        try FavoriteRow.insert(db, ref, content: nil, sortKey: now.microseconds)
      } else {
        try FavoriteRow.remove(db, ref)
      }
    case .attend(let event, let on):
      try db.execute(
        sql: "UPDATE event SET is_attending = 0, my_attendance_status = ? WHERE id = ?",
        arguments: [on ? "pending" : nil, event])
    case .follow(let artist, let on):
      try db.execute(
        sql: """
          UPDATE artist SET followers_count = max(0, followers_count + ?), is_following = ?
          WHERE id = ? AND coalesce(is_following, 0) <> ?
          """, arguments: [on ? 1 : -1, on, artist, on])
    case .markRead(let ids):
      for id in ids {
        try db.execute(sql: "UPDATE notification SET read = 1 WHERE id = ?", arguments: [id])
      }
    case .markAllRead: try db.execute(sql: "UPDATE notification SET read = 1 WHERE read = 0")
    case .approve, .reject:
      // The row stays in memory as long as the outbox has the write: undo fetches it again.
      if let target = write.target {
        try db.execute(sql: "DELETE FROM admin_item WHERE id = ?", arguments: [target.id])
      }
    }
  }

  /// Takes an effect back. Rows that the server owns are marked to be taken anew at the next pull,
  /// whether they changed there or not.
  static func undo(_ db: Database, _ entry: OutboxEntry) throws {
    switch entry.write {
    case .like(let post, let liked):
      try apply(db, .like(post: post, liked: !liked), localID: nil, now: entry.createdAt)
    case .follow(let artist, let on):
      try apply(db, .follow(artist: artist, !on), localID: nil, now: entry.createdAt)
    case .favorite(let ref, let on):
      try apply(db, .favorite(ref, !on), localID: nil, now: entry.createdAt)
    case .attend(let event, let on):
      try apply(db, .attend(event: event, !on), localID: nil, now: entry.createdAt)
      try db.execute(sql: "UPDATE event SET hash = 0 WHERE id = ?", arguments: [event])
    case .comment(let post, _):
      guard let localID = entry.localID else { return }
      try EntityRow<Comment>.delete(db, id: localID)
      try countComment(db, post: post, by: -1)
    case .post:
      guard let localID = entry.localID else { return }
      try EntityRow<CommunityPost>.delete(db, id: localID)
    case .markRead(let ids):
      for id in ids {
        try db.execute(
          sql: "UPDATE notification SET read = 0, hash = 0 WHERE id = ?", arguments: [id])
      }
    case .markAllRead: try db.execute(sql: "UPDATE notification SET hash = 0")
    case .approve, .reject: break
    }
  }

  /// Does again, to rows just taken from the server, what waits to be sent.
  static func reapply(_ db: Database, to refs: [ItemRef]) throws {
    let open = try OutboxRow.fetch(db, "state IN ('queued', 'sending', 'uncertain')", [])
    guard !open.isEmpty else { return }
    let touched = Set(refs)
    for entry in open {
      switch entry.write {
      case .comment(let post, _):
        if touched.contains(ItemRef(kind: .post, id: post)) {
          try countComment(db, post: post, by: 1)
        }
      case .markAllRead, .markRead:
        guard refs.contains(where: { $0.kind == .notification }) else { continue }
        try apply(db, entry.write, localID: nil, now: entry.createdAt)
      case .post, .favorite: break
      case .like, .attend, .follow, .approve, .reject:
        guard let target = entry.write.target, touched.contains(target) else { continue }
        try apply(db, entry.write, localID: nil, now: entry.createdAt)
      }
    }
  }

  static func reapplyFavorites(_ db: Database) throws {
    for entry in try OutboxRow.fetch(db, "state IN ('queued', 'sending', 'uncertain')", []) {
      if case .favorite = entry.write {
        try apply(db, entry.write, localID: nil, now: entry.createdAt)
      }
    }
  }

  private static func countComment(_ db: Database, post: Int, by delta: Int) throws {
    try db.execute(
      sql: "UPDATE post SET comments_count = max(0, comments_count + ?) WHERE id = ?",
      arguments: [delta, post])
  }

  /// Who writes here.
  private struct Author {
    var id: Int
    var name: String?

    init(_ db: Database) throws {
      id = try UserRow.id(db)
      name = try String.fetchOne(db, sql: "SELECT value FROM setting WHERE key = 'user_name'")
    }
  }
}
