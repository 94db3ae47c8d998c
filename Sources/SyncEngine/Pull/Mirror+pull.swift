import CNTKit
import Foundation
import GRDB

/// Questions that pulling asks the mirror.
extension Mirror {
  /// Creators of what is here whose artist page was not asked for within a day.
  func creatorsToAsk(besides userID: Int, now: Date, limit: Int) throws -> [Int] {
    try read { db in
      try Int.fetchAll(
        db,
        sql: """
          SELECT user FROM (
            SELECT ? AS user UNION SELECT creator_id FROM podcast UNION SELECT creator_id FROM movie
          ) WHERE user IS NOT NULL
            AND user NOT IN (SELECT user_id FROM creator WHERE asked_at > ?)
          ORDER BY user LIMIT ?
          """, arguments: [userID, Int(now.timeIntervalSince1970) - 86_400, limit])
    }
  }

  func didAsk(creator: Int, now: Date) throws {
    try write(durably: false) { db in
      try db.execute(
        sql: """
          INSERT INTO creator (user_id, asked_at) VALUES (?, ?)
          ON CONFLICT (user_id) DO UPDATE SET asked_at = excluded.asked_at
          """, arguments: [creator, Int(now.timeIntervalSince1970)])
    }
  }

  /// Of the newest posts, those whose count of comments is not what it was when they were fetched.
  func postsWithNewComments(among newest: Int, limit: Int) throws -> [Int] {
    try read { db in
      try Int.fetchAll(
        db,
        sql: """
          SELECT id FROM (SELECT id, comments_count, comments_fetched FROM post WHERE id > 0
            ORDER BY sort_key DESC, id DESC LIMIT ?)
          WHERE comments_count <> coalesce(comments_fetched, 0) LIMIT ?
          """, arguments: [newest, limit])
    }
  }

  /// Of the newest posts with comments, the next ones below the one looked at last, then from the top
  /// again.
  func postsToCheck(among newest: Int, below last: Int?, limit: Int) throws -> [Int] {
    try read { db in
      let ids = try Int.fetchAll(
        db,
        sql: """
          SELECT id FROM (SELECT id, comments_count FROM post WHERE id > 0
            ORDER BY sort_key DESC, id DESC LIMIT ?) AS newest
          WHERE comments_count > 0
            OR EXISTS (SELECT 1 FROM comment WHERE comment.post_id = newest.id AND comment.id > 0)
          ORDER BY id DESC
          """, arguments: [newest])
      let below = ids.filter { $0 < last ?? .max }
      return Array((below.isEmpty ? ids : below).prefix(limit))
    }
  }

  func didFetchComments(of post: Int) throws {
    let isNews = try read { db in
      try Int.fetchOne(
        db,
        sql: "SELECT 1 FROM post WHERE id = ? AND comments_fetched IS NOT comments_count",
        arguments: [post]) != nil
    }
    guard isNews else { return }
    try write(durably: false) { db in
      try db.execute(
        sql: "UPDATE post SET comments_fetched = comments_count WHERE id = ?", arguments: [post])
    }
  }

  /// The entries of a playlist as the server has them, as far as is known here: those added here are
  /// none of its yet, and those whose removal waits are.
  func itemsOfServer(_ id: Int) throws -> [PlaylistItem]? {
    try read { db in
      let here = try Playlist.stored(db, id)?.items?.filter { $0.id > 0 }
      let removed = try OutboxRow.open(db, settledAfter: nil).compactMap { entry -> Int? in
        guard case .removeFromPlaylist(id, let item, _, _) = entry.write else { return nil }
        return item
      }
      guard !removed.isEmpty, let told = try BaseRow.kept(db, Playlist.self, id)?.items else {
        return here
      }
      let known = Set((here ?? []).map(\.id))
      let hidden = told.filter { removed.contains($0.id) && !known.contains($0.id) }
      return ((here ?? []) + hidden).sorted { ($0.position, $0.id) < ($1.position, $1.id) }
    }
  }

  func playlist(_ id: Int) throws -> Playlist? {
    guard case .playlist(let playlist)? = try row(ItemRef(kind: .playlist, id: id))?.item else {
      return nil
    }
    return playlist
  }
}
