import Foundation

/// Files that are there whole or not at all.
enum AtomicFile {
  /// A name beside `target` that hides and that nobody else has.
  static func partial(for target: String) -> String {
    let place = target as NSString
    let folder = place.deletingLastPathComponent
    // Names have 255 bytes at most.
    let name = ".cnt-\(UUID().uuidString).part"
    return folder.isEmpty ? name : (folder as NSString).appendingPathComponent(name)
  }

  /// Writes it to the disk and gives it its name; throws an `Errno`-like `POSIXError`.
  static func commit(_ partial: String, as target: String) throws {
    try synchronize(partial, O_RDONLY)
    guard rename(partial, target) == 0 else { throw lastError() }
    let folder = (target as NSString).deletingLastPathComponent
    try synchronize(folder.isEmpty ? "." : folder, O_RDONLY | O_DIRECTORY)
  }

  /// Writes `bytes` at `target`, whole or not at all.
  static func write(_ bytes: some DataProtocol, to target: String) throws {
    let partial = partial(for: target)
    do {
      try Data(bytes).write(to: URL(fileURLWithPath: partial), options: .withoutOverwriting)
      try commit(partial, as: target)
    } catch {
      unlink(partial)
      throw error
    }
  }

  private static func synchronize(_ path: String, _ flags: Int32) throws {
    let fd = open(path, flags | O_CLOEXEC)
    guard fd >= 0 else { throw lastError() }
    defer { close(fd) }
    guard fsync(fd) == 0 || errno == EINVAL else { throw lastError() }
  }

  private static func lastError() -> POSIXError {
    POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO)
  }
}
