import Dispatch
import Glibc

/// Tells when files in some folders change: written and closed, renamed into place, or removed.
///
/// Everything but `start` and `stop` runs on its queue, which is what makes it safe to share.
final class FolderWatch: @unchecked Sendable {
  private let queue = DispatchQueue(label: "files.watch")
  private let folders: [String]
  private let fd: Int32
  private let source: any DispatchSourceRead
  private let report: @Sendable () -> Void
  private var isWaiting = false

  /// Editors write a file in several steps: one look after the last of them.
  private static let pause = DispatchTimeInterval.milliseconds(60)

  /// nil where nothing can be watched.
  init?(_ folders: [String], report: @escaping @Sendable () -> Void) {
    fd = inotify_init1(Int32(IN_NONBLOCK) | Int32(IN_CLOEXEC))
    guard fd >= 0 else { return nil }
    self.folders = folders
    self.report = report
    source = DispatchSource.makeReadSource(fileDescriptor: fd, queue: queue)
    watchFolders()
  }

  /// Adds what is not watched yet: a folder may come later. Watching twice changes nothing.
  private func watchFolders() {
    let events = IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE | IN_CREATE
    for folder in folders { _ = inotify_add_watch(fd, folder, UInt32(events)) }
  }

  func start() {
    source.setEventHandler { [self] in
      var buffer = [UInt8](repeating: 0, count: 4096)
      while Glibc.read(fd, &buffer, buffer.count) > 0 {}
      guard !isWaiting else { return }
      isWaiting = true
      queue.asyncAfter(deadline: .now() + Self.pause) { [self] in
        isWaiting = false
        watchFolders()
        report()
      }
    }
    source.setCancelHandler { [fd] in close(fd) }
    source.resume()
  }

  func stop() { source.cancel() }
}
