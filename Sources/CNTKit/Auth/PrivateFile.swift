import Foundation

/// Files that only their owner can read, replaced whole or not at all.
public enum PrivateFile {
  /// A file that could not be written or read.
  public struct Problem: Error, Hashable, Sendable {
    public var path: String
    public var code: Int32

    /// The sentence that says what to do.
    public var recovery: String {
      switch code {
      case ENOSPC, EDQUOT: "The disk is full: free some space, so that \(path) can be written."
      case EROFS: "\(path) is on a read-only disk: set CNT_HOME to a folder that can be written."
      case EACCES, EPERM:
        "\(path) cannot be written: make its folder writable, or set CNT_HOME to another."
      default: "\(path) cannot be used (\(String(cString: strerror(code)))): check the disk."
      }
    }
  }

  /// Writes beside the target, flushes to the disk, then renames: after a crash there is either the
  /// old file or the new one.
  public static func write(_ data: Data, to path: String) throws(Problem) {
    let temporary = "\(path).\(getpid()).new"
    unlink(temporary)
    let fd = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard fd >= 0 else { throw Problem(path: path, code: errno) }
    var failure: Int32 = 0
    data.withUnsafeBytes { bytes in
      var done = 0
      while done < bytes.count {
        let count = Glibc.write(fd, bytes.baseAddress?.advanced(by: done), bytes.count - done)
        if count < 0, errno == EINTR { continue }
        guard count > 0 else {
          failure = errno
          return
        }
        done += count
      }
    }
    if failure == 0, fsync(fd) != 0 { failure = errno }
    if close(fd) != 0, failure == 0 { failure = errno }
    if failure == 0, rename(temporary, path) != 0 { failure = errno }
    guard failure == 0 else {
      unlink(temporary)
      throw Problem(path: path, code: failure)
    }
    flushFolder(of: path)
  }

  /// The content, or nil when there is no such file.
  public static func read(_ path: String) throws(Problem) -> Data? {
    let fd = open(path, O_RDONLY | O_CLOEXEC)
    guard fd >= 0 else {
      if errno == ENOENT { return nil }
      throw Problem(path: path, code: errno)
    }
    defer { close(fd) }
    var data = Data()
    var buffer = [UInt8](repeating: 0, count: 16_384)
    while true {
      let count = Glibc.read(fd, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw Problem(path: path, code: errno) }
      if count == 0 { return data }
      data.append(contentsOf: buffer[..<count])
    }
  }

  /// A rename lasts only when the folder is on the disk too.
  private static func flushFolder(of path: String) {
    let folder = (path as NSString).deletingLastPathComponent
    let fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard fd >= 0 else { return }
    fsync(fd)
    close(fd)
  }
}
