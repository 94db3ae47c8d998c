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
    case ..<60: return "now"
    case ..<3600: return "\(seconds / 60) min ago"
    case ..<86_400: return "\(seconds / 3600) h ago"
    case ..<(7 * 86_400): return "\(seconds / 86_400) d ago"
    default: return date(stamp.date)
    }
  }

  /// "24 Nov 2026".
  func date(_ date: Date) -> String {
    let (parts, _) = civil(date, in: timeZone)
    return "\(parts.day) \(Self.months[parts.month - 1]) \(parts.year)"
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
    let weekday = Self.weekdays[((parts.days + 4) % 7 + 7) % 7]
    return "\(weekday) \(parts.day) \(Self.months[parts.month - 1]) \(parts.year), "
      + Self.clock(seconds)
  }

  /// "Saturday 28 November 2026".
  static func day(_ day: CivilDay) -> String {
    let names = [
      "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday",
    ]
    let parts = day.parts
    return "\(names[day.weekday]) \(parts.day) \(monthName(parts.month)) \(parts.year)"
  }

  /// "November" for 11.
  static func monthName(_ month: Int) -> String {
    [
      "January", "February", "March", "April", "May", "June", "July", "August", "September",
      "October", "November", "December",
    ][month - 1]
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

  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]
  private static let weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]

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
