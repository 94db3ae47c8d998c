import CNTKit
import Foundation
import Testing

@testable import SyncEngine

/// Writes on their way: nothing lost, nothing doubled.
struct SendingTests {
  private func rig(_ posts: Int = 2) async throws -> Rig {
    let rig = try Rig()
    rig.platform.with { $0.posts = (1...posts).reversed().map { .sample($0) } }
    _ = await rig.engine.syncOnce()
    return rig
  }

  @Test(arguments: [true, false])
  func `a lost answer to a like does not undo it`(hasRoute: Bool) async throws {
    let rig = try await rig()
    rig.platform.with { $0.hasPostRoute = hasRoute }
    try rig.mirror.submit(.like(post: 2, liked: true), now: rig.now)
    rig.platform.fail("POST /community/posts/2/like", .answerLost)
    _ = await rig.engine.syncOnce()
    #expect(try rig.mirror.outbox().map(\.state) == [.uncertain])
    _ = await rig.engine.syncOnce()
    #expect(try rig.mirror.outbox().isEmpty)
    #expect(rig.platform.with { $0.likes } == [2])
    #expect(rig.platform.calls("POST /community/posts/2/like") == 1)
  }

  @Test func `a like that is there already is not toggled away`() async throws {
    let rig = try await rig()
    rig.platform.with { _ = $0.likes.insert(2) }
    try rig.mirror.submit(.like(post: 2, liked: true), now: rig.now)
    _ = await rig.engine.syncOnce()
    #expect(rig.platform.with { $0.likes } == [2])
  }

  @Test func `a like that meets another device's between look and toggle ends as wanted`()
    async throws
  {
    let rig = try await rig()
    try rig.mirror.submit(.like(post: 2, liked: true), now: rig.now)
    rig.platform.before("POST /community/posts/2/like") { _ = $0.likes.insert(2) }
    _ = await rig.engine.syncOnce()
    #expect(rig.platform.with { $0.likes } == [2])
    #expect(rig.platform.calls("POST /community/posts/2/like") == 2)
  }

  @Test func `what is undone while it is looked into does not leave`() async throws {
    let rig = try await rig()
    try rig.mirror.submit(.like(post: 2, liked: true), now: rig.now)
    let (mirror, now) = (rig.mirror, rig.now)
    rig.platform.before("GET /community/posts/2") { _ in
      _ = try? mirror.submit(.like(post: 2, liked: false), now: now)
    }
    _ = await rig.engine.syncOnce()
    _ = await rig.engine.syncOnce()
    #expect(rig.platform.calls("POST /community/posts/2/like") == 0)
    #expect(try rig.mirror.outbox().isEmpty)
    #expect(try rig.post(2)?.isLiked == false)
  }

  @Test func `what is given up while it is looked into does not leave`() async throws {
    let rig = try await rig()
    let id = try rig.mirror.submit(
      .post(CommunityPostCreate(title: "A", content: "Never mind", category: "general")),
      now: rig.now)
    let mirror = rig.mirror
    rig.platform.before("GET /community/posts") { _ in try? mirror.discard(id) }
    _ = await rig.engine.syncOnce()
    #expect(rig.platform.calls("POST /community/posts") == 0)
    #expect(rig.platform.with { $0.posts.count } == 2)
    #expect(try rig.mirror.outbox().isEmpty)
  }

  @Test func `what waited for more than a week still tells what its row became`() async throws {
    let rig = try await rig()
    let made = rig.now.addingTimeInterval(-9 * 86_400)
    try rig.mirror.submit(
      .post(CommunityPostCreate(title: "A", content: "Old words", category: "general")), now: made)
    let local = try #require(
      try rig.rows(.feed(category: nil)).map(\.item.ref.id).first { $0 < 0 })
    _ = await rig.engine.syncOnce()
    try rig.mirror.submit(.comment(post: local, text: "Below it"), now: rig.now)
    _ = await rig.engine.syncOnce()
    #expect(try rig.mirror.outbox().isEmpty)
    #expect(rig.platform.with { $0.comments.map(\.content) } == ["Below it"])
  }

  @Test func `a lost answer to a comment does not post it twice`() async throws {
    let rig = try await rig()
    try rig.mirror.submit(.comment(post: 2, text: "Amen"), now: rig.now)
    rig.platform.fail("POST /community/posts/2/comments", .answerLost)
    _ = await rig.engine.syncOnce()
    _ = await rig.engine.syncOnce()
    #expect(rig.platform.with { $0.comments.map(\.content) } == ["Amen"])
    let rows = try rig.rows(.comments(post: 2))
    #expect(rows.count == 1 && rows[0].item.ref.id > 0 && !rows[0].pending)
    #expect(try rig.post(2)?.commentsCount == 1)
  }

  @Test func `a twin that was pulled before the look is still known for what it is`() async throws {
    let rig = try await rig()
    try rig.mirror.submit(.comment(post: 2, text: "Amen"), now: rig.now)
    rig.platform.fail("POST /community/posts/2/comments", .answerLost)
    _ = await rig.engine.syncOnce()
    await rig.engine.focus(.comments(post: 2))
    _ = await rig.engine.syncOnce()
    #expect(rig.platform.with { $0.comments.count } == 1)
    #expect(try rig.rows(.comments(post: 2)).count == 1)
  }

  @Test func `a look that finds no network leaves the write uncertain`() async throws {
    let rig = try await rig()
    try rig.mirror.submit(.comment(post: 2, text: "Amen"), now: rig.now)
    rig.platform.fail("POST /community/posts/2/comments", .answerLost)
    _ = await rig.engine.syncOnce()
    rig.platform.offline()
    _ = await rig.engine.syncOnce()
    #expect(try rig.mirror.outbox().map(\.state) == [.uncertain])
    rig.platform.online()
    _ = await rig.engine.syncOnce()
    #expect(rig.platform.with { $0.comments.count } == 1)
  }

  @Test func `a comment that never arrived is sent again`() async throws {
    let rig = try await rig()
    try rig.mirror.submit(.comment(post: 2, text: "Amen"), now: rig.now)
    rig.platform.fail("POST /community/posts/2/comments", .requestLost)
    _ = await rig.engine.syncOnce()
    _ = await rig.engine.syncOnce()
    #expect(rig.platform.with { $0.comments.count } == 1)
    #expect(try rig.mirror.outbox().isEmpty)
  }

  @Test func `the same words meant twice are sent twice`() async throws {
    let rig = try await rig()
    try rig.mirror.submit(.comment(post: 2, text: "Amen"), now: rig.now)
    try rig.mirror.submit(.comment(post: 2, text: "Amen"), now: rig.now)
    _ = await rig.engine.syncOnce()
    #expect(rig.platform.with { $0.comments.count } == 2)
  }

  @Test func `a first comment that was answered is no twin of a second that was not`() async throws
  {
    let rig = try await rig()
    try rig.mirror.submit(.comment(post: 2, text: "Amen"), now: rig.now)
    _ = await rig.engine.syncOnce()
    try rig.mirror.submit(.comment(post: 2, text: "Amen"), now: rig.now)
    rig.platform.fail("POST /community/posts/2/comments", .requestLost)
    _ = await rig.engine.syncOnce()
    _ = await rig.engine.syncOnce()
    #expect(rig.platform.with { $0.comments.count } == 2)
  }

  @Test func `a lost answer to a post does not post it twice`() async throws {
    let rig = try await rig()
    let new = CommunityPostCreate(title: "Thanks", content: "For rain", category: "General")
    try rig.mirror.submit(.post(new), now: rig.now)
    rig.platform.fail("POST /community/posts", .answerLost)
    _ = await rig.engine.syncOnce()
    _ = await rig.engine.syncOnce()
    #expect(rig.platform.with { $0.posts.count { $0.title == "Thanks" } } == 1)
    #expect(try rig.rows(.feed(category: nil)).count == 3)
    #expect(try rig.mirror.outbox().isEmpty)
  }

  @Test func `of two equal posts, one that arrived is not taken for the other`() async throws {
    let rig = try await rig()
    let new = CommunityPostCreate(title: "Thanks", content: "For rain", category: "General")
    try rig.mirror.submit(.post(new), now: rig.now)
    try rig.mirror.submit(.post(new), now: rig.now)
    rig.platform.fail("POST /community/posts", .faultAfterwards)
    rig.platform.fail("POST /community/posts", .status(500, detail: ""))
    _ = await rig.engine.syncOnce()
    #expect(try rig.mirror.outbox().map(\.state) == [.uncertain, .uncertain])
    _ = await rig.engine.syncOnce()
    #expect(rig.platform.with { $0.posts.count { $0.title == "Thanks" } } == 2)
    #expect(try rig.mirror.outbox().isEmpty)
  }

  @Test func `a like that was refused shows as refused, and the server's word for the rest`()
    async throws
  {
    let rig = try await rig()
    try rig.mirror.submit(.like(post: 2, liked: true), now: rig.now)
    rig.platform.fail("POST /community/posts/2/like", .status(403, detail: "Muted"))
    _ = await rig.engine.syncOnce()
    let row = try #require(try rig.mirror.row(ItemRef(kind: .post, id: 2)))
    #expect(row.failure?.contains("Muted") == true)
    #expect(try rig.post(2)?.isLiked == false && rig.post(2)?.likesCount == 0)
  }

  @Test func `what was written offline goes out in its order`() async throws {
    let rig = try await rig()
    rig.platform.offline()
    try rig.mirror.submit(.comment(post: 1, text: "one"), now: rig.now)
    try rig.mirror.submit(.comment(post: 2, text: "two"), now: rig.now)
    try rig.mirror.submit(.comment(post: 1, text: "three"), now: rig.now)
    let report = await rig.engine.syncOnce()
    #expect(report.failure != nil && report.waiting == 3)
    rig.platform.online()
    _ = await rig.engine.syncOnce()
    #expect(rig.platform.with { $0.comments.map(\.content) } == ["one", "two", "three"])
  }

  @Test func `comments and likes on a post of one's own follow it to its server id`() async throws {
    let rig = try await rig()
    rig.platform.offline()
    let new = CommunityPostCreate(title: "Thanks", content: "For rain", category: "General")
    try rig.mirror.submit(.post(new), now: rig.now)
    let local = try #require(try rig.rows(.feed(category: nil)).first?.item.ref)
    try rig.mirror.submit(.comment(post: local.id, text: "And sun"), now: rig.now)
    try rig.mirror.submit(.like(post: local.id, liked: true), now: rig.now)
    rig.platform.online()
    _ = await rig.engine.syncOnce()
    let server = try #require(rig.platform.with { $0.posts.first { $0.title == "Thanks" } })
    #expect(rig.platform.with { $0.comments.map(\.postID) } == [server.id])
    #expect(rig.platform.with { $0.likes } == [server.id])
    #expect(try rig.mirror.row(local)?.item.ref.id == server.id)
    #expect(try rig.rows(.comments(post: local.id)).count == 1)
    #expect(try rig.post(server.id)?.commentsCount == 1)
  }

  @Test func `a comment written on the old id of a sent post reaches it`() async throws {
    let rig = try await rig()
    let new = CommunityPostCreate(title: "Thanks", content: "For rain", category: "General")
    try rig.mirror.submit(.post(new), now: rig.now)
    let local = try #require(try rig.rows(.feed(category: nil)).first?.item.ref.id)
    _ = await rig.engine.syncOnce()
    try rig.mirror.submit(.comment(post: local, text: "Late"), now: rig.now)
    _ = await rig.engine.syncOnce()
    #expect(rig.platform.with { $0.comments.map(\.content) } == ["Late"])
  }

  @Test func `a refusal keeps the words, shows the reason and holds nothing up`() async throws {
    let rig = try await rig()
    let id = try rig.mirror.submit(.comment(post: 2, text: "Too long"), now: rig.now)
    try rig.mirror.submit(.comment(post: 1, text: "Fine"), now: rig.now)
    rig.platform.fail("POST /community/posts/2/comments", .status(400, detail: "Too long"))
    let report = await rig.engine.syncOnce()
    #expect(report.refused == 1 && report.sent == 1)
    let row = try #require(try rig.rows(.comments(post: 2)).first)
    #expect(row.failure == "Too long" && !row.pending)
    #expect(try rig.mirror.counts().failedWrites == 1)
    try rig.mirror.retry(id)
    _ = await rig.engine.syncOnce()
    #expect(rig.platform.with { Set($0.comments.map(\.content)) } == ["Fine", "Too long"])
    #expect(try rig.mirror.outbox().isEmpty)
  }

  @Test func `a comment on a post that was refused waits for it`() async throws {
    let rig = try await rig()
    let new = CommunityPostCreate(title: "Thanks", content: "For rain", category: "General")
    let id = try rig.mirror.submit(.post(new), now: rig.now)
    let local = try #require(try rig.rows(.feed(category: nil)).first?.item.ref.id)
    try rig.mirror.submit(.comment(post: local, text: "And sun"), now: rig.now)
    rig.platform.fail("POST /community/posts", .status(422, detail: "No"))
    _ = await rig.engine.syncOnce()
    #expect(try rig.mirror.outbox().map(\.state) == [.failed, .queued])
    try rig.mirror.retry(id)
    _ = await rig.engine.syncOnce()
    #expect(rig.platform.with { $0.comments.count } == 1)
  }

  @Test func `a server fault on one write does not hold up the others or the pull`() async throws {
    let rig = try await rig()
    try rig.mirror.submit(.like(post: 2, liked: true), now: rig.now)
    try rig.mirror.submit(.comment(post: 1, text: "Fine"), now: rig.now)
    rig.platform.fail("POST /community/posts/2/like", .status(500, detail: ""))
    let report = await rig.engine.syncOnce()
    #expect(report.sent == 1 && report.postponed == 1 && !report.collections.isEmpty)
    _ = await rig.engine.syncOnce()
    #expect(rig.platform.with { $0.likes } == [2])
  }

  @Test func `an ended session keeps everything queued`() async throws {
    let rig = try await rig()
    try rig.mirror.submit(.comment(post: 2, text: "Amen"), now: rig.now)
    rig.platform.fail("POST /community/posts/2/comments", .status(401, detail: "expired"), times: 9)
    rig.platform.fail("POST /auth/refresh", .status(401, detail: "expired"), times: 9)
    let report = await rig.engine.syncOnce()
    #expect(report.failure != nil)
    #expect(try rig.mirror.outbox().map(\.state) == [.queued])
  }

  @Test func `having it already is success`() async throws {
    let rig = try Rig()
    rig.platform.with {
      $0.podcasts = [.sample(1)]
      $0.pending = []
    }
    _ = await rig.engine.syncOnce()
    try rig.mirror.submit(.favorite(ItemRef(kind: .podcast, id: 1), true), now: rig.now)
    try rig.mirror.submit(.reject(type: "podcast", id: 9, reason: nil), now: rig.now)
    try rig.mirror.submit(.attend(event: 5, false), now: rig.now)
    rig.platform.before("POST /favorites") {
      $0.favorites = [Favorite(contentType: "podcast", contentID: 1)]
    }
    let report = await rig.engine.syncOnce()
    #expect(report.sent == 3 && report.refused == 0)
  }

  @Test(arguments: OutboxEntry.State.allCases.filter { $0 != .done })
  func `the outbox survives a death in every state`(state: OutboxEntry.State) async throws {
    let rig = try await rig()
    let id = try rig.mirror.submit(.comment(post: 2, text: "Amen"), now: rig.now)
    switch state {
    case .queued: break
    case .sending: _ = try rig.mirror.markSending(id, floor: 0, isKeyed: false, now: rig.now)
    default: try rig.mirror.mark(id, state, failure: state == .failed ? "No" : nil)
    }
    let other = try rig.afterKill()
    #expect(try other.mirror.outbox().map(\.state) == [state])
    #expect(try other.rows(.comments(post: 2)).count == 1)
    if state == .failed { try other.mirror.retry(id) }
    _ = await other.engine.syncOnce()
    #expect(rig.platform.with { $0.comments.map(\.content) } == ["Amen"])
    #expect(try other.mirror.outbox().isEmpty)
  }

  @Test func `a death between the answer and its being noted does not post twice`() async throws {
    let rig = try await rig()
    let id = try rig.mirror.submit(.comment(post: 2, text: "Amen"), now: rig.now)
    _ = try rig.mirror.markSending(id, floor: 0, isKeyed: false, now: rig.now)
    let dead = try rig.afterKill()
    rig.platform.with { world in
      world.nextID += 1
      world.comments.append(
        Comment(
          id: world.nextID, postID: 2, userID: 7, content: "Amen", createdAt: Timestamp(world.now)))
    }
    _ = await dead.engine.syncOnce()
    #expect(rig.platform.with { $0.comments.count } == 1)
    #expect(try dead.mirror.outbox().isEmpty)
  }
}
