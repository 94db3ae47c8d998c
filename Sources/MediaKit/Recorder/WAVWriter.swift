import Foundation

/// A WAV file of 16-bit samples that grows (Microsoft's "Multimedia Programming Interface", RIFF WAVE).
///
/// While it grows its header says "to the end of the file", which players understand: whatever ends the
/// program, everything that reached the file can be played.
final class WAVWriter: Sendable {
  static let headerBytes = 44
  /// Sizes have 32 bits, and ffmpeg takes the largest as "unknown".
  private static let unknown = UInt32.max

  private let fd: Int32
  private let format: Format

  struct Format: Codable, Hashable, Sendable {
    var sampleRate: Int
    var channels: Int

    var bytesPerFrame: Int { channels * 2 }
  }

  /// Makes the file; throws a `POSIXError` where there is one of that name already.
  init(path: String, format: Format) throws {
    fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    self.format = format
    guard fd >= 0 else { throw Self.lastError() }
    try Self.header(format, dataBytes: nil).withUnsafeBytes { try Self.write($0, fd) }
  }

  deinit { if fd >= 0 { close(fd) } }

  /// Whole frames; returns how many.
  func append(_ bytes: UnsafeRawBufferPointer) throws -> Int64 {
    try Self.write(bytes, fd)
    return Int64(bytes.count / format.bytesPerFrame)
  }

  /// A descriptor of its own for whoever writes the file through to the disk.
  func duplicate() -> Int32 { fcntl(fd, F_DUPFD_CLOEXEC, 0) }

  /// Writes the sizes into the header and the file to the disk.
  func finish(frames: Int64) throws {
    try Self.seal(fd, format, dataBytes: frames * Int64(format.bytesPerFrame))
  }

  /// Makes a file whole whose writer was ended: a frame that is not complete is cut off, the header gets
  /// its sizes. Returns its frames; 0 where there are none.
  static func repair(_ path: String, format: Format) throws -> Int64 {
    let fd = open(path, O_RDWR | O_CLOEXEC | O_NOFOLLOW)
    guard fd >= 0 else { throw lastError() }
    defer { close(fd) }
    let size = lseek(fd, 0, SEEK_END)
    guard size > off_t(headerBytes) else { return 0 }
    let frames = (Int64(size) - Int64(headerBytes)) / Int64(format.bytesPerFrame)
    let bytes = frames * Int64(format.bytesPerFrame)
    guard ftruncate(fd, off_t(headerBytes) + off_t(bytes)) == 0 else { throw lastError() }
    try seal(fd, format, dataBytes: bytes)
    return frames
  }

  private static func seal(_ fd: Int32, _ format: Format, dataBytes: Int64) throws {
    let header = header(format, dataBytes: UInt32(exactly: dataBytes))
    let count = header.withUnsafeBytes { pwrite(fd, $0.baseAddress, $0.count, 0) }
    guard count == header.count, fsync(fd) == 0 else { throw lastError() }
  }

  private static func header(_ format: Format, dataBytes: UInt32?) -> [UInt8] {
    var bytes = Array("RIFF".utf8)
    func append(_ value: some FixedWidthInteger) {
      withUnsafeBytes(of: value.littleEndian) { bytes += $0 }
    }
    append(dataBytes.flatMap { UInt32(exactly: Int64($0) + 36) } ?? unknown)
    bytes += Array("WAVEfmt ".utf8)
    append(UInt32(16))
    append(UInt16(1))
    append(UInt16(format.channels))
    append(UInt32(format.sampleRate))
    append(UInt32(format.sampleRate * format.bytesPerFrame))
    append(UInt16(format.bytesPerFrame))
    append(UInt16(16))
    bytes += Array("data".utf8)
    append(dataBytes ?? unknown)
    return bytes
  }

  private static func write(_ bytes: UnsafeRawBufferPointer, _ fd: Int32) throws {
    var done = 0
    while done < bytes.count {
      let count = Glibc.write(fd, bytes.baseAddress?.advanced(by: done), bytes.count - done)
      if count > 0 {
        done += count
      } else if errno != EINTR {
        throw lastError()
      }
    }
  }

  private static func lastError() -> POSIXError {
    POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO)
  }
}
