import CNTKit
import Foundation
import GRDB
import Testing

@testable import SyncEngine

/// Entries of playlists: many at once, and those whose id only the server knows.
struct PlaylistEntryTests {
  private let track = ItemRef(kind: .track, id: 9)

  private func entries(_ rig: Rig, _ id: Int) throws -> [Int] {
    try rig.mirror.playlist(id)?.items?.map(\.id) ?? []
  }

  private func sent(_ rig: Rig) -> [Int] {
    rig.platform.with { $0.playlists[0].items?.map(\.id) ?? [] }
  }

  /// A removal that waits of an entry that was added here; the server has the entry, as 78, but did not
  /// tell its id.
  private func removing(_ rig: Rig) throws {
    try rig.mirror.submit(adding: [track], toPlaylist: 3, now: rig.now)
    let local = try #require(try entries(rig, 3).last)
    let adding = try #require(try rig.mirror.outbox().first)
    #expect(try rig.mirror.markSending(adding.id, floor: nil, isKeyed: false, now: rig.now))
    try rig.mirror.submit(
      .removeFromPlaylist(playlist: 3, item: local, type: "music", id: 9), now: rig.now)
    rig.platform.with {
      $0.playlists[0].items?.append(PlaylistItem(id: 78, contentType: "music", contentID: 9))
    }
    try rig.mirror.complete(adding, .playlistItem(nil), now: rig.now)
  }

  @Test func `where entries are hidden a removal that cannot be sent is not called done`()
    async throws
  {
    let rig = try await Rig.withPlaylist()
    rig.platform.with { $0.hidesItems = true }
    try removing(rig)
    _ = await rig.engine.syncOnce()
    let left = try rig.mirror.outbox()
    #expect(left.map(\.state) == [.failed] && left.first?.failure == Sender.hiddenItems)
    #expect(left.first?.sentAt == nil && sent(rig) == [30, 78])
  }

  @Test func `a removal by content is not repeated on another entry with the same`() async throws {
    let rig = try await Rig.withPlaylist()
    rig.platform.with {
      $0.playlists[0].items?.append(PlaylistItem(id: 77, contentType: "music", contentID: 9))
    }
    _ = await rig.engine.syncOnce()
    try removing(rig)
    rig.platform.fail("DELETE /playlists/3/items", .answerLost)
    for _ in 0..<3 { _ = await rig.engine.syncOnce() }
    #expect(sent(rig) == [30, 77])
    #expect(try entries(rig, 3) == [30, 77] && rig.mirror.outbox().isEmpty)
  }

  @Test func `a removal by content that may have arrived is not repeated unasked`() async throws {
    let rig = try await Rig.withPlaylist()
    try removing(rig)
    // As an earlier version sent it.
    let removal = try #require(try rig.mirror.outbox().first)
    #expect(try rig.mirror.markSending(removal.id, floor: nil, isKeyed: false, now: rig.now))
    _ = await rig.engine.syncOnce()
    var left = try rig.mirror.outbox()
    #expect(left.map(\.state) == [.failed] && left[0].failure == Sender.unclearRemoval)
    #expect(sent(rig) == [30, 78])
    try rig.mirror.retry(removal.id)
    _ = await rig.engine.syncOnce()
    left = try rig.mirror.outbox()
    #expect(left.isEmpty && sent(rig) == [30])
  }

  @Test(arguments: [false, true])
  func `who removes what never got there removes nothing else`(isDiscarded: Bool) async throws {
    let rig = try await Rig.withPlaylist()
    rig.platform.with {
      $0.playlists[0].items?.append(PlaylistItem(id: 77, contentType: "music", contentID: 9))
    }
    _ = await rig.engine.syncOnce()
    try rig.mirror.submit(adding: [track], toPlaylist: 3, now: rig.now)
    let local = try #require(try entries(rig, 3).last)
    let adding = try #require(try rig.mirror.outbox().first)
    #expect(try rig.mirror.markSending(adding.id, floor: nil, isKeyed: false, now: rig.now))
    try rig.mirror.submit(
      .removeFromPlaylist(playlist: 3, item: local, type: "music", id: 9), now: rig.now)
    try rig.mirror.refuse(adding, "This playlist is full.")
    if isDiscarded { try rig.mirror.discard(adding.id) }
    _ = await rig.engine.syncOnce()
    #expect(sent(rig) == [30, 77])
    #expect(try rig.mirror.outbox().map(\.id) == (isDiscarded ? [] : [adding.id]))
    #expect(try entries(rig, 3) == [30, 77])
  }

  @Test func `a build without the playlist's own route is none without the playlist`() async throws
  {
    let rig = try await Rig.withPlaylist()
    try removing(rig)
    rig.platform.fail("GET /playlists/3", .status(404, detail: "Not Found"))
    _ = await rig.engine.syncOnce()
    let left = try rig.mirror.outbox()
    #expect(left.map(\.state) == [.failed] && left.first?.failure == Sender.hiddenItems)
    #expect(sent(rig) == [30, 78])
    // What is added there is added, without a look.
    rig.platform.fail("GET /playlists/3", .status(404, detail: "Not Found"))
    try rig.mirror.submit(adding: [track], toPlaylist: 3, now: rig.now)
    _ = await rig.engine.syncOnce()
    #expect(sent(rig).count == 3)
  }

  @Test func `where the playlist itself is gone a removal is done`() async throws {
    let rig = try await Rig.withPlaylist()
    try removing(rig)
    rig.platform.fail("GET /playlists/3", .status(404, detail: "Playlist not found"))
    _ = await rig.engine.syncOnce()
    #expect(try rig.mirror.outbox().isEmpty)
  }

  @Test func `many are added with one change of the playlist's row`() async throws {
    let rig = try Rig()
    let things = (1...5000).map { ItemRef(kind: .track, id: $0) }
    var before = rig.mirror.totalChanges()
    let made = try rig.mirror.submitPlaylist(
      PlaylistCreate(name: "Everything"), of: things, now: rig.now)
    #expect(rig.mirror.totalChanges() - before < 5050)
    #expect(made.ids.count == 5001)
    let added = try #require(try rig.mirror.playlist(made.playlist.id)?.items)
    #expect(added.map(\.contentID) == Array(1...5000))
    #expect(added.map(\.position) == Array(0..<5000))
    #expect(Set(added.map(\.id)).count == 5000 && added.allSatisfy { $0.id < 0 })
    let waiting = try rig.mirror.outbox()
    #expect(waiting.map(\.id) == made.ids)
    #expect(waiting.dropFirst().map(\.localID) == added.map(\.id))
    before = rig.mirror.totalChanges()
    let playlist = Playlist(id: 900, userID: 7, name: "Everything")
    try rig.mirror.complete(waiting[0], .playlist(playlist), now: rig.now)
    #expect(rig.mirror.totalChanges() - before < 5050)
    #expect(try rig.mirror.playlist(900)?.items == added)
    #expect(try rig.mirror.playlist(900)?.itemCount == 5000)
  }

  @Test func `an entry that arrived is settled without reading what waits about other things`()
    async throws
  {
    let rig = try await Rig.withPlaylist()
    try rig.mirror.submit(adding: [track], toPlaylist: 3, now: rig.now)
    let adding = try #require(try rig.mirror.outbox().first)
    try await rig.mirror.database.write { db in
      try db.execute(
        sql: """
          INSERT INTO outbox ("write", state, created_at, title, target_kind, target_id)
          VALUES ('{"unreadable":{}}', 'queued', 0, '', 'post', 3)
          """)
    }
    let item = PlaylistItem(id: 31, contentType: "music", contentID: 9, position: 1)
    try rig.mirror.complete(adding, .playlistItem(item), now: rig.now)
    #expect(try entries(rig, 3) == [30, 31])
  }

  @Test func `a new one that is open stays full when it is sent`() async throws {
    let rig = try await Rig.withPlaylist()
    let made = try rig.mirror.submitPlaylist(
      PlaylistCreate(name: "Morning"), of: [track], now: rig.now)
    _ = await rig.engine.syncOnce()
    let id = try #require(try rig.mirror.receipt(made.ids[0])?.made?.id)
    #expect(id > 0)
    #expect(try rig.rows(.playlist(made.playlist.id)).map(\.item.ref) == [track])
    let asked = rig.platform.calls("GET /playlists/\(id)")
    await rig.engine.focus(.playlist(made.playlist.id))
    #expect(rig.platform.calls("GET /playlists/\(id)") == asked + 1)
    try rig.mirror.submit(adding: [track], toPlaylist: made.playlist.id, now: rig.now)
    #expect(try rig.rows(.playlist(made.playlist.id)).count == 2)
  }

  @Test func `what was added here is not taken for the server's when its entries cannot be had`()
    async throws
  {
    let rig = try await Rig.withPlaylist()
    try rig.mirror.submit(adding: [track], toPlaylist: 3, now: rig.now)
    rig.platform.with { $0.hidesItems = true }
    rig.platform.fail("GET /playlists/3", .status(500, detail: "no"), times: 2)
    _ = try await rig.engine.puller.pull(.playlists)
    #expect(try entries(rig, 3).count == 2)
    _ = try rig.mirror.discard(try rig.mirror.outbox().map(\.id))
    #expect(try entries(rig, 3) == [30])
  }

  @Test func `what was removed here is still the server's when its entries cannot be had`()
    async throws
  {
    let rig = try await Rig.withPlaylist()
    rig.platform.with {
      $0.playlists[0].items?.append(
        PlaylistItem(id: 31, contentType: "music", contentID: 9, position: 1))
    }
    _ = await rig.engine.syncOnce()
    func pull() async throws {
      rig.platform.fail("GET /playlists/3", .status(500, detail: "no"), times: 2)
      _ = try await rig.engine.puller.pull(.playlists)
      rig.platform.online()
    }
    let removal = try rig.mirror.submit(
      .removeFromPlaylist(playlist: 3, item: 30, type: "audio_podcast", id: 4), now: rig.now)
    rig.platform.with { $0.hidesItems = true }
    try await pull()
    #expect(try entries(rig, 3) == [31])
    try rig.mirror.discard(removal)
    #expect(try entries(rig, 3) == [30, 31])
    // One that was sent is none of the server's any more.
    try rig.mirror.submit(
      .removeFromPlaylist(playlist: 3, item: 31, type: "music", id: 9), now: rig.now)
    _ = try await rig.engine.sender.sendAll()
    #expect(try sent(rig) == [30] && rig.mirror.outbox().isEmpty)
    try await pull()
    #expect(try entries(rig, 3) == [30])
  }
}
