import CNTKit
import Foundation
import Testing

@testable import SyncEngine

/// What the server tells of rows after one was made here while it was asked.
struct MadeRowTests {
  /// A mirror with podcast 12 and post 5, where comment 12 and an entry 12 of a playlist arrived after
  /// the server was asked.
  private func rig() throws -> (rig: Rig, asked: Asked) {
    let rig = try Rig()
    _ = try rig.mirror.apply([Podcast.sample(12)], now: rig.now)
    _ = try rig.mirror.apply([CommunityPost.sample(5)], now: rig.now)
    _ = try rig.mirror.apply([Playlist(id: 12, userID: 7, name: "L", items: [])], now: rig.now)
    let asked = try rig.mirror.asking()
    try rig.mirror.submit(.comment(post: 5, text: "Amen"), now: rig.now)
    try rig.mirror.submit(
      adding: [ItemRef(kind: .track, id: 1)], toPlaylist: 12, now: rig.now)
    let waiting = try rig.mirror.outbox()
    try rig.mirror.complete(
      waiting[0], .comment(CNTKit.Comment(id: 12, postID: 5, userID: 7, content: "Amen")),
      now: rig.now)
    try rig.mirror.complete(
      waiting[1], .playlistItem(PlaylistItem(id: 12, contentType: "music", contentID: 1)),
      now: rig.now)
    return (rig, asked)
  }

  private func isThere(_ rig: Rig, _ kind: ItemKind) throws -> Bool {
    try rig.mirror.row(ItemRef(kind: kind, id: 12)) != nil
  }

  @Test func `a feed's word for one kind is taken though one of another got the same id`() throws {
    let (rig, asked) = try rig()
    try rig.mirror.write { try StateRow.set($0, StateRow.feedCursor, "1") }
    let page = SyncChangePage(
      changes: [.podcast, .comment, .playlist].map { .delete(SyncKey(kind: $0, id: 12)) },
      cursor: "2", hasMore: false)
    _ = try rig.mirror.apply(page, after: "1", asked: asked, isEnd: true, now: rig.now)
    #expect(try !isThere(rig, .podcast) && !isThere(rig, .playlist))
    #expect(try isThere(rig, .comment))
  }

  @Test func `so is a whole feed's silence`() throws {
    let (rig, asked) = try rig()
    let page = SyncChangePage(
      changes: [.upsert(.post(.sample(5)))], cursor: "2", hasMore: false)
    _ = try rig.mirror.apply(page, after: nil, asked: asked, isEnd: true, now: rig.now)
    #expect(try !isThere(rig, .podcast) && isThere(rig, .comment))
  }

  @Test func `so is a list's`() throws {
    let (rig, asked) = try rig()
    #expect(try rig.mirror.absent([] as [Podcast], where: "1", asked: asked) == [12])
    #expect(try rig.mirror.absent([] as [CNTKit.Comment], where: "1", asked: asked).isEmpty)
    let pass = Pass(asked: asked)
    #expect(
      try rig.mirror.finish(pass, of: .podcasts, Podcast.self, where: "1").suspected == [12])
    #expect(
      try rig.mirror.finish(pass, of: .comments, CNTKit.Comment.self, where: "1").suspected.isEmpty)
  }
}
