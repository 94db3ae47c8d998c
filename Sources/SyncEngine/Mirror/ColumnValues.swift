import CNTKit
import Foundation
import GRDB

/// The values of a row on its way into its table, in the order of the table's columns, and a hash of
/// them all.
struct ColumnValues: Sendable {
  private(set) var values: [DatabaseValue] = []
  private var digest: UInt64 = 0xcbf2_9ce4_8422_2325

  /// Tells an edit from a repeat; never 0, which marks rows that were changed here.
  var hash: Int { digest == 0 ? 1 : Int(truncatingIfNeeded: digest) }

  init(capacity: Int) { values.reserveCapacity(capacity) }

  mutating func add(_ text: String?) {
    guard let text else { return addNull() }
    var copy = text
    copy.withUTF8 { mix($0, tag: 1) }
    values.append(text.databaseValue)
  }

  mutating func add(_ number: Int?) {
    guard let number else { return addNull() }
    mix(UInt64(bitPattern: Int64(number)), tag: 2)
    values.append(number.databaseValue)
  }

  mutating func add(_ flag: Bool?) { add(flag.map { $0 ? 1 : 0 }) }

  mutating func add(_ number: Double?) {
    guard let number else { return addNull() }
    mix(number.bitPattern, tag: 3)
    values.append(number.databaseValue)
  }

  mutating func add(_ time: Timestamp?) { add(time?.text) }

  /// An object or a list, as JSON whose keys are sorted, so that the same value is the same text.
  mutating func add<Value: Encodable>(json value: Value?) {
    guard let value, let data = try? Self.encoder.encode(value) else { return addNull() }
    add(String(decoding: data, as: UTF8.self))
  }

  private static let encoder: JSONEncoder = {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    return encoder
  }()

  private mutating func addNull() {
    mix(0, tag: 0)
    values.append(.null)
  }

  /// FNV-1a, 64 bits, over eight bytes at a time; the tag keeps kinds and borders apart.
  private mutating func mix(_ word: UInt64, tag: UInt64) {
    digest = (digest ^ word) &* 0x100_0000_01b3
    digest ^= digest >> 32
    digest = (digest ^ tag) &* 0x100_0000_01b3
  }

  private mutating func mix(_ bytes: UnsafeBufferPointer<UInt8>, tag: UInt64) {
    var index = 0
    while index + 8 <= bytes.count {
      let word = UnsafeRawPointer(bytes.baseAddress! + index).loadUnaligned(as: UInt64.self)
      digest = (digest ^ word) &* 0x100_0000_01b3
      digest ^= digest >> 29
      index += 8
    }
    var rest: UInt64 = 0
    while index < bytes.count {
      rest = rest << 8 | UInt64(bytes[index])
      index += 1
    }
    mix(rest, tag: tag | UInt64(bytes.count) << 8)
  }
}
