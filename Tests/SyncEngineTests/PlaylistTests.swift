import CNTKit
import Foundation
import Testing

@testable import SyncEngine

/// Playlists that are made and changed here.
struct PlaylistTests {
  private let podcast = ItemRef(kind: .podcast, id: 4)
  private let track = ItemRef(kind: .track, id: 9)

  private func entries(_ rig: Rig, _ id: Int) throws -> [Int] {
    try rig.rows(.playlist(id)).compactMap { $0.playlistEntry?.id }
  }

  private func sent(_ rig: Rig) -> [[String]] {
    rig.platform.with { world in
      world.playlists.map { list in
        [list.name] + (list.items ?? []).map { "\($0.contentType) \($0.contentID)" }
      }
    }
  }

  @Test func `a new one shows at once with what is in it, and arrives once`() async throws {
    let rig = try await Rig.withPlaylist()
    let made = try rig.mirror.submitPlaylist(
      PlaylistCreate(name: "Morning"), of: [track, podcast, track], now: rig.now)
    #expect(made.playlist.id < 0)
    #expect(
      try rig.rows(.playlist(made.playlist.id)).map(\.item.ref) == [track, podcast, track])
    #expect(try rig.rows(.playlists).contains { $0.pending && $0.item.ref == made.playlist })
    _ = await rig.engine.syncOnce()
    let new = ["Morning", "music 9", "audio_podcast 4", "music 9"]
    #expect(sent(rig) == [["Old", "audio_podcast 4"], new])
    #expect(try rig.mirror.outbox().isEmpty)
    let id = try #require(try rig.mirror.receipt(made.ids[0])?.made?.id)
    #expect(try id > 0 && entries(rig, id).allSatisfy { $0 > 0 })
    #expect(try rig.rows(.playlist(id)).map(\.item.ref) == [track, podcast, track])
    #expect(try rig.rows(.playlists).count == 2)
  }

  @Test(arguments: [FakePlatform.Fault.answerLost, .requestLost, .faultAfterwards])
  func `a lost answer makes no second one`(fault: FakePlatform.Fault) async throws {
    let rig = try await Rig.withPlaylist()
    try rig.mirror.submitPlaylist(PlaylistCreate(name: "Old"), of: [track], now: rig.now)
    rig.platform.fail("POST /playlists/", fault)
    for _ in 0..<3 { _ = await rig.engine.syncOnce() }
    #expect(sent(rig) == [["Old", "audio_podcast 4"], ["Old", "music 9"]])
    try rig.mirror.submit(adding: [podcast], toPlaylist: 3, now: rig.now)
    rig.platform.fail("POST /playlists/3/items", fault)
    for _ in 0..<3 { _ = await rig.engine.syncOnce() }
    #expect(sent(rig).first == ["Old", "audio_podcast 4", "audio_podcast 4"])
    #expect(try rig.mirror.outbox().isEmpty && entries(rig, 3).count == 2)
  }

  @Test func `where entries are hidden an unanswered one is told, and not sent again`() async throws
  {
    let rig = try await Rig.withPlaylist()
    rig.platform.with { $0.hidesItems = true }
    try rig.mirror.submit(adding: [track], toPlaylist: 3, now: rig.now)
    rig.platform.fail("POST /playlists/3/items", .answerLost)
    for _ in 0..<3 { _ = await rig.engine.syncOnce() }
    #expect(sent(rig) == [["Old", "audio_podcast 4", "music 9"]])
    let left = try rig.mirror.outbox()
    #expect(left.map(\.state) == [.failed] && left[0].failure == Sender.unclearItem)
    // Who asks for it again gets it again.
    try rig.mirror.retry(left[0].id)
    _ = await rig.engine.syncOnce()
    #expect(sent(rig)[0].count == 4)
  }

  @Test
  func `who insists on what may have arrived does so also when the next try finds no network`()
    async throws
  {
    let rig = try await Rig.withPlaylist()
    rig.platform.with { $0.hidesItems = true }
    try rig.mirror.submit(adding: [track], toPlaylist: 3, now: rig.now)
    rig.platform.fail("POST /playlists/3/items", .requestLost)
    for _ in 0..<2 { _ = await rig.engine.syncOnce() }
    let failed = try #require(try rig.mirror.outbox().first)
    #expect(failed.state == .failed && failed.sentAt != nil)
    try rig.mirror.retry(failed.id)
    rig.platform.fail("POST /playlists/3/items", .unreachable)
    _ = await rig.engine.syncOnce()
    #expect(try rig.mirror.outbox().map(\.isInsisted) == [true])
    _ = await rig.engine.syncOnce()
    #expect(sent(rig) == [["Old", "audio_podcast 4", "music 9"]])
    // A try that may have arrived is insisted on anew.
    try rig.mirror.submit(adding: [podcast], toPlaylist: 3, now: rig.now)
    rig.platform.fail("POST /playlists/3/items", .requestLost, times: 2)
    for _ in 0..<2 { _ = await rig.engine.syncOnce() }
    try rig.mirror.retry(try #require(try rig.mirror.outbox().first).id)
    for _ in 0..<2 { _ = await rig.engine.syncOnce() }
    #expect(try rig.mirror.outbox().map(\.state) == [.failed])
  }

  @Test func `an entry is removed here and there`() async throws {
    let rig = try await Rig.withPlaylist()
    try rig.mirror.submit(
      .removeFromPlaylist(playlist: 3, item: 30, type: "audio_podcast", id: 4), now: rig.now)
    #expect(try entries(rig, 3).isEmpty)
    rig.platform.fail("DELETE /playlists/3/items/30", .answerLost)
    for _ in 0..<2 { _ = await rig.engine.syncOnce() }
    #expect(try sent(rig) == [["Old"]] && entries(rig, 3).isEmpty)
    #expect(try rig.mirror.outbox().isEmpty)
  }

  @Test func `what was added and removed before it was sent is not sent`() async throws {
    let rig = try await Rig.withPlaylist()
    try rig.mirror.submit(adding: [track], toPlaylist: 3, now: rig.now)
    let local = try #require(try entries(rig, 3).last)
    #expect(local < 0)
    try rig.mirror.submit(
      .removeFromPlaylist(playlist: 3, item: local, type: "music", id: 9), now: rig.now)
    #expect(try entries(rig, 3) == [30] && rig.mirror.outbox().isEmpty)
  }

  @Test func `an entry whose id nobody told is found and removed`() async throws {
    let rig = try await Rig.withPlaylist()
    rig.platform.with { $0.hidesItems = true }
    try rig.mirror.submit(adding: [track], toPlaylist: 3, now: rig.now)
    let local = try #require(try entries(rig, 3).last)
    let sending = try #require(try rig.mirror.outbox().first)
    // The answer comes after the person took it out again.
    #expect(try rig.mirror.markSending(sending.id, floor: nil, isKeyed: false, now: rig.now))
    try rig.mirror.submit(
      .removeFromPlaylist(playlist: 3, item: local, type: "music", id: 9), now: rig.now)
    rig.platform.with {
      $0.hidesItems = false
      $0.playlists[0].items?.append(
        PlaylistItem(id: 77, contentType: "music", contentID: 9, position: 1))
    }
    try rig.mirror.complete(sending, .playlistItem(nil), now: rig.now)
    for _ in 0..<2 { _ = await rig.engine.syncOnce() }
    #expect(try sent(rig) == [["Old", "audio_podcast 4"]] && entries(rig, 3) == [30])
  }

  @Test func `a refusal takes the effect back, a discarded one goes with its entries`() async throws
  {
    let rig = try await Rig.withPlaylist()
    rig.platform.fail("POST /playlists/3/items", .status(400, detail: "Invalid content type"))
    try rig.mirror.submit(adding: [track], toPlaylist: 3, now: rig.now)
    _ = await rig.engine.syncOnce()
    #expect(try entries(rig, 3) == [30])
    #expect(try rig.mirror.outbox().map(\.state) == [.failed])
    try rig.mirror.retry(try rig.mirror.outbox()[0].id)
    #expect(try entries(rig, 3).count == 2)
    _ = await rig.engine.syncOnce()
    #expect(sent(rig) == [["Old", "audio_podcast 4", "music 9"]])
    let made = try rig.mirror.submitPlaylist(
      PlaylistCreate(name: "Never"), of: [track, podcast], now: rig.now)
    try rig.mirror.discard(made.ids[0])
    #expect(try rig.mirror.outbox().isEmpty)
    #expect(try rig.rows(.playlists).map(\.item.ref.id) == [3])
  }

  @Test func `what waits survives the words of the server`() async throws {
    let rig = try await Rig.withPlaylist()
    try rig.mirror.submit(adding: [track], toPlaylist: 3, now: rig.now)
    rig.platform.with { $0.playlists[0].name = "Renamed elsewhere" }
    rig.platform.fail("POST /playlists/3/items", .unreachable, times: 50)
    let asked = try rig.mirror.asking()
    _ = try rig.mirror.apply(
      rig.platform.with { $0.playlists }, now: rig.now, asked: asked)
    #expect(try entries(rig, 3).count == 2)
    let names = try rig.rows(.playlists).compactMap { row -> String? in
      if case .playlist(let list) = row.item { list.name } else { nil }
    }
    #expect(names == ["Renamed elsewhere"])
  }
}

extension Rig {
  /// An account with a podcast, a song and one playlist, 3, that has the podcast as its entry 30.
  static func withPlaylist() async throws -> Rig {
    let rig = try Rig()
    rig.platform.with {
      $0.podcasts = [.sample(4)]
      $0.tracks = [MusicTrack(id: 9, title: "Song", artist: "Ruth", audioURL: "/a.mp3")]
      $0.playlists = [
        Playlist(
          id: 3, userID: 7, name: "Old",
          items: [PlaylistItem(id: 30, contentType: "audio_podcast", contentID: 4)])
      ]
    }
    _ = await rig.engine.syncOnce()
    return rig
  }
}
