import CNTKit
import Foundation
import Synchronization
import Testing

@testable import SyncEngine

/// Quota, eviction and full disks.
@Suite(.timeLimit(.minutes(5)))
struct RoomTests {
  private static let size = 3000
  private let file = MediaFile(content: MediaFile.bytes(size))

  private var media: FakeMedia {
    let file = file
    return FakeMedia { request, _ in file.answer(to: request) }
  }

  /// Room for three files, and an hour between what happens, so that nothing is in use.
  private func rig(files: Int = 3, _ disk: DownloadDisk = .real) throws -> DownloadRig {
    let rig = try DownloadRig(media, podcasts: 6, disk: disk)
    try rig.mirror.setDownloadQuota(files * Self.size + 100)
    return rig
  }

  private func fetch(_ rig: DownloadRig, _ ids: Int..., pinned: Bool = false) async throws {
    for id in ids {
      rig.time.pass(3600)
      try rig.request(id, pinned: pinned)
      #expect(try await rig.downloader.drain())
    }
  }

  private func here(_ rig: DownloadRig) throws -> [Int] {
    let rows = try rig.mirror.downloads().filter { $0.state == .done }
    #expect(rig.files.filter { $0.hasSuffix(".mp3") }.count == rows.count)
    return rows.map(\.ref.id).sorted()
  }

  @Test func `what was used least recently goes first`() async throws {
    let rig = try rig()
    try await fetch(rig, 1, 2, 3)
    rig.time.pass(3600)
    #expect(try rig.content(1) != nil)
    try await fetch(rig, 4)
    #expect(try here(rig) == [1, 3, 4])
    try await fetch(rig, 5)
    #expect(try here(rig) == [1, 4, 5])
  }

  @Test func `playing counts as use, by the position that it writes`() async throws {
    let rig = try rig()
    try await fetch(rig, 1, 2, 3)
    rig.time.pass(3600)
    try rig.mirror.savePosition(
      DownloadRig.ref(1), seconds: 5, duration: nil, now: rig.time.now)
    try await fetch(rig, 4)
    #expect(try here(rig) == [1, 3, 4])
  }

  @Test func `what is pinned stays, and a newcomer without room waits with a sentence`()
    async throws
  {
    let rig = try rig()
    try await fetch(rig, 1, 2, pinned: true)
    try await fetch(rig, 3, 4)
    #expect(try here(rig) == [1, 2, 4])
    try rig.mirror.setPinned(DownloadRig.ref(4), true)
    try await fetch(rig, 5)
    #expect(try here(rig) == [1, 2, 4])
    let row = try rig.row(5)
    #expect(row.state == .paused)
    #expect(row.failure?.contains("unpin some") == true)
    try rig.mirror.setPinned(DownloadRig.ref(1), false)
    try rig.mirror.resumeDownload(DownloadRig.ref(5), now: rig.time.now)
    #expect(try await rig.downloader.drain())
    #expect(try here(rig) == [2, 4, 5])
  }

  @Test func `what is in use stays`() async throws {
    let rig = try rig(files: 1)
    try await fetch(rig, 1)
    rig.time.pass(3600)
    _ = try rig.content(1)
    rig.time.pass(60)
    try rig.request(2)
    #expect(try await rig.downloader.drain())
    #expect(try here(rig) == [1])
    #expect(try rig.row(2).state == .paused)
  }

  @Test func `things of one request do not drive each other out`() async throws {
    let rig = try rig(files: 2)
    try rig.request(1, 2, 3, 4)
    #expect(try await rig.downloader.drain())
    #expect(try here(rig) == [1, 2])
    #expect(try rig.row(3).state == .paused && rig.row(4).state == .paused)
  }

  @Test func `what nobody asked for goes first, and takes the place of nothing that somebody did`()
    async throws
  {
    let rig = try rig()
    try rig.mirror.follow([3], now: rig.time.now)
    try await fetch(rig, 1)
    rig.time.pass(3600)
    try rig.mirror.setNewEpisodesToKeep(2)
    #expect(try await rig.downloader.drain())
    #expect(try here(rig) == [1, 5, 6])
    _ = try rig.content(5)
    rig.time.pass(1)
    _ = try rig.content(6)
    // Asked for, and used long ago: it stays; of the others the one used last stays.
    try await fetch(rig, 2)
    #expect(try here(rig) == [1, 2, 6])
    // Two places are taken by what was asked for; a new one takes that of another new one.
    rig.time.pass(3600)
    _ = try rig.mirror.apply([Podcast.sample(7), .sample(8)], now: rig.time.now)
    #expect(try await rig.downloader.drain())
    #expect(try here(rig).filter { $0 < 3 } == [1, 2])
    #expect(try here(rig).count == 3)
  }

  @Test func `a body of unknown length is cut off at the quota`() async throws {
    let file = file
    let media = FakeMedia { request, _ in
      var answer = file.answer(to: request)
      answer.headers["Content-Length"] = nil
      return answer
    }
    let rig = try DownloadRig(media)
    try rig.mirror.setDownloadQuota(2500)
    try rig.request(1)
    #expect(try await rig.downloader.drain())
    #expect(try rig.row(1).state == .paused)
    #expect(try rig.mirror.downloadUsage().bytes <= 2500)
    #expect(rig.files.isEmpty)
    try rig.mirror.setDownloadQuota(3000)
    try rig.mirror.resumeDownload(DownloadRig.ref(1), now: rig.time.now)
    #expect(try await rig.downloader.drain())
    #expect(try rig.content(1) == file.content)
  }

  @Test func `a full disk stops one download and breaks nothing else`() async throws {
    let isFull = Mutex(true)
    var disk = DownloadDisk.real
    disk.write = { fd, bytes in
      var info = stat()
      fstat(fd, &info)
      if isFull.withLock({ $0 }), info.st_size >= 2000 {
        throw DownloadDisk.Problem(code: ENOSPC)
      }
      try DownloadDisk.real.write(fd, bytes)
    }
    let rig = try rig(disk)
    try rig.request(1)
    #expect(try await rig.downloader.drain())
    #expect(try rig.row(1).state == .paused)
    #expect(try rig.row(1).failure?.contains("disk is full") == true)
    #expect(try rig.row(1).bytes == 2000)
    isFull.withLock { $0 = false }
    #expect(try await rig.downloader.drain())
    #expect(try rig.row(1).state == .paused)
    // By itself, though not at once: a disk may say that it has room and have none.
    rig.time.pass(301)
    #expect(try await rig.downloader.drain())
    #expect(try rig.content(1) == file.content)
  }

  @Test func `what lacks room goes on when there is some`() async throws {
    let rig = try rig(files: 2)
    try await fetch(rig, 1, 2, pinned: true)
    try await fetch(rig, 3)
    #expect(try rig.row(3).state == .paused)
    #expect(try await rig.downloader.drain())
    #expect(try rig.row(3).state == .paused)
    try rig.mirror.setPinned(DownloadRig.ref(1), false)
    #expect(try await rig.downloader.drain())
    #expect(try here(rig) == [2, 3])
  }

  @Test func `what a person stopped waits for them, whatever room there is`() async throws {
    let rig = try rig()
    try rig.request(1)
    try rig.mirror.pauseDownload(DownloadRig.ref(1))
    #expect(try await rig.downloader.drain())
    #expect(try rig.row(1).state == .paused)
  }

  @Test func `nothing goes for a newcomer that does not come`() async throws {
    let file = file
    let rig = try DownloadRig(
      FakeMedia { request, number in
        number < 3 ? file.answer(to: request) : file.cut(request, after: 0)
      }, podcasts: 6)
    try rig.mirror.setDownloadQuota(3 * Self.size + 100)
    try await fetch(rig, 1)
    try await fetch(rig, 2)
    try await fetch(rig, 3)
    rig.time.pass(3600)
    try await fetch(rig, 4)
    #expect(try here(rig) == [1, 2, 3])
  }

  @Test func `a body without an end is given up and leaves nothing behind`() async throws {
    let file = file
    let rig = try DownloadRig(
      FakeMedia { request, number in
        var answer = file.answer(to: request)
        if number > 0 {
          answer.headers["Content-Length"] = nil
          answer.chunks = Array(repeating: Data(count: 1000), count: 100)
        }
        return answer
      }, podcasts: 6)
    try rig.mirror.setDownloadQuota(3 * Self.size)
    try await fetch(rig, 1)
    rig.time.pass(3600)
    try await fetch(rig, 2)
    #expect(try rig.row(2).state == .paused && rig.row(2).bytes == 0)
    #expect(!rig.files.contains { $0.hasSuffix(".part") })
    #expect(try await rig.downloader.drain())
    #expect(try rig.row(2).state == .paused)
  }

  @Test func `room is looked for before the first byte`() async throws {
    var disk = DownloadDisk.real
    disk.freeBytes = { _ in TransferSink.reserve + Self.size - 1 }
    let rig = try rig(disk)
    try rig.request(1)
    #expect(try await rig.downloader.drain())
    #expect(try rig.row(1).state == .paused)
    #expect(rig.files.isEmpty)
  }

  @Test func `usage counts what is on the disk`() async throws {
    let rig = try rig()
    try await fetch(rig, 1, pinned: true)
    try await fetch(rig, 2)
    try rig.request(3)
    let usage = try rig.mirror.downloadUsage()
    #expect(usage.bytes == 2 * Self.size && usage.pinnedBytes == Self.size)
    #expect(usage.files == 2 && usage.open == 1 && usage.stopped == 0)
    #expect(usage.quota == 3 * Self.size + 100)
  }

  @Test func `sizes are said in words`() {
    #expect(
      [0, 999, 1000, 1234, 9949, 10_000, 3_400_000, 999_999, 10_000_000_000].map(ByteText.text)
        == ["0 B", "999 B", "1 kB", "1.2 kB", "9.9 kB", "10 kB", "3.4 MB", "1 MB", "10 GB"])
  }

  @Test func `sizes are read as people write them`() {
    let texts = [
      "10 GB", "2.5G", "300mb", "4096", "7 B", "1 kB", "0", "ten", "5 XB", "-1", "", "GB",
    ]
    #expect(
      texts.map(ByteText.bytes) == [
        10_000_000_000, 2_500_000_000, 300_000_000, 4096, 7, 1000, 0, nil, nil, nil, nil, nil,
      ])
  }
}

extension Mirror {
  /// Artists whom the person follows, one for each creator.
  func follow(_ creators: [Int], now: Date) throws {
    _ = try apply(
      creators.map { Artist(id: $0 + 100, userID: $0, artistName: "Miriam", isFollowing: true) },
      now: now)
  }
}
