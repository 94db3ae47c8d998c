import Foundation

/// A file that is being received: it appears under its name only when it is whole and on the disk.
final class IncomingFile {
  private let path: String
  private let limit: Int
  private var fd: Int32 = -1
  private var isMade = false
  private var size = 0
  private var first = Data()

  init(path: String, limit: Int) {
    self.path = path
    self.limit = limit
  }

  func open() throws {
    fd = Glibc.open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard fd >= 0 else { throw Self.storage() }
    isMade = true
  }

  func append(_ bytes: ArraySlice<UInt8>) throws {
    size += bytes.count
    guard size <= limit else { throw Problem(413, "The file is larger than \(limit) bytes") }
    if first.count < 16 { first.append(contentsOf: bytes.prefix(16 - first.count)) }
    try bytes.withUnsafeBytes { buffer in
      var done = 0
      while done < buffer.count {
        let count = write(fd, buffer.baseAddress?.advanced(by: done), buffer.count - done)
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { throw Self.storage() }
        done += count
      }
    }
  }

  func head() -> Data { first }

  /// All that came is on the disk.
  func finish() throws {
    guard fsync(fd) == 0 else { throw Self.storage() }
    close(fd)
    fd = -1
  }

  /// Gives a finished file its name.
  static func move(_ path: String, to target: String) throws {
    guard rename(path, target) == 0 else { throw storage() }
  }

  /// Gives it a second one; where the disk knows no second names, a new one.
  static func link(_ path: String, to target: String) throws {
    if Glibc.link(path, target) == 0 { return }
    guard hasNoLinks else { throw storage() }
    try move(path, to: target)
  }

  /// Whether `errno` says that the disk knows no second names (link(2)).
  static var hasNoLinks: Bool { [EPERM, EOPNOTSUPP, ENOSYS, EMLINK].contains(errno) }

  /// Removes what was not moved to its place.
  func discard() {
    guard isMade else { return }
    if fd >= 0 { close(fd) }
    fd = -1
    unlink(path)
  }

  /// What `errno` says of the disk.
  static func storage() -> Problem {
    errno == ENOSPC
      ? Problem(507, "The server's disk is full") : Problem(500, "Internal Server Error")
  }
}
