import CNTKit
import Foundation
import GRDB

/// Rows that were made here and have negative ids until the server gives them theirs.
enum LocalRows {
  /// A negative id that was never given before; nil for a write that makes no row.
  static func nextID(_ db: Database, for write: Write) throws -> Int? {
    let lowest: Int
    if let table = write.madeTable {
      lowest = try Int.fetchOne(db, sql: "SELECT min(id) FROM \(table)") ?? 0
    } else if case .addToPlaylist(let playlist, _, _) = write {
      lowest = try PlaylistEffects.lowestItem(db, playlist)
    } else {
      return nil
    }
    let used = try Int.fetchOne(db, sql: "SELECT min(local_id) FROM outbox") ?? 0
    return min(0, lowest, used) - 1
  }

  /// What a local id became; the id itself while it has not been sent.
  static func resolve(_ db: Database, _ ref: ItemRef) throws -> ItemRef {
    guard ref.id < 0 else { return ref }
    let known = try GRDB.Row.fetchAll(
      db.cachedStatement(sql: "SELECT \"write\", server_id FROM outbox WHERE local_id = ?"),
      arguments: [ref.id])
    for row in known {
      guard let server = row["server_id"] as Int? else { continue }
      return ItemRef(kind: ref.kind, id: server)
    }
    return ref
  }

  /// A write that speaks of a row by the id that it has now.
  static func resolve(_ db: Database, _ write: Write) throws -> Write {
    func post(_ id: Int) throws -> Int { try resolve(db, ItemRef(kind: .post, id: id)).id }
    var write = write
    if let parent = write.publishedParent, parent.id < 0 {
      write = write.about(try resolve(db, parent).id)
    }
    switch write {
    case .like(let id, let liked): return .like(post: try post(id), liked: liked)
    case .comment(let id, let text): return .comment(post: try post(id), text: text)
    case .addToPlaylist(let list, let type, let id):
      return .addToPlaylist(
        playlist: try resolve(db, ItemRef(kind: .playlist, id: list)).id, type: type, id: id)
    case .removeFromPlaylist(let list, let item, let type, let id):
      // Local ids are unique over all kinds, so the kind does not matter.
      return .removeFromPlaylist(
        playlist: try resolve(db, ItemRef(kind: .playlist, id: list)).id,
        item: try resolve(db, ItemRef(kind: .playlist, id: item)).id, type: type, id: id)
    default: return write
    }
  }

  static func insertComment(
    _ db: Database, id: Int, post: Int, text: String, now: Date
  ) throws {
    var comment = Comment(
      id: id, postID: post, userID: try StateRow.int(db, StateRow.userID),
      userName: try StateRow.text(db, StateRow.userName), content: text, createdAt: Timestamp(now))
    comment.id = id
    try EntityRow(comment).storeIndexed(db, seconds: Int(now.timeIntervalSince1970))
  }

  static func insertPost(_ db: Database, id: Int, _ new: CommunityPostCreate, now: Date) throws {
    let post = CommunityPost(
      id: id, userID: try StateRow.int(db, StateRow.userID),
      userName: try StateRow.text(db, StateRow.userName), title: new.title, content: new.content,
      imageURL: new.imageURL, category: new.category, postType: new.postType ?? "image",
      isApproved: false, createdAt: Timestamp(now))
    try EntityRow(post).storeIndexed(db, seconds: Int(now.timeIntervalSince1970))
  }

  /// The row has the server's id now: everything that pointed at the local one follows.
  static func move(_ db: Database, post local: Int, to server: Int) throws {
    try db.execute(
      sql: "UPDATE comment SET post_id = ? WHERE post_id = ?", arguments: [server, local])
    for entry in try OutboxRow.fetch(db, "state <> 'done'") {
      let moved: Write
      switch entry.write {
      case .like(local, let liked): moved = .like(post: server, liked: liked)
      case .comment(local, let text): moved = .comment(post: server, text: text)
      default: continue
      }
      try db.execute(
        sql: """
          UPDATE outbox SET "write" = ?,
            target_id = CASE WHEN target_kind = 'post' THEN ? ELSE target_id END
          WHERE id = ?
          """, arguments: [try OutboxRow.json(moved), server, entry.id])
    }
    try OutboxEffects.reapply(db, to: [ItemRef(kind: .post, id: server)], asked: nil)
  }
}

extension Mirror {
  /// What a local id became; the id itself while it has not been sent.
  func resolve(_ ref: ItemRef) throws -> ItemRef {
    ref.id > 0 ? ref : try read { db in try LocalRows.resolve(db, ref) }
  }
}
