import CNTKit
import Foundation
import SyncEngine

/// People keep things on their devices. All of it follows from a randomness of its own, so that a run
/// is otherwise the same without it.
extension Simulation {
  /// Somebody asks for a download or changes their mind, or the device works on its queue.
  func keep() async throws {
    guard let device = downloadRandom.pick(devices), !device.isDead else { return }
    do { try await change(device) } catch is Died {
      note("  \(device.name) died")
    } catch let error as MirrorError {
      note("  \(device.name): \(error.reason)")
    }
  }

  private func change(_ device: SimDevice) async throws {
    let mirror = device.mirror
    let kept = try mirror.downloads()
    switch downloadRandom.below(12) {
    case 0...2:
      let podcasts = try mirror.window(
        ListQuery(source: .podcasts(nil)), anchor: .first, limit: 60, now: device.now
      ).rows.map(\.item.ref)
      guard let ref = downloadRandom.pick(podcasts) else { return }
      note("  \(device.name) downloads \(ref.id)")
      wish(device, ref, nil)
      try mirror.requestDownload([ref], pinned: downloadRandom.chance(30), now: device.now)
      if try mirror.download(for: ref) != nil { wish(device, ref, true) }
    case 3:
      guard let download = downloadRandom.pick(kept) else { return }
      note("  \(device.name) removes \(download.ref.id)")
      wish(device, download.ref, nil)
      try mirror.removeDownload(download.ref)
      wish(device, download.ref, false)
    case 4:
      guard let download = downloadRandom.pick(kept) else { return }
      note("  \(device.name) pauses \(download.ref.id)")
      try mirror.pauseDownload(download.ref)
    case 5:
      guard let download = downloadRandom.pick(kept) else { return }
      try mirror.resumeDownload(download.ref, now: device.now)
    case 6:
      guard let download = downloadRandom.pick(kept) else { return }
      try mirror.setPinned(download.ref, !download.isPinned)
    case 7:
      guard let download = downloadRandom.pick(kept) else { return }
      if let path = try mirror.localFile(for: download.ref, now: device.now) {
        try hear(device, download, path)
      }
    default:
      note("  \(device.name) works on its downloads")
      _ = try? await device.downloader.drain()
    }
  }

  private func wish(_ device: SimDevice, _ ref: ItemRef, _ isWanted: Bool?) {
    wished[device.name, default: [:]][ref] = .some(isWanted)
  }

  /// Whoever plays one hears what was published.
  private func hear(_ device: SimDevice, _ download: Download, _ path: String) throws {
    guard FileManager.default.contents(atPath: path) != SimMedia.content(download.url) else {
      return
    }
    throw Violation(
      seed: seed, operations: operations,
      sentences: ["\(device.name) plays something else as \(download.ref.id)"])
  }

  /// Good lines, and time enough for everything that waits; those that were given up are asked for
  /// once more.
  func settleDownloads() async throws {
    network.media.state.withLock { $0.faultRate = 0 }
    for device in devices {
      for download in try device.mirror.downloads() where download.state == .failed {
        try device.mirror.resumeDownload(download.ref, now: device.now)
      }
      for _ in 0..<4 {
        network.with { $0.pass(100_000) }
        _ = try? await device.downloader.drain()
      }
    }
  }

  /// What was asked for is here and is what it should be, and nothing else is.
  func checkDownloads(_ device: SimDevice) throws -> [String] {
    var sentences: [String] = []
    let downloads = try device.mirror.downloads()
    var known: Set<String> = []
    for download in downloads {
      switch download.state {
      case .queued, .running: sentences.append("\(device.name) still fetches \(download.ref.id)")
      case .failed, .paused:
        // Only a person may have stopped it, where there is room.
        if let failure = download.failure, !isTight {
          sentences.append("\(device.name) does not have \(download.ref.id): \(failure)")
        }
      case .done:
        guard let path = device.mirror.downloadPath(download),
          FileManager.default.contents(atPath: path) == SimMedia.content(download.url)
        else {
          sentences.append("\(device.name) has \(download.ref.id) without its file")
          continue
        }
        known.insert((path as NSString).lastPathComponent)
      }
    }
    let stopped = downloads.filter { $0.state == .paused || $0.state == .failed }
    for file in try files(device.folder + "/downloads") where !known.contains(file) {
      // What somebody stopped keeps what came of it.
      if file.hasSuffix(".part"), stopped.contains(where: { file.contains("-\($0.ref.id).part") }) {
        continue
      }
      sentences.append("\(device.name) keeps a file that nobody wants: \(file)")
    }
    let usage = try device.mirror.downloadUsage()
    if usage.bytes > usage.quota { sentences.append("\(device.name) keeps too much") }
    for (ref, isWanted) in wished[device.name] ?? [:] {
      // What made room for others is gone.
      guard let isWanted, !isWanted || !isTight else { continue }
      let isHere = downloads.contains { $0.ref == ref }
      if isWanted, !isHere { sentences.append("\(device.name) lost the download of \(ref.id)") }
      if !isWanted, isHere { sentences.append("\(device.name) still keeps \(ref.id)") }
    }
    return sentences
  }

  private func files(_ folder: String) throws -> [String] {
    guard FileManager.default.fileExists(atPath: folder) else { return [] }
    return try FileManager.default.contentsOfDirectory(atPath: folder)
  }
}
