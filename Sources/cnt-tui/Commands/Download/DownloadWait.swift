import Foundation
import SyncEngine
import TermKit

/// Fetches and waits: prints each download as it comes to its end, and on a terminal how far they are.
struct DownloadWait {
  var mirror: Mirror
  var json: Bool

  /// Returns when all of `asked`, or the whole queue, is here, stopped, or waits for another try.
  func fetch(_ asked: [ItemRef]?, by downloader: Downloader) async throws {
    let refs = try asked ?? open()
    let reporter = Task { await report(refs) }
    defer { reporter.cancel() }
    var isTold = false
    while try await !downloader.drain(asked.map { Set($0) }), !unsettled(refs).isEmpty {
      if !isTold {
        try? FileHandle.standardError.write(
          contentsOf: Data("Another cnt is fetching; waiting for it.\n".utf8))
      }
      isTold = true
      await change()
    }
    reporter.cancel()
    await reporter.value
    try conclude(refs)
  }

  /// Waits for a commit, or for two seconds: the other cnt may have ended without one.
  private func change() async {
    await withTaskGroup(of: Void.self) { group in
      group.addTask { [mirror] in for await _ in mirror.changes() { return } }
      group.addTask { try? await Task.sleep(for: .seconds(2)) }
      await group.next()
      group.cancelAll()
    }
  }

  private func open() throws -> [ItemRef] {
    try mirror.downloads().filter { $0.state == .queued || $0.state == .running }.map(\.ref)
  }

  private func unsettled(_ asked: [ItemRef]) -> [Download] {
    let wanted = Set(asked)
    return ((try? mirror.downloads()) ?? []).filter {
      wanted.contains($0.ref)
        && ($0.state == .running || $0.state == .queued && $0.notBefore == nil)
    }
  }

  /// One line that is written over, for a person who waits.
  private func report(_ asked: [ItemRef]) async {
    guard isatty(STDERR_FILENO) == 1 else { return }
    for await _ in mirror.changes() {
      let left = unsettled(asked)
      guard let first = left.first(where: { $0.state == .running }) else { continue }
      let percent = first.fraction.map { "\(Int($0 * 100))%" } ?? ByteText.text(first.bytes)
      let title = DisplayText.truncated(printable(first.title), to: 50)
      try? FileHandle.standardError.write(
        contentsOf: Data("\r\u{1b}[K\(left.count) left · \(title) \(percent)".utf8))
    }
    try? FileHandle.standardError.write(contentsOf: Data("\r\u{1b}[K".utf8))
  }

  private func conclude(_ asked: [ItemRef]) throws {
    var waiting = 0, stopped = 0
    for ref in asked {
      guard let download = try mirror.download(for: ref) else {
        try? FileHandle.standardError.write(
          contentsOf: Data("\(ref.kind.rawValue)/\(ref.id) is no longer wanted.\n".utf8))
        stopped += 1
        continue
      }
      let line = DownloadLine(download, path: mirror.downloadPath(download))
      print(json ? line.json : line.plain)
      switch download.state {
      case .done: break
      case .queued, .running: waiting += 1
      case .paused, .failed: stopped += 1
      }
    }
    if stopped > 0 {
      throw Failure(sentence: "\(stopped) could not be fetched; the reasons stand above.")
    }
    if waiting > 0 {
      throw Failure(
        sentence: "\(waiting) could not be fetched yet; the app or cnt sync --watch tries again.",
        code: .temporary)
    }
  }
}
