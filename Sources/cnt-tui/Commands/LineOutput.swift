import ArgumentParser
import Foundation

/// Standard output for many lines: written in large pieces, and quiet when nobody reads on.
final class LineOutput {
  private let fd: Int32
  private var buffer: [UInt8] = []
  /// Bytes after which they are written.
  private static let most = 1 << 16
  /// What a shell reports of a program that a closed pipe ended: 128 and SIGPIPE.
  static let closed = ExitCode(128 + SIGPIPE)

  init(fd: Int32 = STDOUT_FILENO) { self.fd = fd }

  func put(_ line: String) throws {
    buffer += line.utf8
    buffer.append(UInt8(ascii: "\n"))
    if buffer.count >= Self.most { try flush() }
  }

  /// To be called at the end.
  func flush() throws {
    // What print wrote comes first.
    fflush(nil)
    defer { buffer.removeAll(keepingCapacity: true) }
    try buffer.withUnsafeBytes { bytes in
      var done = 0
      while done < bytes.count {
        let count = Glibc.write(fd, bytes.baseAddress?.advanced(by: done), bytes.count - done)
        if count > 0 {
          done += count
        } else if errno == EPIPE {
          throw Self.closed
        } else if errno != EINTR {
          throw Failure(
            sentence: "The output cannot be written (\(String(cString: strerror(errno)))): see"
              + " that its disk has room.", code: .inputOutput)
        }
      }
    }
  }
}
