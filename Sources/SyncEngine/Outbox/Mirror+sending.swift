import CNTKit
import Foundation
import GRDB

/// The outbox as the sender sees it.
extension Mirror {
  /// The oldest write after `passed` that can be sent now. One that hangs on a row that is not on
  /// the server yet waits for its parent.
  func nextToSend(after passed: OutboxID) throws -> OutboxEntry? {
    try read { db in
      try OutboxRow.fetch(
        db, "id > ? AND state IN ('queued', 'sending', 'uncertain')", [passed]
      ).first { $0.write.parentPost.map { $0 > 0 } ?? true }
    }
  }

  func markSending(_ id: OutboxID, now: Date) throws {
    try write { db in
      try db.execute(
        sql: """
          UPDATE outbox SET state = 'sending', attempts = attempts + 1,
            sent_at = coalesce(sent_at, ?) WHERE id = ?
          """, arguments: [now.microseconds, id])
    }
  }

  func mark(_ id: OutboxID, _ state: OutboxEntry.State, failure: String?) throws {
    try write { db in
      try db.execute(
        sql: "UPDATE outbox SET state = ?, failure = ? WHERE id = ?",
        arguments: [state.rawValue, failure, id])
    }
  }

  /// The server has it: the row made here gets the server's id, and so does all that points at it.
  func complete(_ entry: OutboxEntry, _ answer: Sender.Answer, now: Date) throws {
    let seconds = Int(now.timeIntervalSince1970)
    try write { db in
      // Done rows are kept for a week, to tell what was sent.
      try db.execute(
        sql: "UPDATE outbox SET state = 'done', failure = NULL WHERE id = ?", arguments: [entry.id])
      try db.execute(
        sql: "DELETE FROM outbox WHERE state = 'done' AND created_at < ?",
        arguments: [now.addingTimeInterval(-7 * 86_400).microseconds])
      switch answer {
      case .nothing: break
      case .post(let post):
        guard let local = entry.localID else { return }
        try EntityRow<CommunityPost>.delete(db, id: local)
        var post = post
        // Builds that do not say so make a member's post wait for approval.
        if post.isApproved == nil { post.isApproved = true }
        _ = try EntityRow(post).store(db, seconds: seconds, extra: nil)
        try Remapping.post(db, from: local, to: post.id)
      case .comment(let comment):
        guard let local = entry.localID else { return }
        try EntityRow<Comment>.delete(db, id: local)
        _ = try EntityRow(comment).store(db, seconds: seconds, extra: nil)
      case .like(let result):
        guard case .like(let post, _) = entry.write else { return }
        try db.execute(
          sql: "UPDATE post SET is_liked = ?, likes_count = ? WHERE id = ?",
          arguments: [result.liked, result.likesCount, post])
      }
    }
  }

  /// Comments under a post that are known to be on the server.
  func confirmedComments(of post: Int) throws -> Set<Int> {
    try read { db in
      Set(
        try Int.fetchAll(
          db, sql: "SELECT id FROM comment WHERE post_id = ? AND id > 0", arguments: [post]))
    }
  }

  /// Those of `ids` that were here before a time, and so cannot be a twin of what was sent after it.
  func confirmedPosts(_ ids: [Int], before: Date) throws -> Set<Int> {
    try read { db in
      Set(
        try ids.filter { id in
          try Int.fetchOne(
            db, sql: "SELECT 1 FROM post WHERE id = ? AND seen_at < ?",
            arguments: [id, Int(before.timeIntervalSince1970)]) != nil
        })
    }
  }
}

/// Gives things that pointed at a row made here the server's id.
enum Remapping {
  static func post(_ db: Database, from local: Int, to server: Int) throws {
    try db.execute(
      sql: "UPDATE comment SET post_id = ? WHERE post_id = ?", arguments: [server, local])
    for entry in try OutboxRow.fetch(db, "state <> 'done'", []) {
      let moved: Write?
      switch entry.write {
      case .like(local, let liked): moved = .like(post: server, liked: liked)
      case .comment(local, let text): moved = .comment(post: server, text: text)
      default: moved = nil
      }
      guard let moved else { continue }
      let json = String(decoding: try JSONEncoder().encode(moved), as: UTF8.self)
      try db.execute(
        sql: """
          UPDATE outbox SET "write" = ?,
            target_id = CASE WHEN target_kind = 'post' THEN ? ELSE target_id END
          WHERE id = ?
          """, arguments: [json, server, entry.id])
    }
    let waiting = try Int.fetchOne(
      db, sql: "SELECT count(*) FROM comment WHERE post_id = ? AND id < 0", arguments: [server])
    try db.execute(
      sql: "UPDATE post SET comments_count = comments_count + ? WHERE id = ?",
      arguments: [waiting ?? 0, server])
  }
}
