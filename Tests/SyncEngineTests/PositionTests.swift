import CNTKit
import Foundation
import Testing

@testable import SyncEngine

/// Places in what is played, on their way between devices.
struct PositionTests {
  private let podcast = ItemRef(kind: .podcast, id: 4)
  private let both = [
    ServerCapabilities.playbackPositions: 1, ServerCapabilities.idempotencyKeys: 1,
  ]

  private func rig(offered: Bool = true) throws -> Rig {
    let rig = try Rig()
    if offered { rig.platform.with { $0.features = both } }
    return rig
  }

  private func kept(_ rig: Rig) -> [PlaybackPlace] { rig.platform.with { $0.places } }

  @Test func `only the newest goes, once, also after a lost answer`() async throws {
    let rig = try rig()
    for seconds in [10.0, 20, 30] {
      try rig.mirror.savePosition(
        podcast, seconds: seconds, duration: 600, now: rig.now.addingTimeInterval(seconds))
    }
    rig.platform.fail("PUT /sync/positions", .answerLost)
    for _ in 0..<3 { _ = await rig.engine.syncOnce() }
    #expect(kept(rig).map(\.seconds) == [30] && rig.platform.calls("PUT /sync/positions") == 2)
    #expect(try rig.mirror.unsharedPlaces(limit: 9).isEmpty)
    #expect(try rig.mirror.counts().pendingWrites == 0)
  }

  @Test func `the deployed platform is asked for nothing`() async throws {
    let rig = try rig(offered: false)
    try rig.mirror.savePosition(podcast, seconds: 9, duration: nil, now: rig.now)
    _ = await rig.engine.syncOnce()
    #expect(rig.platform.calls("PUT /sync") == 0)
    #expect(try !rig.mirror.sharesPositions())
  }

  @Test func `what another device played later is taken over, what was earlier is not`()
    async throws
  {
    let rig = try rig()
    let milliseconds = Int(rig.now.timeIntervalSince1970 * 1000)
    func place(_ id: Int, _ seconds: Double, _ time: Int) -> PlaybackPlace {
      PlaybackPlace(
        contentType: "podcast", contentID: id, seconds: seconds, updatedAt: milliseconds + time)
    }
    for id in [1, 2] {
      try rig.mirror.savePosition(
        ItemRef(kind: .podcast, id: id), seconds: 50, duration: 600, now: rig.now)
    }
    rig.platform.with { $0.places = [place(1, 99, 5000), place(2, 7, -5000)] }
    _ = await rig.engine.syncOnce()
    func seconds(_ id: Int) throws -> Double? {
      try rig.mirror.position(ItemRef(kind: .podcast, id: id))?.seconds
    }
    #expect(try seconds(1) == 99 && seconds(2) == 50)
    #expect(kept(rig).map(\.seconds).sorted() == [50, 99])
    #expect(try rig.mirror.unsharedPlaces(limit: 9).isEmpty)
    // One whose clock is a year ahead cannot win for a year.
    try rig.mirror.markShared([], answer: [place(2, 1, 365 * 86_400_000)], now: rig.now)
    #expect(try seconds(2) == 1)
    try rig.mirror.savePosition(
      ItemRef(kind: .podcast, id: 2), seconds: 60, duration: 600,
      now: rig.now.addingTimeInterval(61))
    #expect(try rig.mirror.unsharedPlaces(limit: 9).map(\.place.seconds) == [60])
    try rig.mirror.markShared(
      [], answer: [PlaybackPlace(contentType: "x", contentID: 1, seconds: -4, updatedAt: 0)],
      now: rig.now)
  }

  @Test func `a server with a fault holds nothing up`() async throws {
    let rig = try rig()
    rig.platform.with { $0.podcasts = [.sample(4)] }
    try rig.mirror.savePosition(podcast, seconds: 9, duration: nil, now: rig.now)
    rig.platform.fail("PUT /sync/positions", .status(500, detail: "no"))
    let report = await rig.engine.syncOnce()
    #expect(report.failure == nil)
    #expect(try rig.rows(.podcasts(nil)).count == 1)
    _ = await rig.engine.syncOnce()
    #expect(kept(rig).map(\.seconds) == [9])
  }
}
