import Foundation

#if canImport(Glibc)
  import Glibc
#endif

/// Says, between processes, that a mirror is open, so that none replaces the file of another.
///
/// Every open mirror holds `mirror.lock` shared; replacing a damaged file needs it alone.
final class MirrorGuard: Sendable {
  private let fd: Int32
  private let markPath: String

  init(folder: String) throws(MirrorError) {
    let path = folder + "/mirror.lock"
    markPath = folder + "/mirror.damaged"
    fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard fd >= 0 else { throw MirrorError(errno: errno, path: path) }
    // Somebody is replacing the file at this moment: that takes milliseconds.
    while flock(fd, LOCK_SH) != 0 {
      guard errno == EINTR else { throw MirrorError(.busy, path: path) }
    }
  }

  deinit {
    // As for FileLock: a child that is being started must not keep it.
    flock(fd, LOCK_UN)
    close(fd)
  }

  /// SQLite found a damaged page while reading: the next start replaces the file.
  func markDamaged() { close(open(markPath, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)) }

  var isMarkedDamaged: Bool { access(markPath, F_OK) == 0 }

  /// Runs `work` while no other process has the mirror open; `reason` tells who asked in vain.
  func alone<Result>(
    or reason: MirrorError.Reason = .inUse, _ work: () throws -> Result
  ) throws -> Result {
    guard flock(fd, LOCK_EX | LOCK_NB) == 0 else {
      flock(fd, LOCK_SH)
      throw MirrorError(reason, path: markPath)
    }
    defer { flock(fd, LOCK_SH) }
    let result = try work()
    unlink(markPath)
    return result
  }
}
