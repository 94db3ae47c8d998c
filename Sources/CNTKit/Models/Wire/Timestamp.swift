import Foundation

/// A point in time as the platform writes it: `2026-11-24T04:16:50`, with or without a fraction of
/// a second and with or without a zone.
///
/// Server-made stamps without a zone are UTC. Stamps that a person entered (`event_date`,
/// `scheduled_start`) without a zone carry the digits that person saw; `isZoned` tells them apart
/// and ``wallClock(in:)`` reads them.
public struct Timestamp: Hashable, Comparable, Sendable {
  /// Seconds since 1970, reading a missing zone as UTC.
  public var secondsSince1970: Int
  /// Microseconds within the second, 0 to 999 999.
  public var microseconds: Int
  /// Whether the text carried a zone.
  public var isZoned: Bool

  public init(secondsSince1970: Int, microseconds: Int = 0, isZoned: Bool = false) {
    self.secondsSince1970 = secondsSince1970
    self.microseconds = microseconds
    self.isZoned = isZoned
  }

  public init(_ date: Date, isZoned: Bool = false) {
    let total = date.timeIntervalSince1970
    let seconds = total.rounded(.down)
    self.init(
      secondsSince1970: Int(seconds),
      microseconds: min(999_999, Int(((total - seconds) * 1_000_000).rounded())), isZoned: isZoned)
  }

  /// The same instant as a `Date`.
  public var date: Date {
    Date(timeIntervalSince1970: Double(secondsSince1970) + Double(microseconds) / 1_000_000)
  }

  /// The instant a person meant who typed these digits in `zone`; a stamp with a zone needs none.
  public func wallClock(in zone: TimeZone) -> Date {
    if isZoned { return date }
    let guess = date.addingTimeInterval(-Double(zone.secondsFromGMT(for: date)))
    return date.addingTimeInterval(-Double(zone.secondsFromGMT(for: guess)))
  }

  public static func < (a: Timestamp, b: Timestamp) -> Bool {
    (a.secondsSince1970, a.microseconds) < (b.secondsSince1970, b.microseconds)
  }
}

extension Timestamp: Codable {
  public init(from decoder: any Decoder) throws {
    let c = try decoder.singleValueContainer()
    let text = try c.decode(String.self)
    guard let value = Timestamp(text) else {
      throw DecodingError.dataCorruptedError(
        in: c, debugDescription: "Expected an ISO 8601 time.")
    }
    self = value
  }

  public func encode(to encoder: any Encoder) throws {
    var c = encoder.singleValueContainer()
    try c.encode(text)
  }
}
