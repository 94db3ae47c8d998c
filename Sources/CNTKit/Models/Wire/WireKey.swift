import Foundation

/// The coding keys of a wire model.
///
/// Two things follow from conforming: a missing optional is written as an explicit `null`, as the
/// platform's framework does, and the lenient readers of `KeyedDecodingContainer` become available.
public protocol WireKey: CodingKey, Hashable {}

// Synthesised `encode(to:)` calls `encodeIfPresent` for optionals. These overloads are more
// constrained than the standard library's, so the compiler picks them inside this module.
extension KeyedEncodingContainer where K: WireKey {
  mutating func encodeIfPresent<T: Encodable>(_ value: T?, forKey key: K) throws {
    if let value { try encode(value, forKey: key) } else { try encodeNil(forKey: key) }
  }
  mutating func encodeIfPresent(_ value: String?, forKey key: K) throws {
    if let value { try encode(value, forKey: key) } else { try encodeNil(forKey: key) }
  }
  mutating func encodeIfPresent(_ value: Int?, forKey key: K) throws {
    if let value { try encode(value, forKey: key) } else { try encodeNil(forKey: key) }
  }
  mutating func encodeIfPresent(_ value: Double?, forKey key: K) throws {
    if let value { try encode(value, forKey: key) } else { try encodeNil(forKey: key) }
  }
  mutating func encodeIfPresent(_ value: Bool?, forKey key: K) throws {
    if let value { try encode(value, forKey: key) } else { try encodeNil(forKey: key) }
  }
}
