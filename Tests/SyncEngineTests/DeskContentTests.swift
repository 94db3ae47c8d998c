import CNTKit
import Foundation
import Testing

@testable import SyncEngine

/// What an admin does to what is published, to the carousel and to the commission.
struct DeskContentTests {
  private let time = TestTime()

  private func rig() async throws -> Rig {
    let rig = try Rig(isAdmin: true)
    rig.platform.with { world in
      world.podcasts = (1...3).map { .sample($0) }
      world.podcasts[2].status = "rejected"
      world.posts = [.sample(1, at: 50), .sample(2, at: 60)]
      world.tracks = [MusicTrack(id: 1, title: "Song", createdAt: Timestamp(rig.now))]
      world.commission = CommissionSettings(id: 1, percentage: 10, isActive: true)
      world.users = [AdminUser(id: 3, name: "Asaph", email: "a@x.org")]
    }
    _ = await rig.engine.syncOnce()
    return rig
  }

  private func names(
    _ rig: Rig, _ state: DeskContent.State, _ type: String? = nil, match: String? = nil
  ) throws -> [String] {
    try rig.rows(.content(DeskContent(type: type, state)), match: match).map {
      "\($0.item.ref.kind.rawValue) \($0.item.ref.id)"
    }
  }

  @Test func `content of every type is one list, newest first, narrowed by title or maker`()
    async throws
  {
    let rig = try await rig()
    #expect(
      try names(rig, .approved) == ["track 1", "post 2", "post 1", "podcast 2", "podcast 1"])
    #expect(try names(rig, .approved, "podcast") == ["podcast 2", "podcast 1"])
    #expect(try names(rig, .hidden) == ["podcast 3"])
    #expect(try names(rig, .approved, match: "podcast") == ["podcast 2", "podcast 1"])
    #expect(
      try names(rig, .approved, match: "asaph")
        == ["post 2", "post 1", "podcast 2", "podcast 1"])
    #expect(try rig.mirror.count(ListQuery(source: .content(DeskContent(.approved))), upTo: 9) == 5)
  }

  @Test func `the joined list is paged in both directions without a gap or a repeat`() async throws
  {
    let rig = try Rig(isAdmin: true)
    // Many of one second, of several types: only the ids part them.
    for id in 1...12 {
      _ = try rig.mirror.apply([Podcast.sample(id, at: id / 4)], now: rig.now)
      _ = try rig.mirror.apply([CommunityPost.sample(id, at: id / 4)], now: rig.now)
    }
    let query = ListQuery(source: .content(DeskContent(.approved)))
    let all = try rig.mirror.window(query, anchor: .first, limit: 100).rows.map(\.item.ref)
    #expect(all.count == 24 && Set(all).count == 24)
    for size in [1, 5, 7] {
      var forward: [ItemRef] = []
      var window = try rig.mirror.window(query, anchor: .first, limit: size)
      forward += window.rows.map(\.item.ref)
      while window.hasAfter, let last = window.rows.last {
        window = try rig.mirror.window(query, anchor: .after(last.key), limit: size)
        forward += window.rows.map(\.item.ref)
      }
      #expect(forward == all)
      var back = try rig.mirror.window(query, anchor: .last, limit: size)
      var backward = back.rows.map(\.item.ref)
      while back.hasBefore, let first = back.rows.first {
        back = try rig.mirror.window(query, anchor: .before(first.key), limit: size)
        backward = back.rows.map(\.item.ref) + backward
      }
      #expect(backward == all)
    }
    for ref in all {
      #expect(try rig.mirror.window(query, anchor: .at(ref), limit: 1).rows.first?.item.ref == ref)
    }
  }

  @Test func `what is archived is off at once, and can be published again`() async throws {
    let rig = try await rig()
    try rig.mirror.submit(.archive(type: "podcast", id: 1), now: rig.now)
    #expect(try names(rig, .approved, "podcast") == ["podcast 2"])
    #expect(try names(rig, .hidden, "podcast") == ["podcast 3", "podcast 1"])
    #expect(try rig.rows(.podcasts(nil)).map(\.item.ref.id) == [2])
    _ = await rig.engine.syncOnce()
    #expect(rig.platform.with { $0.deskDeeds } == ["POST 1"])
    try rig.mirror.submit(.restore(type: "podcast", id: 1), now: rig.now)
    #expect(try names(rig, .approved, "podcast") == ["podcast 2", "podcast 1"])
  }

  @Test(arguments: [(404, "Not Found"), (405, "Method Not Allowed")])
  func `a server that cannot archive says so, and everything is as it was`(
    status: Int, detail: String
  ) async throws {
    let rig = try await rig()
    rig.platform.fail("POST /admin/archive", .status(status, detail: detail))
    try rig.mirror.submit(.archive(type: "podcast", id: 1), now: rig.now)
    _ = await rig.engine.syncOnce()
    let failed = try #require(rig.mirror.outbox().first)
    #expect(failed.state == .failed && failed.failure?.contains("cannot archive") == true)
    #expect(try names(rig, .approved, "podcast") == ["podcast 2", "podcast 1"])
    _ = await rig.engine.syncOnce()
    #expect(rig.platform.calls("POST /admin/archive") == 1)
  }

  @Test func `a deletion goes at once and is done when somebody else was quicker`() async throws {
    let rig = try await rig()
    try rig.mirror.submit(.deleteContent(type: "podcast", id: 2), now: rig.now)
    #expect(try names(rig, .approved, "podcast") == ["podcast 1"])
    #expect(try names(rig, .hidden, "podcast") == ["podcast 3"])
    rig.platform.before("DELETE /admin/podcast/2") { $0.podcasts.removeAll { $0.id == 2 } }
    let report = await rig.engine.syncOnce()
    #expect(report.sent == 1 && report.refused == 0)
    #expect(try rig.mirror.row(ItemRef(kind: .podcast, id: 2)) == nil)
  }

  @Test func `a deletion that is taken back leaves no trace`() async throws {
    let rig = try await rig()
    let before = try rig.rows(.content(DeskContent(.approved)))
    let ids = try rig.mirror.submit(
      [.deleteContent(type: "podcast", id: 1), .archive(type: "community_post", id: 2)],
      now: rig.now, heldFor: 8)
    #expect(try names(rig, .approved) == ["track 1", "post 1", "podcast 2"])
    #expect(try rig.mirror.takeBack(ids) == ids)
    #expect(try rig.rows(.content(DeskContent(.approved))) == before)
  }

  @Test func `a place in the carousel changes at once and once`() async throws {
    let rig = try await rig()
    try rig.mirror.submit(.setCarousel(post: 1, false), now: rig.now)
    #expect(try rig.post(1)?.showInCarousel == false)
    rig.platform.fail("PATCH /community/posts/1/carousel-visibility", .answerLost)
    _ = await rig.engine.syncOnce()
    _ = await rig.engine.syncOnce()
    #expect(rig.platform.with { $0.posts.first { $0.id == 1 }?.showInCarousel } == false)
    #expect(try rig.mirror.outbox().isEmpty)
  }

  @Test func `a decision that another admin made otherwise ends as a note, and is not tried again`()
    async throws
  {
    let rig = try await rig()
    rig.platform.with { $0.pending = [AdminContentItem(id: 5, type: "podcast", title: "P")] }
    _ = await rig.engine.syncOnce()
    try rig.mirror.submit(.approve(type: "podcast", id: 5), now: rig.now)
    rig.platform.fail(
      "POST /admin/approve", .status(409, detail: "Podcast is rejected meanwhile"))
    _ = await rig.engine.syncOnce()
    #expect(
      try rig.mirror.outbox().map(\.failure) == [
        "Another admin decided otherwise meanwhile (“Podcast is rejected meanwhile”): look at it "
          + "again, then discard this."
      ])
    _ = await rig.engine.syncOnce()
    #expect(rig.platform.calls("POST /admin/approve") == 1)
  }

  @Test func `what is gone cannot be approved: that is said`() async throws {
    let rig = try await rig()
    try rig.mirror.submit(.approve(type: "podcast", id: 99), now: rig.now)
    let report = await rig.engine.syncOnce()
    #expect(report.refused == 1)
    #expect(try rig.mirror.outbox().first?.failure?.contains("not there any more") == true)
  }

  @Test func `the commission shows what waits, and then what the server has`() async throws {
    let rig = try await rig()
    #expect(try rig.mirror.commission().server?.percentage == 10)
    let wanted = CommissionChange(
      kind: .fixed, percentage: 10, fixedAmount: 0.5, isActive: false)
    let seen = try #require(rig.mirror.commission().server?.change)
    try rig.mirror.submit(.setCommission(wanted, seen: seen), now: rig.now)
    #expect(try rig.mirror.commission().waiting == wanted)
    #expect(try rig.mirror.commission().current == wanted)
    _ = await rig.engine.syncOnce()
    let after = try rig.mirror.commission()
    #expect(after.waiting == nil && after.server?.change == wanted && after.replaced == nil)
  }

  /// A change to 12 percent by who did not see that another admin has set 25 meanwhile.
  private func changeOverAnother(_ rig: Rig) throws {
    let seen = try #require(rig.mirror.commission().server?.change)
    rig.platform.with { $0.commission?.percentage = 25 }
    var wanted = seen
    wanted.percentage = 12
    try rig.mirror.submit(.setCommission(wanted, seen: seen), now: rig.now)
  }

  @Test func `the last writer's commission holds, and what it replaced is told`() async throws {
    let rig = try await rig()
    try changeOverAnother(rig)
    rig.platform.fail("PUT /admin/settings/commission", .answerLost)
    _ = await rig.engine.syncOnce()
    _ = await rig.engine.syncOnce()
    #expect(rig.platform.with { $0.commission?.percentage } == 12)
    #expect(rig.platform.calls("PUT /admin/settings/commission") == 1)
    #expect(try rig.mirror.commission().server?.percentage == 12)
    #expect(try rig.mirror.outbox().isEmpty)
    #expect(try rig.mirror.commission().replaced?.settings.percentage == 25)
  }

  @Test func `of two admins the later is told what the first had set`() async throws {
    let rig = try await rig()
    try changeOverAnother(rig)
    _ = await rig.engine.syncOnce()
    #expect(try rig.mirror.commission().replaced?.settings.percentage == 25)
  }

  @Test func `what another admin had set is told also when the answer was lost`() async throws {
    let rig = try await rig()
    try changeOverAnother(rig)
    rig.platform.fail("PUT /admin/settings/commission", .unreachable)
    _ = await rig.engine.syncOnce()
    // Nothing left: nothing came over anything.
    #expect(try rig.mirror.commission().replaced == nil)
    rig.platform.fail("PUT /admin/settings/commission", .answerLost)
    for _ in 0..<2 { _ = await rig.engine.syncOnce() }
    #expect(try rig.mirror.outbox().isEmpty)
    #expect(try rig.mirror.commission().replaced?.settings.percentage == 25)
  }

  @Test(arguments: [false, true])
  func `a change that was not made came over nothing`(isDiscarded: Bool) async throws {
    let rig = try await rig()
    try changeOverAnother(rig)
    rig.platform.fail("PUT /admin/settings/commission", .requestLost)
    _ = await rig.engine.syncOnce()
    #expect(try rig.mirror.commission().replaced?.settings.percentage == 25)
    if isDiscarded {
      try rig.mirror.discard(try #require(try rig.mirror.outbox().first).id)
    } else {
      rig.platform.fail("PUT /admin/settings/commission", .status(403, detail: "No"))
      _ = await rig.engine.syncOnce()
      #expect(try rig.mirror.outbox().map(\.state) == [.failed])
    }
    #expect(try rig.mirror.commission().replaced == nil)
  }

  @Test func `a change that is given up leaves what an earlier one replaced`() async throws {
    let rig = try await rig()
    try changeOverAnother(rig)
    _ = await rig.engine.syncOnce()
    var wanted = try #require(rig.mirror.commission().server?.change)
    let seen = wanted
    wanted.percentage = 15
    let second = try rig.mirror.submit(.setCommission(wanted, seen: seen), now: rig.now)
    try rig.mirror.discard(second)
    #expect(try rig.mirror.commission().replaced?.settings.percentage == 25)
  }

  @Test func `of two changes made offline the second did not come over another admin's`()
    async throws
  {
    for another in [nil, 25.0] {
      let rig = try await rig()
      let seen = try #require(rig.mirror.commission().server?.change)
      if let another { rig.platform.with { $0.commission?.percentage = another } }
      for percentage in [12.0, 15] {
        var wanted = seen
        wanted.percentage = percentage
        try rig.mirror.submit(.setCommission(wanted, seen: seen), now: rig.now)
      }
      _ = await rig.engine.syncOnce()
      #expect(rig.platform.with { $0.commission?.percentage } == 15)
      #expect(try rig.mirror.commission().replaced?.settings.percentage == another)
    }
  }
}
