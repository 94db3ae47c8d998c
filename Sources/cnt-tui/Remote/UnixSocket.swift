import CNTKit
import Foundation

/// A stream socket in the file system, between programs of one person: who is at the other end is
/// checked by the kernel (`SO_PEERCRED`, unix(7)).
final class UnixSocket: Sendable {
  let fd: Int32

  struct Problem: Error, Hashable {
    var what: String
    var code: Int32
  }

  private init(fd: Int32) { self.fd = fd }

  deinit { close(fd) }

  private static func make() throws(Problem) -> UnixSocket {
    let fd = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard fd >= 0 else { throw Problem(what: "socket", code: errno) }
    return UnixSocket(fd: fd)
  }

  /// Listens under a name in a folder, in place of whatever had the name before. Only its owner may
  /// connect.
  static func listen(folder: String, name: String) throws -> UnixSocket {
    let made = try make()
    let temporary = "\(name).\(getpid()).new"
    unlink(folder + "/" + temporary)
    try made.with(folder: folder, name: temporary) { bind(made.fd, $0, $1) }
    // Nobody can connect before listen, so the mode is right from the first connection on.
    guard chmod(folder + "/" + temporary, 0o600) == 0, Glibc.listen(made.fd, 8) == 0,
      rename(folder + "/" + temporary, folder + "/" + name) == 0
    else {
      let code = errno
      unlink(folder + "/" + temporary)
      throw Problem(what: "listen", code: code)
    }
    return made
  }

  static func connect(folder: String, name: String) throws -> UnixSocket {
    let made = try make()
    try made.with(folder: folder, name: name) { Glibc.connect(made.fd, $0, $1) }
    guard made.isOfOwner else { throw Problem(what: "owner", code: EPERM) }
    return made
  }

  /// Waits for a program to connect; nil when this end was shut down.
  func accept() -> UnixSocket? {
    while true {
      let fd = Glibc.accept(self.fd, nil, nil)
      if fd >= 0 {
        _ = fcntl(fd, F_SETFD, FD_CLOEXEC)
        return UnixSocket(fd: fd)
      }
      // What a single connection died of is not the end of all.
      guard [EINTR, ECONNABORTED, EMFILE, ENFILE].contains(errno) else { return nil }
      if errno == EMFILE || errno == ENFILE { usleep(100_000) }
    }
  }

  /// Wakes who waits in ``accept()``, for the last time.
  func shutDown() { shutdown(fd, Int32(SHUT_RDWR)) }

  /// Whether the other end runs as the same person.
  var isOfOwner: Bool {
    // struct ucred: process, user and group, 32 bits each. Glibc keeps it from Swift.
    var peer: [UInt32] = [0, .max, 0]
    var length = socklen_t(peer.count * MemoryLayout<UInt32>.size)
    return getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &peer, &length) == 0 && peer[1] == getuid()
  }

  /// Neither reading nor writing waits for longer, seconds.
  func setPatience(_ seconds: Int) {
    var time = timeval(tv_sec: seconds, tv_usec: 0)
    for option in [SO_RCVTIMEO, SO_SNDTIMEO] {
      setsockopt(fd, SOL_SOCKET, option, &time, socklen_t(MemoryLayout<timeval>.size))
    }
  }

  /// A line without its end; nil when none came in time, or one that is longer than `most` bytes.
  func readLine(most: Int) -> String? {
    var line: [UInt8] = []
    var byte: UInt8 = 0
    while line.count <= most {
      let count = recv(fd, &byte, 1, 0)
      if count < 0, errno == EINTR { continue }
      guard count == 1 else { return nil }
      if byte == UInt8(ascii: "\n") { return String(validating: line, as: UTF8.self) }
      line.append(byte)
    }
    return nil
  }

  /// Writes a line; false when nobody takes it.
  @discardableResult
  func writeLine(_ line: String) -> Bool {
    let bytes = Array((line + "\n").utf8)
    var done = 0
    while done < bytes.count {
      let count = bytes[done...].withUnsafeBytes {
        send(fd, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return false }
      done += count
    }
    return true
  }

  /// An address holds some 100 bytes: the folder is named by a descriptor, so that it may be of any
  /// length.
  private func with(
    folder: String, name: String,
    _ call: (UnsafePointer<sockaddr>, socklen_t) -> Int32
  ) throws(Problem) {
    let directory = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard directory >= 0 else { throw Problem(what: "folder", code: errno) }
    defer { close(directory) }
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    let path = Array("/proc/self/fd/\(directory)/\(name)".utf8)
    guard path.count < MemoryLayout.size(ofValue: address.sun_path) else {
      throw Problem(what: "name", code: ENAMETOOLONG)
    }
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path) }
    let code = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        call($0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    guard code == 0 else { throw Problem(what: "address", code: errno) }
  }
}
