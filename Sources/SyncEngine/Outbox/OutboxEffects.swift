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
      try BaseRow.keep(db, CommunityPost.self, post)
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
    case .make(let making):
      guard let localID else { return }
      try MadeRow.insert(db, making, id: localID, now: now)
    case .favorite(let ref, let on):
      try FavoriteRow.keepBase(db, ref)
      if on {
        try FavoriteRow.insert(db, ref, content: nil, sortKey: now.microseconds)
      } else {
        try FavoriteRow.remove(db, ref)
      }
    case .attend(let event, true):
      try BaseRow.keep(db, Event.self, event)
      try db.execute(
        sql: """
          UPDATE event SET my_attendance_status = 'pending', hash = 0
          WHERE id = ? AND my_attendance_status IS NULL AND is_attending = 0
          """, arguments: [event])
    case .attend(let event, false):
      try BaseRow.keep(db, Event.self, event)
      try db.execute(
        sql: """
          UPDATE event SET attendees_count = max(0, attendees_count - is_attending),
            is_attending = 0, my_attendance_status = NULL, hash = 0
          WHERE id = ? AND (my_attendance_status IS NOT NULL OR is_attending = 1)
          """, arguments: [event])
    case .editEvent, .deleteEvent, .decideAttendee: try EventEffects.apply(db, write)
    case .editProfile(let changes): try ProfileRow.change(db, changes)
    case .follow(let artist, let on):
      try BaseRow.keep(db, Artist.self, artist)
      try db.execute(
        sql: """
          UPDATE artist SET followers_count = max(0, followers_count + ?), is_following = ?,
            hash = 0
          WHERE id = ? AND coalesce(is_following, 0) <> ?
          """, arguments: [on ? 1 : -1, on, artist, on])
    case .markRead(let ids):
      for id in ids { try markRead(db, id) }
    case .markAllRead:
      for id in try Int.fetchAll(db, sql: "SELECT id FROM notification WHERE read = 0") {
        try markRead(db, id)
      }
    case .createPlaylist(let new):
      guard let localID else { return }
      try PlaylistEffects.insert(db, id: localID, new, now: now)
    case .addToPlaylist(let playlist, let type, let id):
      guard let localID else { return }
      try PlaylistEffects.add(
        db, to: playlist, item: localID, [PlaylistThing(type: type, id: id)])
    case .removeFromPlaylist(let playlist, let item, _, _):
      try PlaylistEffects.remove(db, from: playlist, item: item)
    case .approve, .reject:
      if let target = write.target {
        try db.execute(
          sql: "UPDATE admin_item SET decided = 1 WHERE id = ?", arguments: [target.id])
      }
    case .setAdmin, .deleteUser, .archive, .restore, .deleteContent, .setCarousel, .setCommission:
      try DeskEffects.apply(db, write)
    case .askSupport, .answerSupport, .seeSupport, .closeSupport:
      try SupportRows.apply(db, write, localID: localID, now: now)
    case .addDocument, .editDocument, .deleteDocument:
      try DocumentRows.apply(db, write, localID: localID, now: now)
    }
  }

  private static func markRead(_ db: Database, _ id: Int) throws {
    try BaseRow.keep(db, UserNotification.self, id)
    try db.execute(
      sql: "UPDATE notification SET read = 1, hash = 0 WHERE id = ? AND read = 0",
      arguments: [id])
  }

  /// Takes an effect back: the rows are what the server said last, with what still waits done to
  /// them. To be called when the write no longer counts among those that wait; what it made stays.
  static func takeBack(_ db: Database, _ entry: OutboxEntry) throws {
    switch entry.write {
    case .like(let post, _), .comment(let post, _):
      try BaseRow.restore(db, CommunityPost.self, post)
      try reapply(db, to: [ItemRef(kind: .post, id: post)], asked: nil)
    case .decideAttendee(let event, let user, _):
      try AttendeeRow.restore(db, event: event, user: user)
    case .editProfile: try ProfileRow.restore(db)
    case .attend(let event, _), .editEvent(let event, _), .deleteEvent(let event):
      try BaseRow.restore(db, Event.self, event)
      try reapply(db, to: [ItemRef(kind: .event, id: event)], asked: nil)
    case .follow(let artist, _):
      try BaseRow.restore(db, Artist.self, artist)
      try reapply(db, to: [ItemRef(kind: .artist, id: artist)], asked: nil)
    case .markRead, .markAllRead:
      let ids = try BaseRow.ids(db, .notification)
      for id in ids { try BaseRow.restore(db, UserNotification.self, id) }
      try reapply(db, to: ids.map { ItemRef(kind: .notification, id: $0) }, asked: nil)
    case .favorite(let ref, _):
      try FavoriteRow.restore(db, ref)
      try reapplyFavorites(db, asked: nil)
    case .approve, .reject:
      guard let target = entry.write.target else { return }
      try db.execute(
        sql: "UPDATE admin_item SET decided = 0 WHERE id = ?", arguments: [target.id])
      try reapply(db, to: [target], asked: nil)
    case .setAdmin, .deleteUser, .archive, .restore, .deleteContent, .setCarousel, .setCommission:
      guard let target = try DeskEffects.takeBack(db, entry) else { return }
      try reapply(db, to: [target], asked: nil)
    case .answerSupport(let id, _, _), .seeSupport(let id, _), .closeSupport(let id):
      try BaseRow.restore(db, SupportMessage.self, id)
      try reapply(db, to: [ItemRef(kind: .support, id: id)], asked: nil)
    case .editDocument(let id, _), .deleteDocument(let id): try DocumentRows.takeBack(db, id)
    case .addToPlaylist(let playlist, _, _), .removeFromPlaylist(let playlist, _, _, _):
      try BaseRow.restore(db, Playlist.self, playlist)
      try reapply(db, to: [ItemRef(kind: .playlist, id: playlist)], asked: nil)
    case .post, .make, .createPlaylist, .askSupport, .addDocument: break
    }
  }

  /// Removes the row that a write made here, with what hangs on it.
  static func removeMade(_ db: Database, _ entry: OutboxEntry) throws {
    guard let localID = entry.localID else { return }
    switch entry.write {
    case .comment: try Comment.delete(db, id: localID)
    case .post: try CommunityPost.delete(db, id: localID)
    case .make(let making): try MirrorEntities.type(of: making.kind).delete(db, id: localID)
    case .askSupport: try SupportMessage.delete(db, id: localID)
    case .addDocument: try DocumentAsset.delete(db, id: localID)
    case .createPlaylist: try Playlist.delete(db, id: localID)
    case .addToPlaylist(let playlist, _, _):
      try PlaylistEffects.remove(db, from: playlist, item: localID)
    default: break
    }
  }

  /// Does again, to rows just taken from the server, what waits to be sent, and what was done after
  /// these rows were asked for.
  static func reapply(_ db: Database, to refs: [ItemRef], asked: Asked?) throws {
    let entries = try OutboxRow.open(db, settledAfter: asked)
    guard !entries.isEmpty else { return }
    let touched = Set(refs)
    let hasNotifications = refs.contains { $0.kind == .notification }
    var playlists: [Int: [OutboxEntry]] = [:]
    for entry in entries {
      switch entry.write {
      case .comment(let post, _):
        guard touched.contains(ItemRef(kind: .post, id: post)) else { continue }
        // Whether the row counts a comment that was sent meanwhile, only the next answer tells.
        try countComment(db, post: post, by: entry.state == .done ? 0 : 1)
      case .markAllRead, .markRead:
        guard hasNotifications else { continue }
        try apply(db, entry.write, localID: nil, now: entry.createdAt)
      case .post, .favorite, .createPlaylist, .editProfile, .decideAttendee, .setCommission,
        .askSupport, .addDocument, .make:
        break
      case .addToPlaylist, .removeFromPlaylist:
        guard let target = entry.write.target, touched.contains(target) else { continue }
        playlists[target.id, default: []].append(entry)
      case .like, .attend, .follow, .editEvent, .deleteEvent, .approve, .reject, .setAdmin,
        .deleteUser, .archive, .restore, .deleteContent, .setCarousel, .answerSupport,
        .seeSupport, .closeSupport, .editDocument, .deleteDocument:
        guard let target = entry.write.target, touched.contains(target) else { continue }
        try apply(db, entry.write, localID: nil, now: entry.createdAt)
      }
    }
    for (playlist, entries) in playlists {
      try PlaylistEffects.reapply(db, entries, to: playlist)
    }
  }

  /// Does favourites again that wait to be sent, or were sent after the server's were asked for.
  static func reapplyFavorites(_ db: Database, asked: Asked?) throws {
    for entry in try OutboxRow.open(db, settledAfter: asked) {
      guard case .favorite = entry.write else { continue }
      try apply(db, entry.write, localID: nil, now: entry.createdAt)
    }
  }

  static func countComment(_ db: Database, post: Int, by delta: Int) throws {
    try BaseRow.keep(db, CommunityPost.self, post)
    try db.execute(
      sql: "UPDATE post SET comments_count = max(0, comments_count + ?), hash = 0 WHERE id = ?",
      arguments: [delta, post])
  }
}
