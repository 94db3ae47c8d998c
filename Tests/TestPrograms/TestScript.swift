import Foundation

/// A program of a test's own.
public enum TestScript {
  /// F_SETLEASE, which Glibc's module lacks.
  private static let setLease: Int32 = 1024

  /// Writes an executable text. A child that another test starts at this moment has the file open until
  /// it executes its program, and what somebody may write to cannot be executed (execve(2), ETXTBSY): a
  /// lease on reading is given only where nobody can (fcntl(2), F_SETLEASE).
  public static func install(_ text: String, at path: String) throws {
    try text.write(toFile: path, atomically: false, encoding: .utf8)
    chmod(path, 0o700)
    let fd = open(path, O_RDONLY | O_CLOEXEC)
    defer { close(fd) }
    while fcntl(fd, setLease, Int32(F_RDLCK)) != 0 {
      guard errno == EAGAIN else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
      usleep(1000)
    }
    _ = fcntl(fd, setLease, Int32(F_UNLCK))
  }
}
