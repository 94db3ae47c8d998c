import Crypto
import Foundation

/// Files of a backup on their way: copied, hashed, and on the disk before anybody is told.
enum BackupFiles {
  /// A fault of the disk, with the file.
  static func fault(_ path: String) -> CNTServerApplication.Failure {
    let reason = String(cString: strerror(errno))
    return CNTServerApplication.Failure(
      recovery: "\(path) cannot be used (\(reason)): see to rights and room there.")
  }

  /// Makes a folder, and those above it below `root`, for its owner only.
  static func makeFolder(_ relative: String, in root: String) throws {
    var path = root
    for part in relative.split(separator: "/") {
      path += "/" + part
      guard mkdir(path, 0o700) == 0 || errno == EEXIST else { throw fault(path) }
    }
  }

  /// Opens a regular file below `root` of which no part is a link; nil where there is none.
  static func open(_ relative: String, in root: String) -> Int32? {
    var path = root
    for part in relative.split(separator: "/") {
      path += "/" + part
      var facts = stat()
      guard lstat(path, &facts) == 0, facts.st_mode & S_IFMT != S_IFLNK else { return nil }
    }
    let fd = Glibc.open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
    var facts = stat()
    guard fd >= 0 else { return nil }
    guard fstat(fd, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG else {
      close(fd)
      return nil
    }
    return fd
  }

  /// Reads an open file to its end, into another where `target` is given, and says what it was.
  static func take(
    _ fd: Int32, as relative: String, to target: String? = nil
  ) throws -> BackupManifest.File {
    var out: Int32 = -1
    if let target {
      out = Glibc.open(target, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
      guard out >= 0 else { throw fault(target) }
    }
    defer { if out >= 0 { close(out) } }
    var (hash, size) = (SHA256(), 0)
    var buffer = [UInt8](repeating: 0, count: 1 << 20)
    while true {
      let count = read(fd, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw fault(relative) }
      if count == 0 { break }
      hash.update(data: buffer[..<count])
      size += count
      var done = 0
      while let target, done < count {
        let written = buffer[done..<count].withUnsafeBytes { write(out, $0.baseAddress, $0.count) }
        if written < 0, errno == EINTR { continue }
        guard written > 0 else { throw fault(target) }
        done += written
      }
    }
    if let target { guard fsync(out) == 0 else { throw fault(target) } }
    return BackupManifest.File(path: relative, size: size, sha256: hex(hash.finalize()))
  }

  private static func hex(_ bytes: some Sequence<UInt8>) -> String {
    bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  /// What was renamed stays so after a power cut.
  static func sync(_ path: String) {
    let fd = Glibc.open(path, O_RDONLY | O_CLOEXEC)
    guard fd >= 0 else { return }
    fsync(fd)
    close(fd)
  }

  /// Regular files below `folder`, by their paths from there; `leavingOut` are names at its top.
  static func all(in folder: String, leavingOut: [String] = []) -> [String] {
    var found: [String] = []
    func walk(_ relative: String) {
      let path = relative.isEmpty ? folder : folder + "/" + relative
      for name in (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? [] {
        if relative.isEmpty, leavingOut.contains(name) { continue }
        let next = relative.isEmpty ? name : relative + "/" + name
        var facts = stat()
        guard lstat(folder + "/" + next, &facts) == 0 else { continue }
        if facts.st_mode & S_IFMT == S_IFDIR { walk(next) }
        if facts.st_mode & S_IFMT == S_IFREG { found.append(next) }
      }
    }
    walk("")
    return found.sorted()
  }
}
