import CNTKit
import Foundation
import GRDB
import Testing

@testable import SyncEngine

/// The file itself: who may read it, who shares it, and what becomes of it when it breaks.
struct MirrorTests {
  private func mode(_ path: String) throws -> Int? {
    try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
  }

  @Test func `only its owner can read it`() throws {
    let rig = try Rig()
    try rig.mirror.setSetting("volume", "70")
    #expect(try mode(rig.mirror.folder) == 0o700)
    for name in try FileManager.default.contentsOfDirectory(atPath: rig.mirror.folder) {
      #expect(try mode(rig.mirror.folder + "/" + name) == 0o600, "\(name)")
    }
  }

  @Test func `settings and positions are there after reopening`() throws {
    let home = try TemporaryFolder()
    let ref = ItemRef(kind: .podcast, id: 3)
    do {
      let mirror = try Mirror(folder: home.path)
      try mirror.setSetting("volume", "70")
      try mirror.savePosition(ref, seconds: 61.5, duration: 120, now: Rig.start)
    }
    let mirror = try Mirror(folder: home.path)
    #expect(try mirror.setting("volume") == "70")
    #expect(try mirror.position(ref)?.seconds == 61.5)
    try mirror.setSetting("volume", nil)
    #expect(try mirror.setting("volume") == nil)
  }

  @Test(.timeLimit(.minutes(5)))
  func `two instances see each other's changes`() async throws {
    let home = try TemporaryFolder()
    let (one, other) = (try Mirror(folder: home.path), try Mirror(folder: home.path))
    var changes = other.changes().makeAsyncIterator()
    _ = try one.apply([Podcast.sample(1)], now: Rig.start)
    await changes.next()
    #expect(try other.row(ItemRef(kind: .podcast, id: 1)) != nil)
    try other.setSetting("volume", "3")
    await changes.next()
    #expect(try one.setting("volume") == "3")
  }

  @Test(.timeLimit(.minutes(5)))
  func `two instances can write at once`() async throws {
    let home = try TemporaryFolder()
    let (one, other) = (try Mirror(folder: home.path), try Mirror(folder: home.path))
    await withThrowingTaskGroup(of: Void.self) { group in
      for (index, mirror) in [one, other].enumerated() {
        group.addTask {
          for number in 0..<50 {
            try mirror.submit(.comment(post: 1, text: "\(index) \(number)"), now: Rig.start)
          }
        }
      }
    }
    #expect(try one.outbox().count == 100)
    #expect(try Set(one.outbox().map(\.localID)).count == 100)
  }

  @Test func `what cannot be a database is set aside and made anew`() throws {
    let home = try TemporaryFolder()
    try Data("this is no database, it is a poem".utf8).write(
      to: URL(fileURLWithPath: home.path + "/mirror.sqlite"))
    let mirror = try Mirror(folder: home.path)
    #expect(try mirror.outbox().isEmpty)
    let names = try FileManager.default.contentsOfDirectory(atPath: home.path)
    #expect(names.contains { $0.hasPrefix("mirror.corrupt-") })
  }

  /// Overwrites the pages of a table, as a failing disk would.
  private func damage(_ table: String, in folder: String) throws {
    let path = folder + "/mirror.sqlite"
    let queue = try DatabaseQueue(path: path)
    let page = try queue.inDatabase { db in
      try db.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)")
      return try Int.fetchOne(
        db, sql: "SELECT rootpage FROM sqlite_master WHERE name = ?", arguments: [table]) ?? 0
    }
    let size = try queue.inDatabase { try Int.fetchOne($0, sql: "PRAGMA page_size") ?? 0 }
    try queue.close()
    let file = try FileHandle(forUpdating: URL(fileURLWithPath: path))
    try file.seek(toOffset: UInt64((page - 1) * size))
    try file.write(contentsOf: Data(repeating: 0xAB, count: size))
    try file.close()
  }

  @Test func `a damaged page costs what can be fetched again, not what waits to be sent`() throws {
    let home = try TemporaryFolder()
    do {
      let mirror = try Mirror(folder: home.path)
      try mirror.setOwner(id: 7, name: "Miriam")
      _ = try mirror.apply([Podcast.sample(1)], now: Rig.start)
      try mirror.submit(.comment(post: 1, text: "Amen"), now: Rig.start)
      let new = CommunityPostCreate(title: "Rain", content: "Harvest", category: "General")
      try mirror.submit(.post(new), now: Rig.start)
      try mirror.requestDownload(
        [ItemRef(kind: .podcast, id: 1)], pinned: true, now: Rig.start)
      try mirror.setSetting("volume", "70")
      try mirror.clearHistory(keeping: nil, now: Rig.start)
      try mirror.savePosition(
        ItemRef(kind: .podcast, id: 3), seconds: 5, duration: nil, now: Rig.start)
    }
    try damage("podcast", in: home.path)
    do {
      let mirror = try Mirror(folder: home.path)
      #expect(throws: MirrorError(.damaged, path: mirror.path)) {
        _ = try mirror.window(
          ListQuery(source: .podcasts(nil)), anchor: .first, limit: 5, now: Rig.start)
      }
    }
    let mirror = try Mirror(folder: home.path)
    #expect(try mirror.outbox().map(\.title) == ["Comment: Amen", "Post: Rain"])
    #expect(try mirror.downloads().map(\.isPinned) == [true])
    #expect(try mirror.setting("volume") == "70")
    #expect(try mirror.position(ItemRef(kind: .podcast, id: 3))?.seconds == 5)
    // What was forgotten does not come back from another device.
    let place = PlaybackPlace(
      contentType: "podcast", contentID: 4, seconds: 9,
      updatedAt: Int(Rig.start.timeIntervalSince1970 * 1000) - 1)
    try mirror.markShared([], answer: [place], now: Rig.start)
    #expect(try mirror.position(ItemRef(kind: .podcast, id: 4)) == nil)
    #expect(try mirror.rows(.podcasts(nil)).isEmpty)
    #expect(try mirror.rows(.comments(post: 1)).map(\.pending) == [true])
    #expect(try mirror.rows(.feed(category: nil)).map(\.pending) == [true])
  }

  @Test func `a damaged mirror is not replaced under somebody's hands`() throws {
    let home = try TemporaryFolder()
    let open = try Mirror(folder: home.path)
    try Data().write(to: URL(fileURLWithPath: home.path + "/mirror.damaged"))
    let error = #expect(throws: MirrorError.self) { try Mirror(folder: home.path) }
    #expect(error?.reason == .damagedInUse)
    withExtendedLifetime(open) {}
  }

  @Test func `a mirror of a newer cnt is left alone`() throws {
    let home = try TemporaryFolder()
    do {
      let mirror = try Mirror(folder: home.path)
      try mirror.database.write { db in
        try db.execute(sql: "INSERT INTO grdb_migrations (identifier) VALUES ('v99')")
      }
    }
    let error = #expect(throws: MirrorError.self) { try Mirror(folder: home.path) }
    #expect(error?.reason == .newerSchema)
    #expect(error?.recovery.contains("update") == true)
  }

  @Test func `a folder that cannot be made is told in one sentence`() throws {
    let home = try TemporaryFolder()
    try Data().write(to: URL(fileURLWithPath: home.path + "/file"))
    let error = #expect(throws: MirrorError.self) {
      try Mirror(folder: home.path + "/file/mirror")
    }
    #expect(error?.reason == .readOnly)
  }

  @Test func `a full disk is told in one sentence and loses nothing`() throws {
    let rig = try Rig()
    try rig.mirror.submit(.comment(post: 1, text: "First"), now: rig.now)
    try rig.mirror.database.writeWithoutTransaction { db in
      let pages = try Int.fetchOne(db, sql: "PRAGMA page_count") ?? 0
      try db.execute(sql: "PRAGMA max_page_count = \(pages)")
    }
    let long = String(repeating: "word ", count: 20_000)
    let error = #expect(throws: MirrorError.self) {
      try rig.mirror.submit(.comment(post: 1, text: long), now: rig.now)
    }
    #expect(error?.reason == .diskFull)
    #expect(try rig.mirror.outbox().map(\.title) == ["Comment: First"])
  }

  @Test func `a question about very many rows fits`() throws {
    let rig = try Rig()
    _ = try rig.mirror.apply([Podcast.sample(1_000_000_005)], now: rig.now)
    let ids = Array(1_000_000_000..<1_000_150_000)
    let stored = try rig.mirror.read { try StoredRows($0, Podcast.self, ids: ids, own: nil) }
    #expect(Array(stored.known.keys) == [1_000_000_005])
  }

  @Test func `an edit stores what changed, also what is gone, and leaves the rest`() throws {
    let rig = try Rig()
    var movie = Movie(
      id: 4, title: "The film", description: "Words", videoURL: "/v.mp4", coverImage: "/c.jpg",
      director: "A", rating: 7.5, duration: 600, status: "approved")
    _ = try rig.mirror.apply([movie], now: rig.now)
    movie.description = nil
    movie.rating = 9
    movie.isFeatured = true
    movie.createdAt = Timestamp(secondsSince1970: 1_700_000_000)
    let result = try rig.mirror.apply([movie], now: rig.now)
    #expect(result.changed == 1 && result.added == 0)
    #expect(try rig.mirror.row(ItemRef(kind: .movie, id: 4))?.item == .movie(movie))
    #expect(try rig.rows(.search("words")).isEmpty && rig.rows(.search("film")).count == 1)
    #expect(try rig.mirror.apply([movie], now: rig.now).unchanged == 1)
  }
}
