import Dispatch
import Foundation

#if canImport(Glibc)
  import Glibc
#endif

extension Mirror {
  /// A value after every commit, by this process or another, within some 40 ms; bursts become one.
  ///
  /// SQLite appends every commit to the `-wal` file, whoever makes it: the kernel says when.
  public func changes() -> AsyncStream<Void> {
    let (stream, continuation) = AsyncStream.makeStream(
      of: Void.self, bufferingPolicy: .bufferingNewest(1))
    let fd = inotify_init1(Int32(IN_NONBLOCK) | Int32(IN_CLOEXEC))
    guard fd >= 0, inotify_add_watch(fd, path + "-wal", UInt32(IN_MODIFY)) >= 0 else {
      if fd >= 0 { close(fd) }
      continuation.finish()
      return stream
    }
    let queue = DispatchQueue(label: "mirror.watch")
    let source = DispatchSource.makeReadSource(fileDescriptor: fd, queue: queue)
    let burst = Burst()
    source.setEventHandler {
      var buffer = [UInt8](repeating: 0, count: 4096)
      while Glibc.read(fd, &buffer, buffer.count) > 0 {}
      // The file changes a moment before the commit can be read.
      guard burst.begin() else { return }
      queue.asyncAfter(deadline: .now() + .milliseconds(40)) {
        burst.end()
        continuation.yield()
      }
    }
    source.setCancelHandler { close(fd) }
    source.resume()
    let handle = SourceHandle(source: source)
    continuation.onTermination = { _ in handle.source.cancel() }
    return stream
  }

  /// `cancel()` may be called from any thread (Dispatch documentation), which its type does not say.
  private struct SourceHandle: @unchecked Sendable {
    let source: any DispatchSourceRead
  }

  /// Whether a burst of changes is being waited out. Used on one queue only.
  private final class Burst: @unchecked Sendable {
    private var isUnderWay = false

    func begin() -> Bool {
      defer { isUnderWay = true }
      return !isUnderWay
    }

    func end() { isUnderWay = false }
  }
}
