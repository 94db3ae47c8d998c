import Foundation

/// Readers that accept what the platform is known to send: integers as numeric text, booleans as
/// 0 or 1, whole numbers with a fraction of zero, missing keys for null.
///
/// They stay strict where a guess would corrupt the mirror: an identifier that is not a positive
/// integer, or a text where a number belongs, is an error.
extension KeyedDecodingContainer where K: WireKey {
  /// A row's identifier: a positive integer, or its decimal text.
  func identifier(_ key: K) throws -> Int {
    guard let value = try intIf(key), value > 0 else {
      throw DecodingError.dataCorruptedError(
        forKey: key, in: self, debugDescription: "An identifier must be a positive integer.")
    }
    return value
  }

  func intIf(_ key: K) throws -> Int? {
    guard contains(key), try !decodeNil(forKey: key) else { return nil }
    if let value = try? decode(Int.self, forKey: key) { return try sane(value, key) }
    if let value = try? decode(Double.self, forKey: key), let exact = Int(exactly: value.rounded())
    {
      return try sane(exact, key)
    }
    if let text = try? decode(String.self, forKey: key), let value = Int(text) {
      return try sane(value, key)
    }
    throw DecodingError.dataCorruptedError(
      forKey: key, in: self, debugDescription: "Expected an integer.")
  }

  /// Beyond 2^53 not all JSON readers agree on a number (RFC 8259, section 6), and arithmetic on it
  /// may overflow.
  private func sane(_ value: Int, _ key: K) throws -> Int {
    guard value.magnitude <= 1 << 53 else {
      throw DecodingError.dataCorruptedError(
        forKey: key, in: self, debugDescription: "Expected an integer of at most 53 bits.")
    }
    return value
  }

  func int(_ key: K, default fallback: Int) throws -> Int { try intIf(key) ?? fallback }

  /// Finite: "inf" and "nan" are numbers to Swift, and not to what works with them.
  func doubleIf(_ key: K) throws -> Double? {
    guard contains(key), try !decodeNil(forKey: key) else { return nil }
    if let value = try? decode(Double.self, forKey: key), value.isFinite { return value }
    if let text = try? decode(String.self, forKey: key), let value = Double(text), value.isFinite {
      return value
    }
    throw DecodingError.dataCorruptedError(
      forKey: key, in: self, debugDescription: "Expected a number.")
  }

  func boolIf(_ key: K) throws -> Bool? {
    guard contains(key), try !decodeNil(forKey: key) else { return nil }
    if let value = try? decode(Bool.self, forKey: key) { return value }
    if let value = try? decode(Int.self, forKey: key), value == 0 || value == 1 {
      return value == 1
    }
    if let text = try? decode(String.self, forKey: key) {
      switch text.lowercased() {
      case "true", "1": return true
      case "false", "0": return false
      default: break
      }
    }
    throw DecodingError.dataCorruptedError(
      forKey: key, in: self, debugDescription: "Expected a boolean, 0 or 1.")
  }

  func bool(_ key: K, default fallback: Bool) throws -> Bool { try boolIf(key) ?? fallback }

  func stringIf(_ key: K) throws -> String? {
    guard contains(key), try !decodeNil(forKey: key) else { return nil }
    return try decode(String.self, forKey: key)
  }

  func string(_ key: K, default fallback: String) throws -> String { try stringIf(key) ?? fallback }

  /// A text that a row cannot be shown without.
  func string(_ key: K) throws -> String { try decode(String.self, forKey: key) }

  func timestampIf(_ key: K) throws -> Timestamp? {
    guard let text = try stringIf(key), !text.isEmpty else { return nil }
    guard let value = Timestamp(text) else {
      throw DecodingError.dataCorruptedError(
        forKey: key, in: self, debugDescription: "Expected an ISO 8601 time.")
    }
    return value
  }

  /// A value whose absence, or whose unexpected shape, leaves the row usable.
  func valueIf<T: Decodable>(_ type: T.Type, _ key: K) -> T? {
    guard contains(key) else { return nil }
    return try? decodeIfPresent(type, forKey: key)
  }
}
