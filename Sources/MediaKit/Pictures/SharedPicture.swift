import Glibc
import Synchronization

/// Pixels in shared memory (shm_overview(7)) for a terminal on this machine. The terminal removes the
/// name when it has read them; it is removed here too when nobody holds this any more.
public final class SharedPicture: Sendable {
  public let name: String
  private static let last = Atomic(0)

  /// nil where there is no shared memory, or no room in it.
  public init?(_ bytes: [UInt8]) {
    let number = Self.last.add(1, ordering: .relaxed).newValue
    name = "/cnt-\(getpid())-\(number)"
    let fd = shm_open(name, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard fd >= 0 else { return nil }
    defer { close(fd) }
    var done = 0
    while done < bytes.count {
      let count = bytes.withUnsafeBytes {
        write(fd, $0.baseAddress?.advanced(by: done), bytes.count - done)
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else {
        shm_unlink(name)
        return nil
      }
      done += count
    }
  }

  deinit { shm_unlink(name) }
}
