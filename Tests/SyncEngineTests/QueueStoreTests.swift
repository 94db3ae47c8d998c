import Foundation
import Testing

@testable import SyncEngine

/// The queue that outlives the app, and what was played.
struct QueueStoreTests {
  private func entry(_ uid: UInt32) -> QueueEntry {
    QueueEntry(
      ref: ItemRef(kind: .podcast, id: Int(uid)), title: "Reading \(uid)", subtitle: "",
      media: "/\(uid).mp3", uid: uid)
  }

  private func queue(_ uids: [UInt32], current: UInt32? = nil) -> PlayQueue {
    PlayQueue(entries: uids.map(entry), current: current)
  }

  @Test func `it is there after the process died`() throws {
    let rig = try Rig()
    var mine = queue([1, 2, 3], current: 2)
    mine.repeats = .all
    mine.order = [3, 2, 1]
    #expect(try rig.mirror.saveQueue(mine, since: []).revision == 1)
    let stored = try rig.afterKill().mirror.queue()
    #expect(stored == StoredQueue(queue: mine, revision: 1) && stored.queue.index == 1)
    // What is the same is not written.
    #expect(try rig.mirror.saveQueue(mine, since: [1, 2, 3]).revision == 1)
  }

  @Test func `two who change it at once lose nothing of each other`() throws {
    let rig = try Rig()
    try rig.mirror.saveQueue(queue([1, 2, 3, 4], current: 1), since: [])
    try rig.mirror.changeQueue { queue in
      queue.entries.removeAll { $0.uid == 3 }
      queue.entries.insert(entry(9), at: 2)
    }
    // Here 4 was taken out and 5 put in, without knowing of that.
    let merged = try rig.mirror.saveQueue(queue([1, 5, 2, 3], current: 1), since: [1, 2, 3, 4])
    #expect(merged.queue.entries.map(\.uid) == [1, 5, 2, 9])
  }

  @Test func `what plays stays, whoever takes it out`() throws {
    let mine = queue([1, 2], current: 2)
    #expect(mine.merging(queue([]), since: [1, 2]).entries.map(\.uid) == [2])
    // Put in after the queue was emptied: it is played next, not left behind.
    #expect(mine.merging(queue([7, 8]), since: [1, 2]).entries.map(\.uid) == [2, 7, 8])
    let alone = queue([2], current: 2)
    #expect(alone.merging(queue([7]), since: []).entries.map(\.uid) == [2, 7])
  }

  @Test func `numbers are given once`() {
    var queue = queue([0, 7, 0])
    var random = SystemRandomNumberGenerator()
    queue.number(using: &random)
    #expect(queue.entries[1].uid == 7 && Set(queue.entries.map(\.uid)).count == 3)
    #expect(!queue.entries.contains { $0.uid == 0 })
  }

  @Test func `what was begun and not finished can be gone on with, last first`() async throws {
    let rig = try Rig()
    rig.platform.with { $0.podcasts = (1...4).map { .sample($0) } }
    _ = await rig.engine.syncOnce()
    for (id, seconds) in [(1, 30.0), (2, 0), (3, 595), (4, 200)] {
      try rig.mirror.savePosition(
        ItemRef(kind: .podcast, id: id), seconds: seconds, duration: 600,
        now: rig.now.addingTimeInterval(Double(id)))
    }
    let unfinished = ListQuery(source: .recent, filter: .unfinished)
    #expect(
      try rig.mirror.window(unfinished, anchor: .first, limit: 9).rows.map(\.item.ref.id) == [4, 1])
    #expect(try rig.rows(.recent).map(\.item.ref.id) == [4, 3, 2, 1])
    #expect(try rig.rows(.recent)[0].position?.playedAt == rig.now.addingTimeInterval(4))
    try rig.mirror.clearHistory(keeping: ItemRef(kind: .podcast, id: 1), now: rig.now)
    #expect(try rig.rows(.recent).map(\.item.ref.id) == [1])
  }
}
