/// What the app's own drawing consists of, byte by byte; anything else came out of a text.
enum OutputCheck {
  /// CSI finals that ncurses and the modes of `Terminal` use: cursor, erase, insert, delete, repeat,
  /// attributes, modes, scroll region.
  private static let finals = Set("ABCDGHJKLMPXZ@bdhlmr`".utf8)

  /// The first thing in the output that a terminal must not get; nil when there is none.
  static func fault(in bytes: [UInt8]) -> String? {
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      switch byte {
      case 0x1b:
        guard let next = sequenceEnd(bytes, index) else {
          let part = bytes[index..<min(bytes.count, index + 8)]
          return "the sequence \(part.map { String($0, radix: 16) })"
        }
        index = next
      case 0x08, 0x0a, 0x0d: index += 1  // ncurses moves with these
      case 0..<0x20, 0x7f: return "control \(byte)"
      case 0x80...:
        guard let next = scalarEnd(bytes, index) else { return "bytes that are no UTF-8" }
        if byte == 0xc2, bytes[index + 1] < 0xa0 { return "a C1 control" }
        index = next
      default: index += 1
      }
    }
    return nil
  }

  private static func sequenceEnd(_ bytes: [UInt8], _ start: Int) -> Int? {
    guard start + 1 < bytes.count else { return nil }
    switch bytes[start + 1] {
    case UInt8(ascii: "["):
      var index = start + 2
      while index < bytes.count, (0x20...0x3f).contains(bytes[index]) { index += 1 }
      guard index < bytes.count, finals.contains(bytes[index]) else { return nil }
      return index + 1
    case UInt8(ascii: "("):  // the character set of terminfo's sgr0
      return start + 2 < bytes.count && bytes[start + 2] == UInt8(ascii: "B") ? start + 3 : nil
    case UInt8(ascii: "M"), UInt8(ascii: "="), UInt8(ascii: ">"): return start + 2
    default: return nil
    }
  }

  private static func scalarEnd(_ bytes: [UInt8], _ start: Int) -> Int? {
    let length =
      switch bytes[start] {
      case 0xc2...0xdf: 2
      case 0xe0...0xef: 3
      case 0xf0...0xf4: 4
      default: 0
      }
    guard length > 0, start + length <= bytes.count else { return nil }
    let tail = bytes[(start + 1)..<(start + length)]
    return tail.allSatisfy { $0 & 0xc0 == 0x80 } ? start + length : nil
  }
}
