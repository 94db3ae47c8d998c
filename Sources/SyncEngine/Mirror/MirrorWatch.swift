import Dispatch
import Foundation
import GRDB

#if canImport(Glibc)
  import Glibc
#endif

extension Mirror {
  /// A value after every commit, by this process or another; bursts become one.
  ///
  /// SQLite appends every commit to the `-wal` file, whoever makes it, and the kernel tells of that.
  /// A commit can be read only a moment later, when the disk has it: `data_version` says when.
  public func changes() -> AsyncStream<Void> {
    let (stream, continuation) = AsyncStream.makeStream(
      of: Void.self, bufferingPolicy: .bufferingNewest(1))
    guard let watch = MirrorWatch(path: path, report: { continuation.yield() }) else {
      continuation.finish()
      return stream
    }
    continuation.onTermination = { _ in watch.stop() }
    watch.start()
    return stream
  }
}

/// Watches one mirror file. Everything but `start` and `stop` runs on its queue, which is what makes
/// it safe to share.
private final class MirrorWatch: @unchecked Sendable {
  private let queue = DispatchQueue(label: "mirror.watch")
  private let connection: DatabaseQueue
  private let source: (any DispatchSourceProtocol)
  private let fd: Int32
  private let report: @Sendable () -> Void
  private var version = 0
  private var step = 0
  private var isLooking = false

  /// Milliseconds between the looks that follow a sign of a commit.
  private static let delays = [15, 25, 40, 80, 160, 320, 640]

  init?(path: String, report: @escaping @Sendable () -> Void) {
    var configuration = Configuration()
    configuration.readonly = true
    configuration.label = "mirror.watch"
    guard let connection = try? DatabaseQueue(path: path, configuration: configuration) else {
      return nil
    }
    self.connection = connection
    self.report = report
    fd = inotify_init1(Int32(IN_NONBLOCK) | Int32(IN_CLOEXEC))
    if fd >= 0, inotify_add_watch(fd, path + "-wal", UInt32(IN_MODIFY)) >= 0 {
      source = DispatchSource.makeReadSource(fileDescriptor: fd, queue: queue)
    } else {
      // No watches left for this user: look five times a second.
      let timer = DispatchSource.makeTimerSource(queue: queue)
      timer.schedule(deadline: .now(), repeating: .milliseconds(200), leeway: .milliseconds(20))
      source = timer
    }
    version = dataVersion()
  }

  func start() {
    source.setEventHandler { [self] in
      var buffer = [UInt8](repeating: 0, count: 4096)
      if fd >= 0 { while Glibc.read(fd, &buffer, buffer.count) > 0 {} }
      step = 0
      if !isLooking { lookSoon() }
    }
    source.setCancelHandler { [fd] in if fd >= 0 { close(fd) } }
    source.resume()
  }

  func stop() {
    queue.async { [self] in
      step = Self.delays.count
      source.cancel()
    }
  }

  private func lookSoon() {
    guard step < Self.delays.count else {
      isLooking = false
      return
    }
    isLooking = true
    let delay = Self.delays[step]
    step += 1
    queue.asyncAfter(deadline: .now() + .milliseconds(delay)) { [self] in
      let current = dataVersion()
      if current != version {
        version = current
        report()
      }
      lookSoon()
    }
  }

  private func dataVersion() -> Int {
    (try? connection.unsafeRead { try Int.fetchOne($0, sql: "PRAGMA data_version") }) ?? version
  }
}
