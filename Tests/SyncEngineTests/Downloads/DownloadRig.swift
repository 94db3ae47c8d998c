import CNTKit
import Foundation
import Testing

@testable import SyncEngine

/// A mirror with podcasts and a downloader beside a media server in memory.
struct DownloadRig {
  let home: TemporaryFolder
  let mirror: Mirror
  let time: TestTime
  let downloader: Downloader

  init(
    _ media: FakeMedia, podcasts: Int = 3, home: TemporaryFolder? = nil,
    disk: DownloadDisk = .real, time: TestTime = TestTime()
  ) throws {
    self.home = try home ?? TemporaryFolder()
    self.time = time
    mirror = try Mirror(folder: self.home.path + "/mirror")
    if podcasts > 0 {
      _ = try mirror.apply((1...podcasts).map { Podcast.sample($0) }, now: time.now)
    }
    downloader = try Self.downloader(mirror, media, time, disk)
  }

  static func downloader(
    _ mirror: Mirror, _ media: FakeMedia, _ time: TestTime, _ disk: DownloadDisk = .real
  ) throws -> Downloader {
    let server = try ServerAddress("https://cnt.example.org")
    return Downloader(
      mirror: mirror, transport: media,
      media: MediaResolver(server: server, mediaBase: "https://cdn.example.org"), disk: disk,
      clock: StillClock(), now: { time.now }, random: { 1 }, isSerial: false)
  }

  func request(_ ids: Int..., priority: Download.Priority = .normal, pinned: Bool = false) throws {
    try mirror.requestDownload(
      ids.map(Self.ref), priority: priority, pinned: pinned, now: time.now)
  }

  static func ref(_ id: Int) -> ItemRef { ItemRef(kind: .podcast, id: id) }

  func row(_ id: Int) throws -> Download {
    try #require(try mirror.download(for: Self.ref(id)))
  }

  /// What a player would be given.
  func content(_ id: Int) throws -> Data? {
    try mirror.localFile(for: Self.ref(id), now: time.now).map {
      try Data(contentsOf: URL(fileURLWithPath: $0))
    }
  }

  /// Works, with the waits between tries left out, until nothing waits.
  func drainPatiently(_ tries: Int = 20) async throws {
    for _ in 0..<tries {
      #expect(try await downloader.drain())
      guard let due = try mirror.downloadPlan().nextDue else { return }
      time.pass(max(0, due.timeIntervalSince(time.now)))
    }
  }

  /// The names in the folder of the downloads.
  var files: [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: mirror.downloadFolder.path)) ?? [])
      .sorted()
  }
}
