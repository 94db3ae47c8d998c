import CNTKit
import Foundation
import Testing

@testable import SyncEngine

/// Decisions that can be taken back for a while.
struct HeldWriteTests {
  private let time = TestTime()

  /// An admin's mirror beside a platform where podcasts 1 and 2 wait for a decision.
  private func desk() async throws -> (rig: Rig, engine: SyncEngine) {
    let rig = try Rig(isAdmin: true)
    rig.platform.with { state in
      state.pending = [1, 2].map { AdminContentItem(id: $0, type: "podcast", title: "P\($0)") }
    }
    let time = time
    let engine = try Rig.engine(
      rig.mirror, rig.platform, rig.home, isAdmin: true, now: { time.now })
    _ = await engine.syncOnce()
    return (rig, engine)
  }

  private func queue(_ rig: Rig) throws -> [String] {
    try rig.rows(.adminQueue(type: nil)).map(\.item.entity.searchTitle).sorted()
  }

  @Test func `a held decision shows at once and is sent when its time is over`() async throws {
    let (rig, engine) = try await desk()
    try rig.mirror.submit(.approve(type: "podcast", id: 1), now: time.now, heldFor: 6)
    #expect(try queue(rig) == ["P2"])
    _ = await engine.syncOnce()
    #expect(rig.platform.calls("POST /admin/approve/podcast/1") == 0)
    #expect(try rig.mirror.outbox().map(\.state) == [.queued])
    time.pass(7)
    _ = await engine.syncOnce()
    #expect(rig.platform.calls("POST /admin/approve/podcast/1") == 1)
    #expect(try rig.mirror.outbox().isEmpty)
  }

  @Test func `the next round begins when a hold ends`() async throws {
    let (rig, engine) = try await desk()
    try rig.mirror.submit(.approve(type: "podcast", id: 1), now: time.now, heldFor: 6)
    let wait = await engine.step()
    #expect(wait > .seconds(6) && wait < .seconds(7))
  }

  @Test func `what is taken back in time never reaches the server and is in the queue again`()
    async throws
  {
    let (rig, engine) = try await desk()
    let ids = try rig.mirror.submit(
      [
        .reject(type: "podcast", id: 1, reason: "Too loud"), .approve(type: "podcast", id: 2),
      ], now: time.now, heldFor: 6)
    #expect(try queue(rig).isEmpty)
    #expect(try rig.mirror.takeBack(ids) == ids)
    #expect(try queue(rig) == ["P1", "P2"])
    time.pass(60)
    _ = await engine.syncOnce()
    #expect(rig.platform.with { $0.pending.count } == 2)
    #expect(try rig.mirror.outbox().isEmpty)
  }

  @Test func `what was sent cannot be taken back`() async throws {
    let (rig, engine) = try await desk()
    let ids = try rig.mirror.submit(
      [.approve(type: "podcast", id: 1)], now: time.now, heldFor: 6)
    time.pass(7)
    _ = await engine.syncOnce()
    #expect(try rig.mirror.takeBack(ids).isEmpty)
  }

  @Test func `a clock that was set back does not hold a decision for ever`() async throws {
    let (rig, engine) = try await desk()
    try rig.mirror.submit(.approve(type: "podcast", id: 1), now: time.now, heldFor: 6)
    time.pass(-86_400)
    _ = await engine.syncOnce()
    #expect(rig.platform.calls("POST /admin/approve/podcast/1") == 1)
  }

  @Test func `nothing is held for longer than a minute`() async throws {
    let (rig, engine) = try await desk()
    try rig.mirror.submit(.approve(type: "podcast", id: 1), now: time.now, heldFor: 1e9)
    time.pass(61)
    _ = await engine.syncOnce()
    #expect(rig.platform.calls("POST /admin/approve/podcast/1") == 1)
  }

  @Test func `a change of mind about one thing waits behind what is held`() async throws {
    let (rig, engine) = try await desk()
    try rig.mirror.submit(
      .reject(type: "podcast", id: 1, reason: nil), now: time.now, heldFor: 6)
    try rig.mirror.submit(.approve(type: "podcast", id: 1), now: time.now)
    _ = await engine.syncOnce()
    #expect(rig.platform.calls("POST /admin/approve/podcast/1") == 0)
    time.pass(7)
    _ = await engine.syncOnce()
    #expect(rig.platform.calls("POST /admin/reject/podcast/1") == 1)
  }

  @Test func `at the end of the program what is held is sent`() async throws {
    let (rig, engine) = try await desk()
    let ids = try rig.mirror.submit(
      [.approve(type: "podcast", id: 1)], now: time.now, heldFor: 8)
    await engine.flush(atMost: .seconds(1))
    #expect(rig.platform.calls("POST /admin/approve/podcast/1") == 0)
    try rig.mirror.releaseHolds()
    await engine.flush(atMost: .seconds(1))
    #expect(rig.platform.calls("POST /admin/approve/podcast/1") == 1)
    #expect(try rig.mirror.takeBack(ids).isEmpty)
  }

  @Test func `the end of the program does not wait for a server that does not answer`() async throws
  {
    let (rig, engine) = try await desk()
    try rig.mirror.submit(.approve(type: "podcast", id: 1), now: time.now)
    rig.platform.fail("POST /admin/approve/podcast/1", .unreachable)
    await engine.flush(atMost: .seconds(1))
    #expect(try rig.mirror.outbox().map(\.state) == [.queued])
  }

  @Test func `of several writes all are taken or none`() async throws {
    let (rig, _) = try await desk()
    try rig.mirror.configure(
      """
      CREATE TEMP TRIGGER no_more BEFORE INSERT ON outbox WHEN NEW.title LIKE '%2'
      BEGIN SELECT RAISE(ABORT, 'no'); END
      """)
    #expect(throws: (any Error).self) {
      try rig.mirror.submit(
        [.approve(type: "podcast", id: 1), .approve(type: "podcast", id: 2)], now: time.now)
    }
    #expect(try rig.mirror.outbox().isEmpty)
    #expect(try queue(rig) == ["P1", "P2"])
  }

  @Test func `what comes after a decision on the same thing waits for it`() async throws {
    let (rig, _) = try await desk()
    try rig.mirror.submit(.approve(type: "podcast", id: 1), now: time.now, heldFor: 6)
    let archiving = try rig.mirror.submit(.archive(type: "podcast", id: 1), now: time.now)
    let other = try rig.mirror.submit(.archive(type: "podcast", id: 2), now: time.now)
    #expect(try rig.mirror.nextToSend(now: time.now)?.id == other)
    #expect(try rig.mirror.nextToSend(without: [other], now: time.now) == nil)
    time.pass(7)
    let next = try #require(try rig.mirror.nextToSend(without: [other], now: time.now))
    #expect(next.write == .approve(type: "podcast", id: 1))
    let blocked = try Set([#require(next.write.subject)])
    #expect(
      try rig.mirror.nextToSend(without: [other, next.id], blocked: blocked, now: time.now) == nil)
    #expect(try rig.mirror.nextToSend(without: [other, next.id], now: time.now)?.id == archiving)
  }
}
