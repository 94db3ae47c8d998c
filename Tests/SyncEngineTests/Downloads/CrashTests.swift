import CNTKit
import Foundation
import Synchronization
import Testing

@testable import SyncEngine

/// A process that dies leaves nothing that the next one cannot mend.
@Suite(.timeLimit(.minutes(5)))
struct CrashTests {
  private let file = MediaFile(content: MediaFile.bytes(4000))

  /// Copies of the whole folder as it is just before each call that touches the disk: what a process
  /// would leave that is killed there.
  private final class Snapshots: Sendable {
    let home: TemporaryFolder
    let taken = Mutex<[TemporaryFolder]>([])

    init(_ home: TemporaryFolder) { self.home = home }

    func take() throws {
      let copy = try TemporaryFolder()
      try FileManager.default.copyItem(
        atPath: home.path + "/mirror", toPath: copy.path + "/mirror")
      taken.withLock { $0.append(copy) }
    }

    var disk: DownloadDisk {
      var disk = DownloadDisk.real
      disk.write = { [self] fd, bytes in
        try take()
        try DownloadDisk.real.write(fd, bytes)
      }
      disk.flush = { [self] fd in
        try take()
        try DownloadDisk.real.flush(fd)
      }
      disk.rename = { [self] from, to in
        try take()
        try DownloadDisk.real.rename(from, to)
      }
      disk.flushFolder = { [self] path in
        try take()
        try DownloadDisk.real.flushFolder(path)
        try take()
      }
      return disk
    }
  }

  @Test(arguments: [true, false])
  func `after death at any step the next process ends with the same file`(hasRanges: Bool)
    async throws
  {
    var file = file
    file.hasRanges = hasRanges
    let served = file
    let media = FakeMedia { $1 == 0 ? served.cut($0, after: 2) : served.answer(to: $0) }
    let home = try TemporaryFolder()
    let snapshots = Snapshots(home)
    let rig = try DownloadRig(media, home: home, disk: snapshots.disk)
    try rig.request(1)
    try await rig.drainPatiently()
    #expect(try rig.content(1) == served.content)
    let taken = snapshots.taken.withLock { $0 }
    #expect(taken.count > 8)
    for snapshot in taken {
      let after = try DownloadRig(
        FakeMedia { request, _ in served.answer(to: request) }, podcasts: 0, home: snapshot)
      after.time.pass(3600)
      try await after.drainPatiently()
      #expect(try after.content(1) == served.content)
      #expect(after.files == ["Podcast 1-podcast-1.mp3"])
      #expect(try after.mirror.downloads().map(\.state) == [.done])
    }
  }

  @Test func `bytes that were not flushed are not counted on`() async throws {
    let file = file
    let media = FakeMedia { $1 == 0 ? file.cut($0, after: 3) : file.answer(to: $0) }
    let rig = try DownloadRig(media)
    try rig.request(1)
    #expect(try await rig.downloader.drain())
    // As after a power cut: the file's length is there, the last of its bytes are not.
    let part = rig.mirror.downloadFolder.path(of: "Podcast 1-podcast-1.part")
    try (file.content.prefix(3000) + Data(count: 500)).write(to: URL(fileURLWithPath: part))
    try await rig.drainPatiently()
    #expect(media.requests[1].headers["Range"] == "bytes=3000-")
    #expect(try rig.content(1) == file.content)
  }

  @Test func `a part that is shorter than it was begins anew`() async throws {
    let file = file
    let media = FakeMedia { $1 == 0 ? file.cut($0, after: 3) : file.answer(to: $0) }
    let rig = try DownloadRig(media)
    try rig.request(1)
    #expect(try await rig.downloader.drain())
    truncate(rig.mirror.downloadFolder.path(of: "Podcast 1-podcast-1.part"), 1000)
    try await rig.drainPatiently()
    #expect(media.requests[1].headers["Range"] == nil)
    #expect(try rig.content(1) == file.content)
  }

  @Test func `files that the queue knows nothing of go, those of others stay`() async throws {
    let file = file
    let rig = try DownloadRig(FakeMedia { request, _ in file.answer(to: request) })
    try rig.request(1)
    #expect(try await rig.downloader.drain())
    for name in ["Old-podcast-9.part", "Old-movie-9.mp4", "podcast-77.mp3", "notes.txt", "a-1.mp3"]
    {
      let path = rig.mirror.downloadFolder.path(of: name)
      #expect(FileManager.default.createFile(atPath: path, contents: Data([1])))
    }
    #expect(try await rig.downloader.drain())
    #expect(rig.files == ["Podcast 1-podcast-1.mp3", "a-1.mp3", "notes.txt"])
  }

  @Test
  func `a damaged file is fetched again; one that was taken away is not, unless it is pinned`()
    async throws
  {
    let file = file
    let media = FakeMedia { request, _ in file.answer(to: request) }
    let rig = try DownloadRig(media)
    try rig.request(1, 2)
    try rig.request(3, pinned: true)
    #expect(try await rig.downloader.drain())
    let folder = rig.mirror.downloadFolder
    truncate(folder.path(of: "Podcast 1-podcast-1.mp3"), 10)
    folder.remove(["Podcast 2-podcast-2.mp3", "Podcast 3-podcast-3.mp3"])
    #expect(try rig.content(1) == nil && rig.content(2) == nil)
    #expect(try await rig.downloader.drain())
    #expect(try rig.content(1) == file.content && rig.content(3) == file.content)
    #expect(try rig.mirror.download(for: DownloadRig.ref(2)) == nil)
  }

  @Test func `what somebody paused stays paused over a crash`() async throws {
    let file = file
    let media = FakeMedia { request, _ in file.cut(request, after: 2) }
    let rig = try DownloadRig(media)
    try rig.request(1)
    #expect(try await rig.downloader.drain())
    try rig.mirror.pauseDownload(DownloadRig.ref(1))
    rig.mirror.downloadFolder.remove(["Podcast 1-podcast-1.part"])
    #expect(try await rig.downloader.drain())
    #expect(try rig.row(1).state == .paused)
    #expect(try rig.row(1).bytes == 0)
  }

  @Test func `a link in place of the file is not written through`() async throws {
    let file = file
    let rig = try DownloadRig(FakeMedia { request, _ in file.answer(to: request) })
    let target = rig.home.path + "/precious"
    try Data("mine".utf8).write(to: URL(fileURLWithPath: target))
    let folder = rig.mirror.downloadFolder
    try FileManager.default.createDirectory(
      atPath: folder.path, withIntermediateDirectories: true)
    try rig.request(1)
    #expect(symlink(target, folder.path(of: "Podcast 1-podcast-1.part")) == 0)
    #expect(try await rig.downloader.drain())
    #expect(try Data(contentsOf: URL(fileURLWithPath: target)) == Data("mine".utf8))
    #expect(try rig.row(1).state == .paused)
  }

  @Test func `files and their folder are for their owner only`() async throws {
    let file = file
    let rig = try DownloadRig(FakeMedia { request, _ in file.answer(to: request) })
    try rig.request(1)
    #expect(try await rig.downloader.drain())
    func mode(_ path: String) -> mode_t {
      var info = stat()
      lstat(path, &info)
      return info.st_mode & 0o777
    }
    let folder = rig.mirror.downloadFolder
    #expect(mode(folder.path) == 0o700)
    #expect(mode(folder.path(of: "Podcast 1-podcast-1.mp3")) == 0o600)
  }
}
