import CNTKit
import Foundation
import GRDB

/// Questions that pulling asks the mirror.
extension Mirror {
  /// Creators whose artist page is not here, or was last looked at more than a day ago.
  func creatorsWithoutFreshArtist(now: Date, limit: Int) throws -> [Int] {
    try read { db in
      try Int.fetchAll(
        db,
        sql: """
          SELECT DISTINCT creator_id FROM (
            SELECT creator_id FROM podcast UNION SELECT creator_id FROM movie
          ) WHERE creator_id IS NOT NULL AND creator_id NOT IN (
            SELECT user_id FROM artist WHERE seen_at > ?
          ) LIMIT ?
          """, arguments: [Int(now.timeIntervalSince1970) - 86_400, limit])
    }
  }

  /// Of the newest posts, those whose comments here are not as many as the server says.
  func postsMissingComments(among newest: Int, limit: Int) throws -> [Int] {
    try read { db in
      try Int.fetchAll(
        db,
        sql: """
          SELECT id FROM (SELECT id, comments_count FROM post WHERE id > 0
            ORDER BY sort_key DESC, id DESC LIMIT ?) AS recent
          WHERE comments_count <> (SELECT count(*) FROM comment WHERE post_id = recent.id)
          LIMIT ?
          """, arguments: [newest, limit])
    }
  }

  func replaceComments(of post: Int, _ rows: [Comment], now: Date) throws -> ApplyResult {
    let result = try apply(rows, now: now)
    let keep = Set(rows.map(\.id))
    let gone = try read { db in
      try Int.fetchAll(
        db, sql: "SELECT id FROM comment WHERE post_id = ? AND id > 0", arguments: [post]
      ).filter { !keep.contains($0) }
    }
    if !gone.isEmpty {
      try write { db in for id in gone { try EntityRow<Comment>.delete(db, id: id) } }
    }
    return result
  }

  /// Who this mirror belongs to; the outbox needs it for what is made here.
  func setOwner(id: Int, name: String?) throws {
    try setSetting("user_id", "\(id)")
    if let name { try setSetting("user_name", name) }
  }
}
