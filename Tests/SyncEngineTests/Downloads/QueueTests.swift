import CNTKit
import Foundation
import Synchronization
import Testing

@testable import SyncEngine

/// Who is fetched when, by which process, and how people change their minds.
@Suite(.timeLimit(.minutes(5)))
struct QueueTests {
  private let file = MediaFile(content: MediaFile.bytes(3000))

  private var media: FakeMedia {
    let file = file
    return FakeMedia { request, _ in file.answer(to: request) }
  }

  private func order(_ media: FakeMedia) -> [Int] {
    media.requests.compactMap { request in
      request.url.split(separator: "/").last.flatMap { Int($0.prefix { $0.isNumber }) }
    }
  }

  @Test func `the higher priority goes first, then what was asked for first`() async throws {
    let media = media
    let rig = try DownloadRig(media, podcasts: 6)
    // One at a time, so that the order of the requests is the order of the queue.
    try rig.request(1, priority: .low)
    rig.time.pass(1)
    try rig.request(4, 2)
    rig.time.pass(1)
    try rig.request(3, priority: .high)
    var claimed: [Int] = []
    while let next = try rig.mirror.claimDownload(
      except: Set(claimed.map(DownloadRig.ref)), now: rig.time.now)
    {
      claimed.append(next.ref.id)
    }
    #expect(claimed == [3, 4, 2, 1])
  }

  @Test func `two at most are fetched at once`() async throws {
    let file = file
    let media = FakeMedia(beforeChunk: { _, _ in await Task.yield() }) { request, _ in
      file.answer(to: request, chunk: 10)
    }
    let rig = try DownloadRig(media, podcasts: 6)
    try rig.request(1, 2, 3, 4, 5, 6)
    #expect(try await rig.downloader.drain())
    #expect(media.mostAtOnce == 2)
    #expect(try rig.mirror.downloadUsage().files == 6)
  }

  @Test func `with a limit to the line one at a time has all of it`() async throws {
    let file = file
    let media = FakeMedia(beforeChunk: { _, _ in await Task.yield() }) { request, _ in
      file.answer(to: request, chunk: 100)
    }
    let rig = try DownloadRig(media)
    try rig.mirror.setDownloadRate(500_000)
    try rig.request(1, 2, 3)
    #expect(try await rig.downloader.drain())
    #expect(media.mostAtOnce == 1)
    #expect(media.requests.map(\.bytesPerSecond) == [500_000, 500_000, 500_000])
    try rig.mirror.setDownloadRate(nil)
    #expect(try rig.mirror.downloadRate() == nil)
  }

  @Test func `a clock that was set back does not put a try off for days`() async throws {
    let file = file
    let media = FakeMedia { request, number in number == 0 ? nil : file.answer(to: request) }
    let rig = try DownloadRig(media)
    rig.time.pass(9 * 86_400)
    try rig.request(1)
    #expect(try await rig.downloader.drain())
    rig.time.pass(-9 * 86_400)
    #expect(try await rig.downloader.drain())
    #expect(try rig.content(1) == file.content)
  }

  @Test func `of two processes one works, and the other's wishes are carried out`() async throws {
    let (begun, gate) = (Gate(), Gate())
    let file = file
    let media = FakeMedia(beforeChunk: { _, index in
      if index == 1 {
        begun.open()
        await gate.wait()
      }
    }) { request, _ in file.answer(to: request) }
    let rig = try DownloadRig(media)
    try rig.request(1)
    async let first = rig.downloader.drain()
    await begun.wait()
    let other = try Mirror(folder: rig.mirror.folder)
    let second = try DownloadRig.downloader(other, media, rig.time)
    #expect(try await second.drain() == false)
    // Meanwhile the row says what is going on.
    #expect(try other.download(for: DownloadRig.ref(1))?.state == .running)
    gate.open()
    #expect(try await first)
    #expect(media.requests.count == 1)
    try other.requestDownload([DownloadRig.ref(2)], now: rig.time.now)
    #expect(try await second.drain())
    #expect(try rig.content(2) == file.content)
  }

  /// Lets `change` happen after the first chunk of a transfer whose other chunks never come.
  private func during(
    _ change: @escaping @Sendable (Mirror) throws -> Void
  ) async throws -> DownloadRig {
    let (begun, never) = (Gate(), Gate())
    let file = file
    let media = FakeMedia(beforeChunk: { request, index in
      guard index == 1, request.headers["Range"] == nil else { return }
      begun.open()
      await never.wait()
    }) { request, _ in file.answer(to: request) }
    let rig = try DownloadRig(media)
    try rig.request(1)
    async let drained = rig.downloader.drain()
    await begun.wait()
    try change(Mirror(folder: rig.mirror.folder))
    #expect(try await drained)
    return rig
  }

  @Test func `pausing stops the transfer, resuming goes on`() async throws {
    let rig = try await during { try $0.pauseDownload(DownloadRig.ref(1)) }
    #expect(try rig.row(1).state == .paused)
    #expect(try rig.row(1).bytes == 1000)
    try rig.mirror.resumeDownload(DownloadRig.ref(1), now: rig.time.now)
    #expect(try await rig.downloader.drain())
    #expect(try rig.content(1) == file.content)
  }

  @Test func `removing ends the transfer and takes row and file`() async throws {
    let rig = try await during { try $0.removeDownload(DownloadRig.ref(1)) }
    #expect(try rig.mirror.downloads().isEmpty)
    #expect(rig.files.isEmpty)
  }

  @Test func `removed and asked for again in one moment, it is fetched from byte 0`() async throws {
    let rig = try await during { mirror in
      try mirror.removeDownload(DownloadRig.ref(1))
      try mirror.requestDownload([DownloadRig.ref(1)], now: TestTime().now)
      // The one transfer that hangs is of the row that is gone.
      try mirror.pauseDownload(DownloadRig.ref(1))
    }
    #expect(try rig.row(1).state == .paused)
    #expect(try rig.row(1).bytes == 0)
  }

  @Test func `removed while it gets its name, it leaves nothing`() async throws {
    let home = try TemporaryFolder()
    var disk = DownloadDisk.real
    disk.flushFolder = { _ in
      try Mirror(folder: home.path + "/mirror").removeDownload(DownloadRig.ref(1))
    }
    let rig = try DownloadRig(media, home: home, disk: disk)
    try rig.request(1)
    #expect(try await rig.downloader.drain())
    #expect(try rig.mirror.downloads().isEmpty)
    #expect(rig.files.isEmpty)
  }

  @Test func `removing one that is here removes its file`() async throws {
    let rig = try DownloadRig(media)
    try rig.request(1)
    #expect(try await rig.downloader.drain())
    try rig.mirror.removeDownload(DownloadRig.ref(1))
    #expect(rig.files.isEmpty)
    #expect(try rig.content(1) == nil)
  }

  @Test func `asking twice fetches once`() async throws {
    let media = media
    let rig = try DownloadRig(media)
    try rig.request(1, 1)
    try rig.request(1)
    #expect(try await rig.downloader.drain())
    let again = try rig.mirror.requestDownload([DownloadRig.ref(1)], now: rig.time.now)
    #expect(again.known == [DownloadRig.ref(1)] && again.queued.isEmpty)
    #expect(try await rig.downloader.drain())
    #expect(media.requests.count == 1)
  }

  @Test func `another address is fetched anew, and what is here stays`() async throws {
    let file = file
    let media = FakeMedia { request, number in
      number == 1 ? file.cut(request, after: 2) : file.answer(to: request)
    }
    let rig = try DownloadRig(media)
    try rig.request(1)
    #expect(try await rig.downloader.drain())
    try rig.request(2)
    #expect(try await rig.downloader.drain())
    var podcasts = [Podcast.sample(1), .sample(2)]
    for index in podcasts.indices { podcasts[index].audioURL = "/media/audio/other.ogg" }
    _ = try rig.mirror.apply(podcasts, now: rig.time.now)
    try rig.request(1, 2)
    #expect(try await rig.downloader.drain())
    #expect(rig.files == ["Podcast 1-podcast-1.mp3", "Podcast 2-podcast-2.ogg"])
    #expect(media.requests.last?.url == "https://cdn.example.org/audio/other.ogg")
    #expect(media.requests.last?.headers["Range"] == nil)
  }

  @Test func `a file that somebody took away is fetched again when it is asked for`() async throws {
    let media = media
    let rig = try DownloadRig(media)
    try rig.request(1)
    #expect(try await rig.downloader.drain())
    rig.mirror.downloadFolder.remove(rig.files)
    #expect(
      try rig.mirror.requestDownload([DownloadRig.ref(1)], now: rig.time.now).queued.count == 1)
    #expect(try await rig.downloader.drain())
    #expect(try rig.content(1) == file.content)
  }

  @Test func `asking again does not wait for the next try`() async throws {
    let file = file
    let media = FakeMedia { request, number in number == 0 ? nil : file.answer(to: request) }
    let rig = try DownloadRig(media)
    try rig.request(1)
    #expect(try await rig.downloader.drain())
    #expect(try rig.row(1).state == .queued)
    try rig.request(1)
    #expect(try await rig.downloader.drain())
    #expect(try rig.content(1) == file.content)
  }

  @Test func `who waits for one thing does not wait for all`() async throws {
    let media = media
    let rig = try DownloadRig(media, podcasts: 6)
    try rig.request(1, 2, 3, 4, priority: .high)
    try rig.request(5)
    #expect(try await rig.downloader.drain([DownloadRig.ref(5)]))
    #expect(order(media) == [5])
    #expect(try await rig.downloader.drain())
    #expect(try rig.mirror.downloadUsage().files == 5)
  }

  @Test func `what was removed and asked for again is another request`() async throws {
    let rig = try await during { mirror in
      try mirror.removeDownload(DownloadRig.ref(1))
      try mirror.requestDownload([DownloadRig.ref(1)], now: Date(timeIntervalSince1970: 1))
    }
    #expect(try await rig.downloader.drain())
    #expect(try rig.content(1) == file.content)
    #expect(rig.files == ["Podcast 1-podcast-1.mp3"])
  }

  @Test func `a playlist stands for its entries, also those that are not mirrored`() throws {
    let rig = try DownloadRig(media, podcasts: 2)
    let items = [
      PlaylistItem(id: 1, contentType: "audio_podcast", contentID: 2, position: 0),
      PlaylistItem(
        id: 2, contentType: "music", contentID: 5, position: 1,
        content: ContentSummary(title: "Hymn", audioURL: "/media/audio/hymn.ogg")),
      PlaylistItem(
        id: 3, contentType: "movie", contentID: 6, position: 2,
        content: ContentSummary(title: "Without a file")),
      PlaylistItem(id: 4, contentType: "podcast", contentID: 2, position: 3),
    ]
    _ = try rig.mirror.apply([Playlist(id: 4, name: "Sunday", items: items)], now: rig.time.now)
    let request = try rig.mirror.requestDownload(
      [ItemRef(kind: .playlist, id: 4)], now: rig.time.now)
    #expect(request.queued == [DownloadRig.ref(2), ItemRef(kind: .track, id: 5)])
    #expect(request.without == [ItemRef(kind: .movie, id: 6)])
    #expect(try rig.mirror.downloads().map(\.title) == ["Podcast 2", "Hymn"])
  }

  @Test func `an artist stands for every approved podcast of theirs`() throws {
    let rig = try DownloadRig(media, podcasts: 3)
    var pending = Podcast.sample(4)
    pending.status = "pending"
    var other = Podcast.sample(5)
    other.creatorID = 8
    _ = try rig.mirror.apply([pending, other], now: rig.time.now)
    try rig.mirror.follow([3], now: rig.time.now)
    let request = try rig.mirror.requestDownload(
      rig.mirror.followedArtists(), now: rig.time.now)
    #expect(request.queued.map(\.id) == [3, 2, 1])
  }

  @Test func `things without media are named`() throws {
    let rig = try DownloadRig(media, podcasts: 1)
    _ = try rig.mirror.apply([BibleStory(id: 2, title: "Ruth")], now: rig.time.now)
    let refs = [ItemRef(kind: .story, id: 2), ItemRef(kind: .post, id: 1), DownloadRig.ref(9)]
    let request = try rig.mirror.requestDownload(refs, now: rig.time.now)
    #expect(request.without == refs && request.queued.isEmpty)
  }

  @Test func `new episodes come by themselves only where that is wanted, and only once`()
    async throws
  {
    let rig = try DownloadRig(media, podcasts: 5)
    try rig.mirror.follow([3], now: rig.time.now)
    #expect(try rig.mirror.queueNewEpisodes(now: rig.time.now).isEmpty)
    try rig.mirror.setNewEpisodesToKeep(2)
    #expect(try rig.mirror.queueNewEpisodes(now: rig.time.now).map(\.id) == [5, 4])
    #expect(try rig.row(5).isAuto)
    try rig.mirror.removeDownload(DownloadRig.ref(5))
    #expect(try rig.mirror.queueNewEpisodes(now: rig.time.now).isEmpty)
    // What somebody had and removed does not come back either.
    _ = try rig.mirror.apply([Podcast.sample(6)], now: rig.time.now)
    try rig.request(6)
    try rig.mirror.removeDownload(DownloadRig.ref(6))
    _ = try rig.mirror.apply([Podcast.sample(7)], now: rig.time.now)
    #expect(try rig.mirror.queueNewEpisodes(now: rig.time.now).map(\.id) == [7])
    rig.time.pass(60)
    #expect(try await rig.downloader.drain())
    #expect(try rig.content(7) != nil)
  }

  @Test func `the runner takes up what another process asks for`() async throws {
    let rig = try DownloadRig(media)
    let task = Task { await rig.downloader.run() }
    let other = try Mirror(folder: rig.mirror.folder)
    let changes = other.changes()
    try other.requestDownload([DownloadRig.ref(1)], now: rig.time.now)
    for await _ in changes {
      if try other.download(for: DownloadRig.ref(1))?.state == .done { break }
    }
    #expect(try rig.content(1) == file.content)
    task.cancel()
    await task.value
    // The lock is free again.
    #expect(try await (try DownloadRig.downloader(other, media, rig.time)).drain())
  }
}
