import Foundation

/// An advisory lock between processes (flock), held as long as the value lives.
public final class FileLock: Sendable {
  private let fd: Int32

  private init(fd: Int32) { self.fd = fd }

  deinit {
    // A child that is being started has the same open file until it executes its program: closing
    // this one alone would leave the lock to it for so long.
    flock(fd, LOCK_UN)
    close(fd)
  }

  /// Takes the lock, or returns nil when another holds it.
  public static func tryLock(_ path: String) throws(PrivateFile.Problem) -> FileLock? {
    let fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard fd >= 0 else { throw PrivateFile.Problem(path: path, code: errno) }
    if flock(fd, LOCK_EX | LOCK_NB) == 0 { return FileLock(fd: fd) }
    let code = errno
    close(fd)
    if code == EWOULDBLOCK { return nil }
    throw PrivateFile.Problem(path: path, code: code)
  }
}
