import CNTKit
import Foundation
import Synchronization
import Testing

@testable import SyncEngine

/// Writes without an answer: when they are sent again, and what they may hold up.
@Suite(.timeLimit(.minutes(5)))
struct UnansweredTests {
  /// A clock that the test sets.
  private final class Time: Sendable {
    let now = Mutex(Rig.start)
    func pass(_ seconds: TimeInterval) { now.withLock { $0 += seconds } }
  }

  private func rig() async throws -> (Rig, Time) {
    let rig = try Rig()
    rig.platform.with { $0.posts = [.sample(2), .sample(1)] }
    _ = await rig.engine.syncOnce()
    return (rig, Time())
  }

  /// The engine of a process that was started now.
  private func engine(_ rig: Rig, _ time: Time, settlePause: TimeInterval = 20) throws
    -> SyncEngine
  {
    try Rig.engine(
      rig.mirror, rig.platform, rig.home, settlePause: settlePause,
      now: { time.now.withLock { $0 } })
  }

  @Test func `a try that may still arrive is not repeated`() async throws {
    let (rig, time) = try await rig()
    try rig.mirror.submit(.comment(post: 2, text: "Amen"), now: rig.now)
    rig.platform.fail("POST /community/posts/2/comments", .requestLost)
    let first = try engine(rig, time)
    _ = await first.syncOnce()
    let report = await first.syncOnce()
    #expect(report.settling == 1 && rig.platform.with { $0.comments.isEmpty })
    // Another process knows of the try from the disk alone; a clock that was set back begins anew.
    time.pass(-500)
    #expect(await (try engine(rig, time)).syncOnce().settling == 1)
    time.pass(19)
    #expect(await (try engine(rig, time)).syncOnce().settling == 1)
    time.pass(2)
    #expect(await (try engine(rig, time)).syncOnce().sent == 1)
    #expect(rig.platform.with { $0.comments.count } == 1)
  }

  @Test func `a look that got no answer is no try`() async throws {
    let (rig, time) = try await rig()
    try rig.mirror.submit(.comment(post: 2, text: "Amen"), now: rig.now)
    try rig.mirror.submit(.like(post: 1, liked: true), now: rig.now)
    rig.platform.fail("GET /community/posts", .answerLost, times: 2)
    let engine = try engine(rig, time)
    _ = await engine.syncOnce()
    #expect(try rig.mirror.outbox().map(\.state) == [.queued, .queued])
    #expect(try rig.mirror.outbox().allSatisfy { $0.sentAt == nil })
    _ = await engine.syncOnce()
    #expect(try rig.mirror.outbox().isEmpty)
  }

  @Test func `what never left goes out as soon as there is a line`() async throws {
    let (rig, time) = try await rig()
    try rig.mirror.submit(.favorite(ItemRef(kind: .podcast, id: 4), true), now: rig.now)
    rig.platform.fail("POST /favorites", .unreachable)
    let engine = try engine(rig, time)
    _ = await engine.syncOnce()
    #expect(await engine.syncOnce().sent == 1)
  }

  @Test func `a write that never gets an answer keeps neither others nor pulls from going on`()
    async throws
  {
    let (rig, time) = try await rig()
    rig.platform.with { $0.podcasts = [.sample(1)] }
    try rig.mirror.submit(.comment(post: 2, text: "Poison"), now: rig.now)
    try rig.mirror.submit(.like(post: 2, liked: true), now: rig.now)
    rig.platform.fail("POST /community/posts/2/comments", .requestLost, times: 100)
    let engine = try engine(rig, time, settlePause: 0)
    let report = await engine.syncOnce()
    #expect(report.failure == nil && report.sent == 1 && report.postponed == 1)
    #expect(try rig.rows(.podcasts(nil)).count == 1)
    // Nor does it open the circuit: what somebody looks at is fetched.
    for _ in 0..<3 { _ = await engine.step() }
    let calls = rig.platform.calls("GET /favorites")
    await engine.focus(.favorites)
    #expect(rig.platform.calls("GET /favorites") == calls + 1)
  }

  @Test func `many that hang on a refused post do not hold up the others`() async throws {
    let (rig, _) = try await rig()
    try rig.mirror.submit(
      .post(CommunityPostCreate(title: "T", content: "C", category: "general")), now: rig.now)
    for number in 0..<120 {
      try rig.mirror.submit(.comment(post: -1, text: "\(number)"), now: rig.now)
    }
    try rig.mirror.submit(.like(post: 1, liked: true), now: rig.now)
    rig.platform.fail("POST /community/posts", .status(422, detail: "No"))
    _ = await rig.engine.syncOnce()
    #expect(rig.platform.with { $0.likes } == [1])
    #expect(try rig.mirror.outbox().count == 121)
  }

  @Test func `a key that comes late does not make an old comment a twin`() async throws {
    let (rig, time) = try await rig()
    rig.platform.with { world in
      let long = Timestamp(secondsSince1970: 1_700_000_000)
      world.comments = [Comment(id: 9, postID: 2, userID: 7, content: "Amen", createdAt: long)]
      world.nextID = 500
    }
    try rig.mirror.submit(.comment(post: 2, text: "Amen"), now: rig.now)
    rig.platform.fail("POST /community/posts/2/comments", .requestLost, times: 2)
    _ = await (try engine(rig, time)).syncOnce()
    rig.platform.with { $0.features = [ServerCapabilities.idempotencyKeys: 1] }
    time.pass(60)
    _ = await (try engine(rig, time)).syncOnce()
    time.pass(60)
    _ = await (try engine(rig, time)).syncOnce()
    #expect(rig.platform.with { $0.comments.map(\.id) } == [9, 501])
  }

  @Test func `where a key has expired, only what was made since is a twin`() async throws {
    let (rig, time) = try await rig()
    rig.platform.with { world in
      let long = Timestamp(secondsSince1970: 1_700_000_000)
      world.comments = [Comment(id: 9, postID: 2, userID: 7, content: "Amen", createdAt: long)]
      world.nextID = 500
      world.features = [ServerCapabilities.idempotencyKeys: 1]
    }
    try rig.mirror.submit(.comment(post: 2, text: "Amen"), now: rig.now)
    rig.platform.fail("POST /community/posts/2/comments", .requestLost)
    _ = await (try engine(rig, time)).syncOnce()
    #expect(try rig.mirror.outbox().first?.isKeyed == true)
    time.pass(8 * 86_400)
    _ = await (try engine(rig, time)).syncOnce()
    #expect(rig.platform.with { $0.comments.map(\.id) } == [9, 501])
    #expect(try rig.mirror.outbox().isEmpty)
  }

  @Test func `who quits does not wait for a server that does not answer`() async throws {
    let rig = try Rig()
    rig.platform.with { $0.podcasts = [.sample(1)] }
    rig.platform.fail("GET /podcasts/", .hangs)
    let task = Task { await rig.engine.run() }
    for await status in rig.engine.status where status == .syncing("podcasts") { break }
    while rig.platform.calls("GET /podcasts/") == 0 { await Task.yield() }
    task.cancel()
    // The suite's time limit is what this fails by.
    await task.value
  }
}
