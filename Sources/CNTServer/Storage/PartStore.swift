import Foundation

/// The files of uploads that come in parts, by the ids of their rows.
struct PartStore: Sendable {
  let folder: String
  /// As pwrite(2); tests have disks that are full.
  var write: @Sendable (Int32, UnsafeRawBufferPointer, off_t) -> Int = {
    pwrite($0, $1.baseAddress, $1.count, $2)
  }

  func path(_ id: String) -> String { "\(folder)/\(id)" }

  /// Opens a file for one who writes; made if missing. 423 where somebody else has it.
  func open(_ id: String) throws -> PartFile {
    let fd = Glibc.open(path(id), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard fd >= 0 else { throw IncomingFile.storage() }
    // flock(2) tells two open files of one process apart, and ends with the process.
    guard flock(fd, LOCK_EX | LOCK_NB) == 0 else {
      close(fd)
      throw Problem(
        423, "Another request works on this upload: try again in a moment.",
        headers: [("Retry-After", "2")])
    }
    return PartFile(fd: fd, write: write)
  }

  /// Bytes; 0 for a file that is not there.
  func size(_ id: String) -> Int {
    var facts = stat()
    return lstat(path(id), &facts) == 0 ? Int(facts.st_size) : 0
  }

  func remove(_ id: String) { unlink(path(id)) }

  func names() -> [String] {
    (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
  }
}

/// An open file that nobody else writes to.
final class PartFile: Sendable {
  private let fd: Int32
  private let write: @Sendable (Int32, UnsafeRawBufferPointer, off_t) -> Int

  fileprivate init(
    fd: Int32, write: @escaping @Sendable (Int32, UnsafeRawBufferPointer, off_t) -> Int
  ) {
    self.fd = fd
    self.write = write
  }

  deinit {
    // A child that is being started has the same open file until it executes its program.
    flock(fd, LOCK_UN)
    close(fd)
  }

  func write(_ bytes: UnsafeRawBufferPointer, at offset: Int) throws {
    var done = 0
    while done < bytes.count {
      let rest = UnsafeRawBufferPointer(rebasing: bytes[done...])
      let count = write(fd, rest, off_t(offset + done))
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw IncomingFile.storage() }
      done += count
    }
  }

  /// All that was written is on the disk. That takes long at times, so it waits on a thread of its own.
  func sync() async throws {
    try await withCheckedThrowingContinuation { (done: CheckedContinuation<Void, any Error>) in
      DispatchQueue.global().async { [self] in
        done.resume(
          with: fsync(fd) == 0 ? .success(()) : .failure(IncomingFile.storage()))
      }
    }
  }

  /// The first bytes, for a look at what it is.
  func head() -> Data {
    var bytes = [UInt8](repeating: 0, count: 16)
    let count = pread(fd, &bytes, bytes.count, 0)
    return Data(bytes.prefix(max(0, count)))
  }
}
