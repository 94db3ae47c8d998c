import CNTKit
import Foundation

/// Times and lengths in words.
struct DateText: Sendable {
  var now: Date
  var timeZone: TimeZone

  /// "now", "5 min ago", "3 h ago", "2 d ago", then the date.
  func relative(_ stamp: Timestamp?) -> String {
    guard let stamp else { return "" }
    let seconds = Int(now.timeIntervalSince(stamp.date))
    switch seconds {
    case ..<(-60): return date(stamp.date)
    case ..<60: return tr("now")
    case ..<3600: return tr("\(seconds / 60) min ago")
    case ..<86_400: return tr("\(seconds / 3600) h ago")
    case ..<(7 * 86_400): return tr("\(seconds / 86_400) d ago")
    default: return date(stamp.date)
    }
  }

  /// "24 Nov 2026".
  func date(_ date: Date) -> String {
    let (parts, _) = civil(date, in: timeZone)
    return tr(
      Phrase("\(parts.day) \(Self.shortMonth(parts.month)) \(parts.year)").inSense("date"))
  }

  /// "14:05" in the person's zone.
  func time(_ date: Date) -> String {
    let (_, seconds) = civil(date, in: timeZone)
    return Self.clock(seconds)
  }

  /// A time that a person entered: "Sat 24 Nov 2026, 18:30". Without a zone its digits are shown as
  /// they are, because the platform's own clients write and read local digits.
  func entered(_ stamp: Timestamp?) -> String {
    guard let stamp else { return "" }
    let zone = stamp.isZoned ? timeZone : TimeZone(secondsFromGMT: 0) ?? timeZone
    let (parts, seconds) = civil(stamp.date, in: zone)
    let weekday = Self.shortWeekday(((parts.days + 4) % 7 + 7) % 7)
    let (month, clock) = (Self.shortMonth(parts.month), Self.clock(seconds))
    return tr(
      Phrase("\(weekday) \(parts.day) \(month) \(parts.year), \(clock)").inSense("date"))
  }

  /// "Saturday 28 November 2026".
  static func day(_ day: CivilDay) -> String {
    let parts = day.parts
    let (weekday, month) = (weekdayName(day.weekday), monthName(parts.month))
    return tr(Phrase("\(weekday) \(parts.day) \(month) \(parts.year)").inSense("date"))
  }

  /// "November" for 11.
  static func monthName(_ month: Int) -> String {
    switch month {
    case 1: tr("January")
    case 2: tr("February")
    case 3: tr("March")
    case 4: tr("April")
    case 5: tr("May")
    case 6: tr("June")
    case 7: tr("July")
    case 8: tr("August")
    case 9: tr("September")
    case 10: tr("October")
    case 11: tr("November")
    default: tr("December")
    }
  }

  /// "4:05", "1:02:03".
  static func duration(seconds: Double) -> String {
    guard seconds.isFinite, seconds >= 0, seconds < 1_000_000_000 else { return "-:--" }
    let total = Int(seconds)
    let (hours, minutes, rest) = (total / 3600, total / 60 % 60, total % 60)
    return hours > 0
      ? "\(hours):\(two(minutes)):\(two(rest))" : "\(minutes):\(two(rest))"
  }

  static func duration(_ seconds: Int?) -> String {
    seconds.map { duration(seconds: Double($0)) } ?? ""
  }

  /// "Sunday" for 0.
  static func weekdayName(_ day: Int) -> String {
    switch day {
    case 0: tr("Sunday")
    case 1: tr("Monday")
    case 2: tr("Tuesday")
    case 3: tr("Wednesday")
    case 4: tr("Thursday")
    case 5: tr("Friday")
    default: tr("Saturday")
    }
  }

  /// "Nov" for 11.
  private static func shortMonth(_ month: Int) -> String {
    switch month {
    case 1: tr("Jan")
    case 2: tr("Feb")
    case 3: tr("Mar")
    case 4: tr("Apr")
    case 5: tr(Phrase("May").inSense("short"))
    case 6: tr("Jun")
    case 7: tr("Jul")
    case 8: tr("Aug")
    case 9: tr("Sep")
    case 10: tr("Oct")
    case 11: tr("Nov")
    default: tr("Dec")
    }
  }

  /// "Sun" for 0.
  private static func shortWeekday(_ day: Int) -> String {
    switch day {
    case 0: tr("Sun")
    case 1: tr("Mon")
    case 2: tr("Tue")
    case 3: tr("Wed")
    case 4: tr("Thu")
    case 5: tr("Fri")
    default: tr("Sat")
    }
  }

  private static func two(_ n: Int) -> String { n < 10 ? "0\(n)" : "\(n)" }
  private static func clock(_ seconds: Int) -> String {
    "\(two(seconds / 3600)):\(two(seconds / 60 % 60))"
  }

  private func civil(_ date: Date, in zone: TimeZone) -> (
    parts: (year: Int, month: Int, day: Int, days: Int), secondOfDay: Int
  ) {
    let local = Timestamp(date.addingTimeInterval(Double(zone.secondsFromGMT(for: date))))
    let days = Int((Double(local.secondsSince1970) / 86_400).rounded(.down))
    let text = local.text.prefix(10).split(separator: "-").compactMap { Int($0) }
    return ((text[0], text[1], text[2], days), local.secondsSince1970 - days * 86_400)
  }
}
