import CNTKit
import Foundation
import Testing

@testable import SyncEngine

/// The admin's figures, out of the mirror.
struct DeskTests {
  private let now = Date(timeIntervalSince1970: 1_800_000_000)  // Fri, 15 Jan 2027 08:00 UTC
  private let zone = TimeZone(secondsFromGMT: 3600) ?? .current

  private func mirror() throws -> (TemporaryFolder, Mirror) {
    let home = try TemporaryFolder()
    return (home, try Mirror(folder: home.path))
  }

  @Test func `what waits is counted by kind, without what was decided here`() throws {
    let (home, mirror) = try mirror()
    _ = try mirror.apply(
      [
        AdminContentItem(
          id: 1, type: "podcast", status: "pending",
          createdAt: Timestamp(secondsSince1970: 1_799_000_000)),
        AdminContentItem(
          id: 2, type: "podcast", status: "pending",
          createdAt: Timestamp(secondsSince1970: 1_799_500_000)),
        AdminContentItem(id: 2, type: "event", status: "pending"),
      ], now: now)
    let before = try mirror.deskFigures(now: now, timeZone: zone)
    #expect(before.pending == [.init(type: "podcast", count: 2), .init(type: "event", count: 1)])
    #expect(before.oldestPending == Date(timeIntervalSince1970: 1_799_000_000))
    try mirror.submit(.approve(type: "podcast", id: 1), now: now, heldFor: 8)
    let after = try mirror.deskFigures(now: now, timeZone: zone)
    #expect(after.pending.map(\.count) == [1, 1])
    #expect(after.oldestPending == Date(timeIntervalSince1970: 1_799_500_000))
    withExtendedLifetime(home) {}
  }

  @Test func `days begin at midnight where the person is`() throws {
    let (home, mirror) = try mirror()
    // 00:00 in that zone is 23:00 UTC of the day before.
    let midnight = 1_799_967_600
    _ = try mirror.apply(
      [midnight, midnight - 1, midnight - 86_400, midnight - 86_401, midnight + 200_000]
        .enumerated()
        .map { Podcast.sample($0 + 1, at: $1 - 1_700_000_000) }, now: now)
    let figures = try mirror.deskFigures(days: 3, now: now, timeZone: zone)
    #expect(figures.activity.first == .init(kind: .podcast, days: [1, 2, 1]))
    #expect(figures.activity.map(\.kind) == [.podcast, .movie, .track, .post])
    withExtendedLifetime(home) {}
  }
}
