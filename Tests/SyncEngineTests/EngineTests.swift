import CNTKit
import Foundation
import Testing

@testable import SyncEngine

/// The engine as it runs beside the app.
@Suite(.timeLimit(.minutes(5)))
struct EngineTests {
  /// Runs the engine until `condition` holds after one of its signs of life.
  private func run(
    _ rig: Rig, until condition: @escaping @Sendable (SyncStatus) async throws -> Bool
  ) async throws {
    let task = Task { await rig.engine.run() }
    defer { task.cancel() }
    for await status in rig.engine.status where try await condition(status) { return }
  }

  @Test func `a write goes out when the app nudges`() async throws {
    let rig = try Rig()
    rig.platform.with { $0.posts = [.sample(1)] }
    let (mirror, platform, engine) = (rig.mirror, rig.platform, rig.engine)
    try await run(rig) { status in
      guard case .idle = status else { return false }
      if platform.with({ $0.comments.isEmpty }) {
        if try mirror.outbox().isEmpty {
          try mirror.submit(.comment(post: 1, text: "Amen"), now: Rig.start)
        }
        engine.nudge()
        return false
      }
      return true
    }
    #expect(platform.with { $0.comments.count } == 1)
  }

  @Test func `a write of another process goes out without a nudge`() async throws {
    let rig = try Rig()
    rig.platform.with { $0.posts = [.sample(1)] }
    let other = try Mirror(folder: rig.mirror.folder)
    let platform = rig.platform
    try await run(rig) { status in
      guard case .idle = status else { return false }
      if try other.outbox().isEmpty, platform.with({ $0.comments.isEmpty }) {
        try other.submit(.comment(post: 1, text: "Amen"), now: Rig.start)
        return false
      }
      return true
    }
    #expect(platform.with { $0.comments.count } == 1)
    #expect(try other.outbox().isEmpty)
  }

  @Test func `while one syncs, the other says so and its work is done all the same`() async throws {
    let rig = try Rig()
    let second = try Rig.engine(rig.mirror, rig.platform, rig.home)
    let first = Task { await rig.engine.run() }
    for await status in rig.engine.status { if case .idle = status { break } }
    let waiting = Task { await second.run() }
    for await status in second.status {
      #expect(status == .elsewhere)
      break
    }
    let report = await second.syncOnce()
    #expect(report.failure?.contains("Another cnt") == true)
    waiting.cancel()
    first.cancel()
  }

  @Test func `what the engine itself writes while offline does not wake it again`() async throws {
    let rig = try Rig()
    try rig.mirror.submit(.comment(post: 1, text: "Amen"), now: rig.now)
    try rig.mirror.submit(.comment(post: 1, text: "So be it"), now: rig.now)
    rig.platform.offline()
    let task = Task { await rig.engine.run() }
    for await status in rig.engine.status { if case .offline = status { break } }
    // The engine's commits are all seen by whoever watches; what was tried is known after them.
    var changes = rig.mirror.changes().makeAsyncIterator()
    let other = try Mirror(folder: rig.mirror.folder)
    for value in 0..<3 {
      try other.setSetting("beat", "\(value)")
      await changes.next()
    }
    #expect(rig.platform.calls("POST") <= 1)
    task.cancel()
  }

  @Test func `being offline and signed out are said`() async throws {
    let rig = try Rig()
    rig.platform.offline()
    try await run(rig) { if case .offline = $0 { true } else { false } }
    let other = try Rig()
    other.platform.fail("GET /users/me", .status(401, detail: "x"), times: 9)
    other.platform.fail("POST /auth/refresh", .status(401, detail: "x"), times: 9)
    try await run(other) { $0 == .signedOut }
  }

  @Test func `a report has a line for each collection`() async throws {
    let rig = try Rig()
    rig.platform.with { $0.podcasts = [.sample(1), .sample(2)] }
    let report = await rig.engine.syncOnce()
    #expect(report.lines.first == "outbox: 0 sent, 0 refused, 0 waiting")
    #expect(report.lines.contains("podcasts: 2 fetched, 2 new, 0 changed"))
  }

  @Test func `waits double, stay below the longest and are spread`() {
    var backoff = Backoff(first: .seconds(1), longest: .seconds(8))
    let waits = (0..<6).map { _ in backoff.next(random: 1) }
    #expect(waits == [1, 2, 4, 8, 8, 8].map { Duration.seconds($0) })
    backoff.succeeded()
    #expect(backoff.next(random: 0) == .milliseconds(500))
  }

  @Test func `members are not asked for what admins see`() async throws {
    let rig = try Rig()
    _ = await rig.engine.syncOnce()
    await rig.engine.focus(.adminQueue(type: nil))
    #expect(rig.platform.calls("GET /admin") == 0)
  }
}
