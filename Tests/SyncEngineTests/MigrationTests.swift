import CNTKit
import Foundation
import GRDB
import Testing

@testable import SyncEngine

/// Mirrors that earlier versions made are opened with everything that is in them.
struct MigrationTests {
  /// Every version of the tables that ever reached a person.
  static let released = ["v1", "v2", "v3", "v4"]

  /// A folder with a mirror as a version left it.
  private func folder(_ version: String) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    let url = try #require(
      Bundle.module.url(forResource: version, withExtension: "sql", subdirectory: "Schemas"))
    let sql = try String(contentsOf: url, encoding: .utf8)
    let queue = try DatabaseQueue(path: folder.path + "/mirror.sqlite")
    try queue.inDatabase { db in
      try db.execute(sql: "PRAGMA journal_mode = WAL")
      try db.execute(sql: sql)
    }
    try queue.close()
    return folder
  }

  @Test(arguments: released)
  func `a mirror of an earlier version keeps what it holds`(version: String) async throws {
    let folder = try folder(version)
    let mirror = try Mirror(folder: folder.path)
    let podcast = ItemRef(kind: .podcast, id: 3)
    #expect(try mirror.rows(.podcasts(nil)).map(\.item.ref) == [podcast])
    #expect(try mirror.rows(.search("psal")).map(\.item.ref) == [podcast])
    #expect(try mirror.row(podcast)?.isFavorite == true)
    #expect(try mirror.position(podcast)?.seconds == 61.5)
    #expect(try mirror.setting("volume") == "70")
    #expect(try mirror.rows(.comments(post: 5)).count == 1)
    let open = try mirror.outbox()
    #expect(open.map(\.state) == [.queued, .failed])
    #expect(open.map(\.write) == [.comment(post: 5, text: "Amen"), .like(post: 5, liked: true)])
    #expect(Set(open.map(\.key)).count == 2 && open.allSatisfy { $0.key.count == 32 })
    #expect(try mirror.requestDownload([podcast], now: Date()).queued == [podcast])
  }

  @Test(arguments: released)
  func `what waited in an earlier version is sent once by this one`(version: String) async throws {
    let home = try TemporaryFolder()
    let earlier = try folder(version)
    try FileManager.default.copyItem(atPath: earlier.path, toPath: home.path + "/mirror")
    let platform = FakePlatform()
    platform.with { $0.posts = [.sample(5)] }
    let rig = try Rig(home: home, platform: platform)
    _ = await rig.engine.syncOnce()
    _ = await rig.engine.syncOnce()
    #expect(platform.with { $0.comments.map(\.content) } == ["Amen"])
    #expect(try rig.mirror.outbox().map(\.state) == [.failed])
  }
}
