import CNTKit
import Foundation
import GRDB
import Testing

@testable import SyncEngine

/// Writes before they are sent.
struct SubmitTests {
  private func rigWithPosts() async throws -> Rig {
    let rig = try Rig()
    rig.platform.with { $0.posts = [.sample(2), .sample(1)] }
    _ = await rig.engine.syncOnce()
    return rig
  }

  @Test func `a like shows at once, as pending`() async throws {
    let rig = try await rigWithPosts()
    try rig.mirror.submit(.like(post: 2, liked: true), now: rig.now)
    let row = try #require(try rig.rows(.feed(category: nil)).first)
    #expect(try rig.post(2)?.isLiked == true)
    #expect(try rig.post(2)?.likesCount == 1)
    #expect(row.pending)
    #expect(try rig.mirror.counts().pendingWrites == 1)
  }

  @Test func `a comment shows at once below the post, with a local id`() async throws {
    let rig = try await rigWithPosts()
    try rig.mirror.submit(.comment(post: 2, text: "Amen"), now: rig.now)
    let row = try #require(try rig.rows(.comments(post: 2)).first)
    guard case .comment(let comment) = row.item else { return #expect(Bool(false)) }
    #expect(comment.id < 0 && comment.content == "Amen" && comment.userName == "Miriam")
    #expect(row.pending)
    #expect(try rig.post(2)?.commentsCount == 1)
  }

  @Test func `a post shows at once at the top of the feed`() async throws {
    let rig = try await rigWithPosts()
    let new = CommunityPostCreate(title: "Thanks", content: "For rain", category: "General")
    try rig.mirror.submit(.post(new), now: rig.now)
    let row = try #require(try rig.rows(.feed(category: nil)).first)
    #expect(row.item.ref.id < 0 && row.pending)
    #expect(try rig.rows(.feed(category: "general")).first?.item.ref == row.item.ref)
  }

  @Test func `a submit that fails leaves neither effect nor entry`() async throws {
    let rig = try await rigWithPosts()
    try await rig.mirror.database.write { db in
      try db.execute(
        sql: """
          CREATE TRIGGER full BEFORE UPDATE ON post BEGIN SELECT raise(ABORT, 'no room'); END
          """)
    }
    #expect(throws: MirrorError.self) {
      try rig.mirror.submit(.like(post: 2, liked: true), now: rig.now)
    }
    #expect(try rig.mirror.outbox().isEmpty)
    #expect(try rig.post(2)?.isLiked == false)
  }

  @Test func `like and unlike, both unsent, are nothing`() async throws {
    let rig = try await rigWithPosts()
    try rig.mirror.submit(.like(post: 2, liked: true), now: rig.now)
    try rig.mirror.submit(.like(post: 2, liked: false), now: rig.now)
    #expect(try rig.mirror.outbox().isEmpty)
    #expect(try rig.post(2)?.likesCount == 0)
  }

  @Test func `a favourite turned on and off again, offline, is nothing`() async throws {
    let rig = try Rig()
    rig.platform.with { $0.podcasts = [.sample(1)] }
    _ = await rig.engine.syncOnce()
    let ref = ItemRef(kind: .podcast, id: 1)
    try rig.mirror.submit(.favorite(ref, true), now: rig.now)
    #expect(try rig.mirror.row(ref)?.isFavorite == true)
    try rig.mirror.submit(.favorite(ref, false), now: rig.now)
    #expect(try rig.mirror.outbox().isEmpty)
    #expect(try rig.rows(.favorites).isEmpty)
  }

  @Test func `a like that was tried without a connection still cancels with its opposite`()
    async throws
  {
    let rig = try await rigWithPosts()
    try rig.mirror.submit(.like(post: 2, liked: true), now: rig.now)
    rig.platform.offline()
    _ = await rig.engine.syncOnce()
    try rig.mirror.submit(.like(post: 2, liked: false), now: rig.now)
    #expect(try rig.mirror.outbox().isEmpty)
  }

  @Test func `discarding a comment takes its row and its count back`() async throws {
    let rig = try await rigWithPosts()
    let id = try rig.mirror.submit(.comment(post: 2, text: "Amen"), now: rig.now)
    try rig.mirror.discard(id)
    #expect(try rig.rows(.comments(post: 2)).isEmpty)
    #expect(try rig.post(2)?.commentsCount == 0)
  }

  @Test func `discarding a post discards what hangs on it`() async throws {
    let rig = try Rig()
    let new = CommunityPostCreate(title: "Thanks", content: "For rain", category: "General")
    let id = try rig.mirror.submit(.post(new), now: rig.now)
    let local = try #require(try rig.rows(.feed(category: nil)).first?.item.ref.id)
    try rig.mirror.submit(.comment(post: local, text: "And sun"), now: rig.now)
    try rig.mirror.submit(.like(post: local, liked: true), now: rig.now)
    try rig.mirror.discard(id)
    #expect(try rig.mirror.outbox().isEmpty)
    #expect(try rig.rows(.feed(category: nil)).isEmpty)
    #expect(try rig.rows(.comments(post: local)).isEmpty)
  }

  @Test func `discarding a withdrawal brings the approved place back`() async throws {
    let rig = try Rig()
    let event = Event(
      id: 4, hostID: 3, title: "Picnic", attendeesCount: 9, isAttending: true,
      myAttendanceStatus: "approved")
    rig.platform.with { $0.events = [event] }
    _ = await rig.engine.syncOnce()
    let id = try rig.mirror.submit(.attend(event: 4, false), now: rig.now)
    #expect(try rig.rows(.events(.attending)).isEmpty)
    try rig.mirror.discard(id)
    guard case .event(let back)? = try rig.rows(.events(.attending)).first?.item else {
      return #expect(Bool(false))
    }
    #expect(back.myAttendanceStatus == "approved" && back.attendeesCount == 9)
  }

  @Test func `a decision leaves the queue at once and comes back when discarded`() async throws {
    let rig = try Rig(isAdmin: true)
    rig.platform.with { $0.pending = [AdminContentItem(id: 3, type: "podcast", title: "Psalm")] }
    _ = await rig.engine.syncOnce()
    let id = try rig.mirror.submit(.approve(type: "podcast", id: 3), now: rig.now)
    #expect(try rig.rows(.adminQueue(type: nil)).isEmpty)
    #expect(try rig.mirror.counts().adminPending == 0)
    try rig.mirror.discard(id)
    #expect(try rig.rows(.adminQueue(type: nil)).count == 1)
  }
}
