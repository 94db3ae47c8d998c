import CNTKit
import Foundation

/// A day of the Gregorian calendar, counted from 1 January 1970; no zone and no clock.
///
/// The arithmetic is Howard Hinnant's (https://howardhinnant.github.io/date_algorithms.html).
struct CivilDay: Sendable, Hashable, Comparable {
  var number: Int

  init(number: Int) { self.number = number }

  /// A day of a month that may be out of its range: month 13 is the next January.
  init(year: Int, month: Int, day: Int) {
    let months = year * 12 + month - 1
    let (year, month) = (Self.floor(months, 12), months - Self.floor(months, 12) * 12 + 1)
    let y = month <= 2 ? year - 1 : year
    let era = Self.floor(y, 400)
    let yearOfEra = y - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    number = era * 146_097 + dayOfEra - 719_468
  }

  /// The day in a zone.
  init(_ date: Date, in zone: TimeZone) {
    let local = date.timeIntervalSince1970 + Double(zone.secondsFromGMT(for: date))
    number = Int((local / 86_400).rounded(.down))
  }

  /// The day on which something is that a person entered: without a zone its digits count as they are.
  init(entered stamp: Timestamp, in zone: TimeZone) {
    if stamp.isZoned {
      self.init(stamp.date, in: zone)
    } else {
      self.init(number: Self.floor(stamp.secondsSince1970, 86_400))
    }
  }

  var parts: (year: Int, month: Int, day: Int) {
    let z = number + 719_468
    let era = Self.floor(z, 146_097)
    let dayOfEra = z - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shifted = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * shifted + 2) / 5 + 1
    let month = shifted < 10 ? shifted + 3 : shifted - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
  }

  /// 0 for Sunday.
  var weekday: Int { ((number + 4) % 7 + 7) % 7 }

  var firstOfMonth: CivilDay { CivilDay(number: number - parts.day + 1) }

  /// The same day of another month, or that one's last where it is shorter.
  func adding(months: Int) -> CivilDay {
    let (year, month, day) = parts
    let first = CivilDay(year: year, month: month + months, day: 1)
    let next = CivilDay(year: year, month: month + months + 1, day: 1)
    return CivilDay(number: min(first.number + day - 1, next.number - 1))
  }

  static func + (day: CivilDay, days: Int) -> CivilDay { CivilDay(number: day.number + days) }

  static func < (a: CivilDay, b: CivilDay) -> Bool { a.number < b.number }

  private static func floor(_ a: Int, _ b: Int) -> Int {
    a >= 0 ? a / b : -((b - 1 - a) / b)
  }
}

/// The day with which weeks begin.
enum WeekStart: String, Sendable, Hashable, CaseIterable {
  case sunday, monday, saturday

  /// 0 for Sunday.
  var weekday: Int {
    switch self {
    case .sunday: 0
    case .monday: 1
    case .saturday: 6
    }
  }

  /// What the locale says (`LC_ALL`, `LC_TIME`, `LANG`, the first that is set). Regions as in the
  /// Unicode CLDR's week data; Monday where nothing is known.
  init(environment: [String: String]) {
    let name = ["LC_ALL", "LC_TIME", "LANG"].lazy.compactMap { environment[$0] }
      .first { !$0.isEmpty }
    let region = name?.split(separator: ".").first?.split(separator: "_").dropFirst().first
    switch region.map(String.init) {
    case let region? where Self.sundays.contains(region): self = .sunday
    case let region? where Self.saturdays.contains(region): self = .saturday
    default: self = .monday
    }
  }

  private static let sundays: Set<String> = [
    "AG", "AS", "BD", "BR", "BS", "BT", "BW", "BZ", "CA", "CO", "DM", "DO", "ET", "GT", "GU", "HK",
    "HN", "ID", "IL", "IN", "JM", "JP", "KE", "KH", "KR", "LA", "MH", "MM", "MO", "MT", "MX", "MZ",
    "NI", "NP", "PA", "PE", "PH", "PK", "PR", "PT", "PY", "SA", "SG", "SV", "TH", "TT", "TW", "UM",
    "US", "VE", "VI", "WS", "YE", "ZA", "ZW",
  ]
  private static let saturdays: Set<String> = [
    "AE", "AF", "BH", "DJ", "DZ", "EG", "IQ", "IR", "JO", "KW", "LY", "OM", "QA", "SD", "SY",
  ]
}
