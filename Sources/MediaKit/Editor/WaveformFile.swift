import Foundation

/// A waveform's finest level on the disk: a header of little-endian 64-bit numbers, then the peaks.
enum WaveformFile {
  /// "CNTWAVE1".
  private static let magic: UInt64 = 0x3145_5641_5754_4e43
  private static let headerNumbers = 8
  private static let peakBytes = 6

  /// Which file it is of: what changes when somebody writes in it.
  struct Identity: Hashable {
    var size: UInt64
    /// Nanoseconds since 1970.
    var changed: UInt64
    /// Of the first 64 KiB.
    var head: UInt64

    init(_ path: String) throws {
      let fd = open(path, O_RDONLY | O_CLOEXEC)
      guard fd >= 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
      defer { close(fd) }
      var facts = stat()
      guard fstat(fd, &facts) == 0 else {
        throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO)
      }
      size = UInt64(max(0, facts.st_size))
      changed =
        UInt64(bitPattern: Int64(facts.st_mtim.tv_sec)) &* 1_000_000_000
        &+ UInt64(bitPattern: Int64(facts.st_mtim.tv_nsec))
      var bytes = [UInt8](repeating: 0, count: 1 << 16)
      let count = max(0, pread(fd, &bytes, bytes.count, 0))
      head = Self.hash(bytes.prefix(count))
    }

    /// FNV-1a: against mistakes, not against enemies, who would only spoil a picture.
    private static func hash(_ bytes: some Sequence<UInt8>) -> UInt64 {
      bytes.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
    }

    var name: String {
      let numbers = [size, changed, head].flatMap { number in
        (0..<8).map { UInt8(truncatingIfNeeded: number >> (8 * UInt64($0))) }
      }
      return String(Self.hash(numbers), radix: 16) + ".wave"
    }
  }

  static func data(_ waveform: Waveform, _ identity: Identity) -> Data {
    let finest = waveform.tracks.compactMap { $0.first?.peaks }
    let header: [UInt64] = [
      magic, identity.size, identity.changed, identity.head, UInt64(waveform.sampleRate),
      UInt64(waveform.length), UInt64(waveform.samplesPerPeak), UInt64(finest.count),
    ]
    var bytes: [UInt8] = []
    bytes.reserveCapacity(header.count * 8 + finest.reduce(0) { $0 + $1.count } * peakBytes)
    for number in header { withUnsafeBytes(of: number.littleEndian) { bytes += $0 } }
    for peaks in finest {
      for peak in peaks {
        let fields = [UInt16(bitPattern: peak.least), UInt16(bitPattern: peak.most), peak.rms]
        for field in fields {
          bytes.append(UInt8(truncatingIfNeeded: field))
          bytes.append(UInt8(truncatingIfNeeded: field >> 8))
        }
      }
    }
    return Data(bytes)
  }

  /// nil for what is damaged, or of another file.
  static func load(_ path: String, _ identity: Identity) -> Waveform? {
    guard let data = try? Data(contentsOf: URL(fileURLWithPath: path), options: .mappedIfSafe),
      data.count >= headerNumbers * 8
    else { return nil }
    return data.withUnsafeBytes { bytes -> Waveform? in
      func number(_ place: Int) -> UInt64 {
        UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: place * 8, as: UInt64.self))
      }
      guard number(0) == magic, number(1) == identity.size, number(2) == identity.changed,
        number(3) == identity.head, let rate = Int(exactly: number(4)),
        (1...768_000).contains(rate),
        let length = Int64(exactly: number(5)), length > 0, length < 1 << 50,
        let size = Int(exactly: number(6)), (1...1 << 40).contains(size),
        let tracks = Int(exactly: number(7)), (2...9).contains(tracks)
      else { return nil }
      let count = Int((length - 1) / Int64(size) + 1)
      guard count <= WaveformBuilder.mostPeaks,
        bytes.count == headerNumbers * 8 + tracks * count * peakBytes
      else { return nil }
      let finest = (0..<tracks).map { track in
        [WavePeak](unsafeUninitializedCapacity: count) { peaks, made in
          var place = headerNumbers * 8 + track * count * peakBytes
          for index in 0..<count {
            func field(_ offset: Int) -> UInt16 {
              UInt16(
                littleEndian: bytes.loadUnaligned(fromByteOffset: place + offset, as: UInt16.self))
            }
            peaks.initializeElement(
              at: index,
              to: WavePeak(
                least: Int16(bitPattern: field(0)), most: Int16(bitPattern: field(2)),
                rms: field(4)))
            place += peakBytes
          }
          made = count
        }
      }
      return Waveform(sampleRate: rate, length: length, samplesPerPeak: size, finest: finest)
    }
  }
}
