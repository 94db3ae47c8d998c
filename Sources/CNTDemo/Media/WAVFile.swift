import Foundation

/// 16-bit mono PCM, the form the synthesiser writes.
enum WAVFile {
  static let sampleRate = 22_050

  /// The whole file for samples between -1 and 1; louder ones are cut.
  static func data(_ samples: [Float]) -> Data {
    let byteCount = samples.count * 2
    var data = Data(capacity: 44 + byteCount)
    func append<T: FixedWidthInteger>(_ value: T) {
      withUnsafeBytes(of: value.littleEndian) { data.append(contentsOf: $0) }
    }
    data.append(contentsOf: "RIFF".utf8)
    append(UInt32(36 + byteCount))
    data.append(contentsOf: "WAVEfmt ".utf8)
    append(UInt32(16))
    append(UInt16(1))  // PCM
    append(UInt16(1))  // channels
    append(UInt32(sampleRate))
    append(UInt32(sampleRate * 2))
    append(UInt16(2))
    append(UInt16(16))
    data.append(contentsOf: "data".utf8)
    append(UInt32(byteCount))
    let words = samples.map { Int16(max(-1, min(1, $0)) * 32_767).littleEndian }
    words.withUnsafeBytes { data.append(contentsOf: $0) }
    return data
  }
}
