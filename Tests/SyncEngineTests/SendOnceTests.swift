import CNTKit
import Foundation
import Testing

@testable import SyncEngine

/// Writes of a program that sends and ends.
struct SendOnceTests {
  private func rigWithPosts() async throws -> Rig {
    let rig = try Rig()
    rig.platform.with { $0.posts = [.sample(2), .sample(1)] }
    _ = await rig.engine.syncOnce()
    rig.platform.with { $0.calls = [] }
    return rig
  }

  @Test func `what waits is sent, and nothing is fetched`() async throws {
    let rig = try await rigWithPosts()
    let ids = try rig.mirror.submit(
      [.like(post: 2, liked: true), .comment(post: 2, text: "Amen")], now: rig.now)
    #expect(try rig.mirror.receipt(ids[1])?.made?.id == -1)
    let report = try #require(await rig.engine.sendOnce(patience: .seconds(4)))
    #expect(report.failure == nil && report.sent == 2 && report.waiting == 0)
    #expect(rig.platform.with { $0.likes } == [2])
    #expect(!rig.platform.with { $0.calls }.contains { $0.line.contains("podcasts") })
    let receipts = try ids.map { try rig.mirror.receipt($0) }
    #expect(receipts.map(\.?.state) == [.done, .done])
    let made = rig.platform.with { $0.comments.map(\.id) }
    #expect(receipts[1]?.made == ItemRef(kind: .comment, id: made[0]))
  }

  @Test func `without a network it stays in the outbox, with the reason`() async throws {
    let rig = try await rigWithPosts()
    let id = try rig.mirror.submit(.like(post: 2, liked: true), now: rig.now)
    rig.platform.offline()
    let report = try #require(await rig.engine.sendOnce(patience: .seconds(4)))
    #expect(report.failure?.contains("cannot be reached") == true && report.waiting == 1)
    #expect(try rig.mirror.receipt(id)?.state == .queued)
  }

  @Test func `while another process syncs, that one sends`() async throws {
    let rig = try await rigWithPosts()
    try rig.mirror.submit(.like(post: 2, liked: true), now: rig.now)
    let lock = try #require(try FileLock.tryLock(rig.mirror.folder + "/sync.lock"))
    #expect(await rig.engine.sendOnce(patience: .seconds(4)) == nil)
    #expect(rig.platform.with { $0.calls }.isEmpty)
    withExtendedLifetime(lock) {}
  }

  @Test func `several writes are all there or none`() async throws {
    let rig = try await rigWithPosts()
    try await rig.mirror.database.write { db in
      try db.execute(
        sql: """
          CREATE TRIGGER full BEFORE UPDATE ON post WHEN new.id = 1
          BEGIN SELECT raise(ABORT, 'no room'); END
          """)
    }
    #expect(throws: MirrorError.self) {
      try rig.mirror.submit(
        [.like(post: 2, liked: true), .like(post: 1, liked: true)], now: rig.now)
    }
    #expect(try rig.mirror.outbox().isEmpty)
    #expect(try rig.post(2)?.isLiked == false)
  }

  @Test func `of a write that was undone before it was sent nothing is left`() async throws {
    let rig = try await rigWithPosts()
    let ids = try rig.mirror.submit(
      [.like(post: 2, liked: true), .like(post: 2, liked: false)], now: rig.now)
    #expect(try ids.map { try rig.mirror.receipt($0) } == [nil, nil])
  }
}
