import Foundation

/// Ids as a few bytes each: differences, zigzag, variable length (as in Protocol Buffers' varints,
/// https://protobuf.dev/programming-guides/encoding).
enum IDList {
  static func encode(_ ids: [Int]) -> Data {
    var data = Data()
    var last = 0
    for id in ids {
      let difference = id &- last
      var value = UInt(bitPattern: (difference << 1) ^ (difference >> (Int.bitWidth - 1)))
      while value >= 0x80 {
        data.append(UInt8(truncatingIfNeeded: value) | 0x80)
        value >>= 7
      }
      data.append(UInt8(value))
      last = id
    }
    return data
  }

  static func decode(_ data: Data) -> [Int] {
    var ids: [Int] = []
    var value: UInt = 0
    var shift: UInt = 0
    var last = 0
    for byte in data {
      value |= UInt(byte & 0x7f) << shift
      shift += 7
      guard byte & 0x80 == 0 || shift > 63 else { continue }
      last &+= Int(bitPattern: value >> 1) ^ -Int(bitPattern: value & 1)
      ids.append(last)
      (value, shift) = (0, 0)
    }
    return ids
  }
}
