import Foundation

extension Timestamp {
  /// Reads `YYYY-MM-DD`, then optionally `T` or a space, `HH:MM[:SS[.f{1,9}]]` and
  /// `Z`, `+hh:mm`, `+hhmm` or `+hh`. Anything else is nil.
  public init?(_ text: String) {
    var reader = DigitReader(Array(text.utf8))
    guard let year = reader.digits(4), reader.skip("-"), let month = reader.digits(2),
      reader.skip("-"), let day = reader.digits(2),
      (1...12).contains(month), (1...Timestamp.dayCount(year: year, month: month)).contains(day)
    else { return nil }
    var seconds = Timestamp.daysSince1970(year: year, month: month, day: day) * 86_400
    var microseconds = 0
    var zoned = false
    if !reader.atEnd {
      guard reader.skip("T") || reader.skip("t") || reader.skip(" "),
        let hour = reader.digits(2), hour < 24, reader.skip(":"),
        let minute = reader.digits(2), minute < 60
      else { return nil }
      seconds += hour * 3600 + minute * 60
      if reader.skip(":") {
        guard let second = reader.digits(2), second < 61 else { return nil }
        seconds += min(second, 59)  // a leap second reads as the second before it
        if reader.skip(".") {
          guard let fraction = reader.fraction() else { return nil }
          microseconds = fraction
        }
      }
      if !reader.atEnd {
        guard let offset = reader.zoneOffset(), reader.atEnd else { return nil }
        seconds -= offset
        zoned = true
      }
    }
    self.init(secondsSince1970: seconds, microseconds: microseconds, isZoned: zoned)
  }

  /// The platform's form: no zone unless one was given, a fraction only where there is one.
  public var text: String {
    let days = Int((Double(secondsSince1970) / 86_400).rounded(.down))
    let rest = secondsSince1970 - days * 86_400
    let (year, month, day) = Timestamp.civil(daysSince1970: days)
    func two(_ n: Int) -> String { n < 10 ? "0\(n)" : "\(n)" }
    var out = String(repeating: "0", count: max(0, 4 - "\(year)".count)) + "\(year)"
    out += "-\(two(month))-\(two(day))T\(two(rest / 3600)):\(two(rest / 60 % 60)):\(two(rest % 60))"
    if microseconds > 0 {
      let digits = "\(microseconds)"
      out += "." + String(repeating: "0", count: 6 - digits.count) + digits
    }
    return isZoned ? out + "Z" : out
  }

  // Days from civil and back: H. Hinnant, "chrono-Compatible Low-Level Date Algorithms".
  static func daysSince1970(year: Int, month: Int, day: Int) -> Int {
    let y = month <= 2 ? year - 1 : year
    let era = (y >= 0 ? y : y - 399) / 400
    let yearOfEra = y - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  static func civil(daysSince1970: Int) -> (year: Int, month: Int, day: Int) {
    let z = daysSince1970 + 719_468
    let era = (z >= 0 ? z : z - 146_096) / 146_097
    let dayOfEra = z - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shifted = (5 * dayOfYear + 2) / 153
    let month = shifted < 10 ? shifted + 3 : shifted - 9
    return (
      yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shifted + 2) / 5 + 1
    )
  }

  static func dayCount(year: Int, month: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }
}

/// Reads fixed-width digits and punctuation from ASCII.
private struct DigitReader {
  let bytes: [UInt8]
  var index = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  var atEnd: Bool { index == bytes.count }

  mutating func skip(_ character: Unicode.Scalar) -> Bool {
    guard index < bytes.count, bytes[index] == UInt8(character.value) else { return false }
    index += 1
    return true
  }

  mutating func digits(_ count: Int) -> Int? {
    guard index + count <= bytes.count else { return nil }
    var value = 0
    for byte in bytes[index..<index + count] {
      guard (48...57).contains(byte) else { return nil }
      value = value * 10 + Int(byte - 48)
    }
    index += count
    return value
  }

  /// One to nine digits after the point, as microseconds; digits past the sixth are cut.
  mutating func fraction() -> Int? {
    var value = 0
    var count = 0
    while index < bytes.count, (48...57).contains(bytes[index]) {
      if count < 6 { value = value * 10 + Int(bytes[index] - 48) }
      count += 1
      index += 1
    }
    guard (1...9).contains(count) else { return nil }
    for _ in count..<max(count, 6) { value *= 10 }
    return value
  }

  /// Seconds east of Greenwich.
  mutating func zoneOffset() -> Int? {
    if skip("Z") || skip("z") { return 0 }
    let sign: Int
    if skip("+") { sign = 1 } else if skip("-") { sign = -1 } else { return nil }
    guard let hours = digits(2), hours < 24 else { return nil }
    if atEnd { return sign * hours * 3600 }
    _ = skip(":")
    guard let minutes = digits(2), minutes < 60 else { return nil }
    return sign * (hours * 3600 + minutes * 60)
  }
}
