import CNTKit
import GRDBSQLite
import SyncEngine

/// The peer of a cold sync: the same rows into the same tables through SQLite's C interface and
/// nothing else, a transaction for each page.
enum BareSQLite {
  private static let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
  private static let columns = [
    "user_id", "user_name", "user_avatar", "title", "content", "image_url", "category",
    "post_type", "is_approved", "show_in_carousel", "likes_count", "comments_count", "is_liked",
    "created_at", "sort_key", "hash", "first_seen", "seen_at", "id",
  ]

  /// Writes posts into the file that a mirror made; returns how long it took.
  static func write(_ posts: [CommunityPost], to path: String, page: Int) -> Duration {
    var db: OpaquePointer?
    precondition(sqlite3_open(path, &db) == SQLITE_OK)
    defer { sqlite3_close(db) }
    sqlite3_exec(db, "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL", nil, nil, nil)
    let marks = columns.map { _ in "?" }.joined(separator: ", ")
    var insert: OpaquePointer?
    var index: OpaquePointer?
    sqlite3_prepare_v2(
      db, "INSERT INTO post (\(columns.joined(separator: ", "))) VALUES (\(marks))", -1, &insert,
      nil)
    sqlite3_prepare_v2(
      db, "INSERT INTO search (rowid, title, body) VALUES (?, ?, ?)", -1, &index, nil)
    defer {
      sqlite3_finalize(insert)
      sqlite3_finalize(index)
    }
    let start = ContinuousClock.now
    var next = 0
    while next < posts.count {
      sqlite3_exec(db, "BEGIN IMMEDIATE", nil, nil, nil)
      for post in posts[next..<min(posts.count, next + page)] {
        bind(insert, post)
        precondition(sqlite3_step(insert) == SQLITE_DONE)
        sqlite3_reset(insert)
        sqlite3_bind_int64(index, 1, Int64(post.id * 16 + 5))
        text(index, 2, post.title)
        text(index, 3, (post.userName ?? "") + " " + post.content)
        precondition(sqlite3_step(index) == SQLITE_DONE)
        sqlite3_reset(index)
      }
      sqlite3_exec(db, "COMMIT", nil, nil, nil)
      next += page
    }
    return ContinuousClock.now - start
  }

  private static func bind(_ statement: OpaquePointer?, _ post: CommunityPost) {
    func number(_ place: Int32, _ value: Int) {
      sqlite3_bind_int64(statement, place, Int64(value))
    }
    number(1, post.userID)
    text(statement, 2, post.userName)
    text(statement, 3, post.userAvatar)
    text(statement, 4, post.title)
    text(statement, 5, post.content)
    text(statement, 6, post.imageURL)
    text(statement, 7, post.category)
    text(statement, 8, post.postType)
    number(9, 1)
    number(10, 1)
    number(11, post.likesCount)
    number(12, post.commentsCount)
    number(13, 0)
    text(statement, 14, post.createdAt?.text)
    number(15, (post.createdAt?.secondsSince1970 ?? 0) * 1_000_000)
    number(16, post.id &* 0x9e37_79b9)
    number(17, 1_800_000_000)
    number(18, 1_800_000_000)
    number(19, post.id)
  }

  private static func text(_ statement: OpaquePointer?, _ place: Int32, _ value: String?) {
    guard let value else {
      sqlite3_bind_null(statement, place)
      return
    }
    sqlite3_bind_text(statement, place, value, -1, transient)
  }
}
