import Glibc
import Synchronization

/// Wakes the UI thread from any other.
public final class Waker: Sendable {
  private let fd: Mutex<Int32>

  init(fd: Int32) { self.fd = Mutex(fd) }

  /// Makes the next, or the present, ``Terminal/nextEvent(timeout:)`` return. Never blocks.
  public func wake() {
    fd.withLock { fd in
      guard fd >= 0 else { return }
      var byte: UInt8 = 0
      // A full pipe means that a wake-up is under way already.
      _ = write(fd, &byte, 1)
    }
  }

  func close() { fd.withLock { $0 = -1 } }
}
