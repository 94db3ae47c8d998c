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

  @Test func `a clock that was ahead does not end the sharing of a place`() async throws {
    let rig = try rig()
    let year: TimeInterval = 365 * 86_400
    func save(_ seconds: Double, _ time: TimeInterval) throws {
      try rig.mirror.savePosition(
        podcast, seconds: seconds, duration: 600, now: rig.now.addingTimeInterval(time))
    }
    func place(_ seconds: Double, _ time: Int) -> PlaybackPlace {
      PlaybackPlace(
        contentType: "podcast", contentID: 4, seconds: seconds,
        updatedAt: Int(rig.now.timeIntervalSince1970 * 1000) + time)
    }
    try save(10, year)
    let ahead = try rig.mirror.unsharedPlaces(limit: 9)
    // Played again, by a right clock, while the first is on its way: that one is not shared yet.
    try save(20, 5)
    try rig.mirror.markShared(ahead, answer: [], now: rig.now)
    #expect(try rig.mirror.unsharedPlaces(limit: 9).map(\.place.seconds) == [20])
    try save(30, year)
    try rig.mirror.markShared(
      try rig.mirror.unsharedPlaces(limit: 9), answer: [place(30, 60_000)], now: rig.now)
    #expect(try rig.mirror.unsharedPlaces(limit: 9).isEmpty)
    let kept = try #require(try rig.mirror.position(podcast)?.playedAt)
    #expect(kept <= rig.now.addingTimeInterval(60))
    try save(40, 70)
    #expect(try rig.mirror.unsharedPlaces(limit: 9).map(\.place.seconds) == [40])
  }

  @Test(arguments: [nil, FakePlatform.Fault.answerLost])
  func `what is played after the clock was set back by seconds is newer all the same`(
    fault: FakePlatform.Fault?
  ) async throws {
    let rig = try rig()
    let ahead = rig.now.addingTimeInterval(5)
    try rig.mirror.savePosition(podcast, seconds: 10, duration: 600, now: ahead)
    if let fault { rig.platform.fail("PUT /sync/positions", fault) }
    _ = await rig.engine.syncOnce()
    #expect(kept(rig).map(\.seconds) == [10])
    for seconds in [20.0, 30] {
      try rig.mirror.savePosition(podcast, seconds: seconds, duration: 600, now: rig.now)
      _ = await rig.engine.syncOnce()
      #expect(kept(rig).map(\.seconds) == [seconds])
      #expect(try rig.mirror.position(podcast)?.seconds == seconds)
    }
    let playedAt = try #require(try rig.mirror.position(podcast)?.playedAt)
    #expect(playedAt > ahead && playedAt < ahead.addingTimeInterval(1))
    #expect(try rig.mirror.unsharedPlaces(limit: 9).isEmpty)
  }

  @Test func `what an earlier version shared by such a clock can be told anew`() async throws {
    let rig = try rig()
    let year = rig.now.addingTimeInterval(365 * 86_400)
    try rig.mirror.savePosition(podcast, seconds: 10, duration: 600, now: year)
    let place = PlaybackPlace(
      contentType: "podcast", contentID: 4, seconds: 99,
      updatedAt: Int(rig.now.timeIntervalSince1970 * 1000))
    // Not shared yet: it is the server that says which is later.
    try rig.mirror.markShared([], answer: [place], now: rig.now)
    #expect(try rig.mirror.position(podcast)?.seconds == 10)
    try await rig.mirror.database.write { db in
      try db.execute(sql: "UPDATE playback SET shared_at = played_at")
    }
    try rig.mirror.markShared([], answer: [place], now: rig.now)
    #expect(try rig.mirror.position(podcast)?.seconds == 99)
  }

  @Test func `places that no server takes do not hold up the others`() async throws {
    let rig = try rig()
    for (ref, seconds) in [
      (ItemRef(kind: .movie, id: 1), 2e7), (ItemRef(kind: .post, id: 2), 5), (podcast, 9),
    ] {
      try rig.mirror.savePosition(ref, seconds: seconds, duration: nil, now: rig.now)
    }
    _ = await rig.engine.syncOnce()
    #expect(kept(rig).map(\.seconds) == [9])
    #expect(try rig.mirror.unsharedPlaces(limit: 1).isEmpty)
    #expect(try rig.mirror.position(ItemRef(kind: .movie, id: 1))?.seconds == 2e7)
  }

  @Test func `what is played while an odd place is set aside is told`() throws {
    let rig = try rig()
    try rig.mirror.savePosition(podcast, seconds: 2e7, duration: nil, now: rig.now)
    let odd = try rig.mirror.waitingPlaces(limit: 9).odd
    #expect(odd.count == 1)
    try rig.mirror.savePosition(
      podcast, seconds: 9, duration: nil, now: rig.now.addingTimeInterval(1))
    try rig.mirror.setAside(odd)
    #expect(try rig.mirror.unsharedPlaces(limit: 9).map(\.place.seconds) == [9])
  }

  @Test func `what was forgotten does not come back by a place told again`() async throws {
    let rig = try rig()
    rig.platform.with {
      $0.places = [
        PlaybackPlace(
          contentType: "podcast", contentID: 4, seconds: 9,
          updatedAt: Int(rig.now.timeIntervalSince1970 * 1000))
      ]
    }
    let places = kept(rig)
    try rig.mirror.markShared([], answer: places, now: rig.now)
    #expect(try rig.mirror.position(podcast)?.seconds == 9)
    try rig.mirror.clearHistory(keeping: nil, now: rig.now.addingTimeInterval(1))
    try rig.mirror.markShared([], answer: places, now: rig.now.addingTimeInterval(2))
    #expect(try rig.mirror.position(podcast) == nil)
    var later = places[0]
    later.updatedAt += 2000
    try rig.mirror.markShared([], answer: [later], now: rig.now.addingTimeInterval(3))
    #expect(try rig.mirror.position(podcast)?.seconds == 9)
    // Forgotten by a clock that was a year ahead: nothing is kept out for a year.
    try rig.mirror.clearHistory(keeping: nil, now: rig.now.addingTimeInterval(365 * 86_400))
    try rig.mirror.markShared([], answer: [later], now: rig.now.addingTimeInterval(3))
    #expect(try rig.mirror.position(podcast)?.seconds == 9)
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
