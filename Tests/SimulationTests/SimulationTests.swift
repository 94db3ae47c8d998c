import Foundation
import SyncSimulation
import Testing

/// The engine under simulated failures; `make simulate` runs many more seeds.
@Suite(.serialized)
struct SimulationTests {
  /// In memory where there is such a folder: thousands of flushes would wait for a disk.
  private func folder() -> String {
    let memory = "/dev/shm"
    let base = FileManager.default.isWritableFile(atPath: memory) ? memory : NSTemporaryDirectory()
    return "\(base)/cnt-simulation-\(UUID().uuidString)"
  }

  private func run(_ seed: UInt64, isExtended: Bool) async throws {
    let folder = folder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try await Simulation(
      seed: seed, operations: 200, folder: folder, isExtended: isExtended
    ).run()
  }

  /// Each found a fault once: 1 and 3, effects of refused writes that stayed; 34, a like whose answer
  /// was rubbish; 48 and 276, comments of a restored server; 29 and 97, what a feed told of before
  /// the answer came; 119 and 125, confirmed writes that a restore took back; 358 and 440, ids that a
  /// restored server gave again; 466, a retry that was meant once; 947, a favourite taken back before
  /// a restore; 1297, rows ahead of the feed; 2963, an artist as a guest sees it; 5180, a clock that
  /// was set back while an answer was awaited; 20058, a look for a twin with a token that had died.
  @Test(
    arguments: [
      1, 3, 29, 34, 48, 97, 119, 125, 276, 358, 440, 466, 947, 1297, 2963, 5180, 20058,
    ] as [UInt64])
  func `what was found once does not come back`(seed: UInt64) async throws {
    // As it was found.
    try await run(seed, isExtended: false)
  }

  /// 469, a wish that was tried again under the key of its first try.
  @Test(arguments: [469] as [UInt64])
  func `what was found since does not come back`(seed: UInt64) async throws {
    try await run(seed, isExtended: true)
  }

  @Test(arguments: [false, true])
  func `a death at any write loses and doubles nothing`(hasFeed: Bool) async throws {
    let folder = folder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let total = try await DeathWalk(hasFeed: hasFeed, folder: folder).run(dyingAt: nil)
    #expect(total > 50)
    for moment in 0..<total {
      _ = try await DeathWalk(hasFeed: hasFeed, folder: folder).run(dyingAt: moment)
    }
  }

  /// A check that cannot fail proves nothing: each kind of damage is seen.
  @Test(arguments: SabotagedRun.Damage.allCases)
  func `the checks see damage`(damage: SabotagedRun.Damage) async throws {
    let folder = folder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    #expect(try await !SabotagedRun(folder: folder).sentences(after: damage).isEmpty)
  }
}
