import Foundation
import Synchronization

/// The calls that put a download on the disk; a test replaces them to run out of room or to see what
/// a crash between two of them leaves.
package struct DownloadDisk: Sendable {
  /// A call that failed, by its `errno`.
  package struct Problem: Error, Hashable, Sendable {
    package var code: Int32
    /// What was written may not be on the disk, though no call will say so again.
    var isFlush = false
    package init(code: Int32) { self.code = code }
    var isFull: Bool { code == ENOSPC || code == EDQUOT }
  }

  /// Bytes that a person may still write below a folder; nil where that cannot be told.
  package var freeBytes: @Sendable (_ folder: String) -> Int?
  package var write: @Sendable (_ fd: Int32, _ bytes: Data) throws -> Void
  package var flush: @Sendable (_ fd: Int32) throws -> Void
  package var rename: @Sendable (_ from: String, _ to: String) throws -> Void
  package var flushFolder: @Sendable (_ path: String) throws -> Void

  package static let real = DownloadDisk(
    freeBytes: { folder in
      var info = statvfs()
      guard statvfs(folder, &info) == 0 else { return nil }
      let (bytes, isHuge) = UInt64(info.f_bavail).multipliedReportingOverflow(
        by: UInt64(info.f_frsize))
      return isHuge ? Int.max : Int(min(bytes, UInt64(Int.max)))
    },
    write: { fd, bytes in
      try bytes.withUnsafeBytes { bytes in
        var done = 0
        while done < bytes.count {
          let count = Glibc.write(fd, bytes.baseAddress?.advanced(by: done), bytes.count - done)
          if count < 0, errno == EINTR { continue }
          guard count > 0 else { throw Problem(code: errno) }
          done += count
        }
      }
    },
    flush: { fd in guard fsync(fd) == 0 else { throw Problem(code: errno) } },
    rename: { from, to in
      guard Glibc.rename(from, to) == 0 else { throw Problem(code: errno) }
    },
    flushFolder: { path in
      let fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
      guard fd >= 0 else { throw Problem(code: errno) }
      defer { close(fd) }
      guard fsync(fd) == 0 else { throw Problem(code: errno) }
    })
}

/// A download that is not whole yet. Bytes go to its end.
final class PartFile: Sendable {
  private let fd: Int32
  private let disk: DownloadDisk
  /// Linux tells only once that bytes did not reach the disk (fsync(2), NOTES).
  private let isBroken = Mutex(false)

  /// Opens, or makes, the file and cuts it to its first `kept` bytes. A link is not followed.
  init(path: String, keeping kept: Int, disk: DownloadDisk) throws {
    fd = open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0o600)
    self.disk = disk
    guard fd >= 0 else { throw DownloadDisk.Problem(code: errno) }
    var info = stat()
    guard fstat(fd, &info) == 0, info.st_mode & S_IFMT == S_IFREG, info.st_size >= kept else {
      close(fd)
      throw DownloadDisk.Problem(code: EINVAL)
    }
    guard ftruncate(fd, off_t(kept)) == 0, lseek(fd, 0, SEEK_END) == off_t(kept) else {
      let code = errno
      close(fd)
      throw DownloadDisk.Problem(code: code)
    }
  }

  deinit { close(fd) }

  func append(_ bytes: Data) throws { try disk.write(fd, bytes) }

  func flush() throws {
    try isBroken.withLock { isBroken in
      if isBroken { throw Self.notFlushed(EIO) }
      do { try disk.flush(fd) } catch {
        isBroken = true
        throw Self.notFlushed((error as? DownloadDisk.Problem)?.code ?? EIO)
      }
    }
  }

  private static func notFlushed(_ code: Int32) -> DownloadDisk.Problem {
    var problem = DownloadDisk.Problem(code: code)
    problem.isFlush = true
    return problem
  }

  /// Whether the whole has these digests. Throws `CancellationError` when nobody wants to know any more.
  func has(_ digests: [BodyDigest], while isWanted: () -> Bool) throws -> Bool {
    guard !digests.isEmpty else { return true }
    var check = DigestCheck(digests)
    var buffer = [UInt8](repeating: 0, count: 1 << 20)
    var offset = 0
    while true {
      guard isWanted() else { throw CancellationError() }
      let count = pread(fd, &buffer, buffer.count, off_t(offset))
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw DownloadDisk.Problem(code: errno) }
      if count == 0 { return check.holds }
      buffer.withUnsafeBytes { check.update(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
      offset += count
    }
  }
}

/// The folder of one account's downloads. It holds nothing but what the queue knows.
struct DownloadFolder: Sendable, Hashable {
  let path: String

  init(mirrorFolder: String) { path = mirrorFolder + "/downloads" }

  func path(of name: String) -> String { path + "/" + name }

  /// The size of a plain file; nil for none, and for anything else of that name.
  func size(of name: String) -> Int? {
    var info = stat()
    guard lstat(path(of: name), &info) == 0, info.st_mode & S_IFMT == S_IFREG else { return nil }
    return Int(info.st_size)
  }

  func remove(_ names: [String]) { for name in names { unlink(path(of: name)) } }

  /// The files that carry names as ``SafeName`` makes them; what somebody else put here is not touched.
  func ownFiles() -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    return names.filter {
      $0.wholeMatch(of: /(.*-)?(podcast|movie|track|story|document)-x?[0-9]+\.[a-z0-9]{2,4}/) != nil
    }
  }
}
