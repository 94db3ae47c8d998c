import CNTKit
import Foundation

/// Events as an iCalendar file (RFC 5545), for calendars of other programs.
struct CalendarFile: Sendable, Hashable {
  /// Lines end in CRLF and are folded at 75 octets.
  let text: String

  /// `server` is the origin that makes the identifiers unique in the world; `now` stands in where the
  /// server gave an event no time of its own.
  init(_ events: [Event], server: String, now: Date) {
    var lines = [
      "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//cnt//cnt//EN", "CALSCALE:GREGORIAN",
    ]
    for event in events { lines += Self.lines(event, server: server, now: now) }
    lines.append("END:VCALENDAR")
    text = lines.map { Self.folded($0) + "\r\n" }.joined()
  }

  /// Nothing for an event without a date: an entry must have a beginning.
  private static func lines(_ event: Event, server: String, now: Date) -> [String] {
    guard let start = event.eventDate else { return [] }
    var lines = ["BEGIN:VEVENT"]
    func add(_ name: String, _ value: String?) {
      guard let value, !value.isEmpty else { return }
      lines.append("\(name):\(escaped(value))")
    }
    let host = server.components(separatedBy: "://").last ?? server
    add("UID", "event-\(event.id)@\(host)")
    let revised = event.updatedAt ?? event.createdAt ?? Timestamp(now)
    // Without a METHOD it says when the event's words last changed (3.8.7.2), in UTC.
    lines.append("DTSTAMP:" + utc(revised))
    if let created = event.createdAt { lines.append("CREATED:" + utc(created)) }
    if let updated = event.updatedAt { lines.append("LAST-MODIFIED:" + utc(updated)) }
    // The digits that a person entered without a zone are a "floating" time (3.3.5, form 1).
    lines.append("DTSTART:" + (start.isZoned ? utc(start) : digits(start)))
    add("SUMMARY", event.title)
    add("DESCRIPTION", event.description)
    add("LOCATION", event.location)
    if let latitude = event.latitude, let longitude = event.longitude,
      (-90...90).contains(latitude), (-180...180).contains(longitude)
    {
      lines.append("GEO:\(degrees(latitude));\(degrees(longitude))")
    }
    add("CONTACT", event.host?.name ?? event.host?.username)
    if !server.isEmpty { lines.append("URL:\(server)/events/\(event.id)") }
    lines.append("STATUS:" + status(event.status))
    lines.append("END:VEVENT")
    return lines
  }

  private static func status(_ status: String) -> String {
    switch status {
    case "published", "approved": "CONFIRMED"
    case "cancelled", "rejected": "CANCELLED"
    default: "TENTATIVE"
    }
  }

  /// `20261124T183000`: the platform's form without its signs.
  private static func digits(_ stamp: Timestamp) -> String {
    let plain = Timestamp(secondsSince1970: stamp.secondsSince1970).text
    return plain.prefix(19).filter { $0 != "-" && $0 != ":" }
  }

  private static func utc(_ stamp: Timestamp) -> String { digits(stamp) + "Z" }

  /// Six decimals, as 3.8.1.6 advises.
  private static func degrees(_ value: Double) -> String {
    let millionths = Int((abs(value) * 1_000_000).rounded())
    let fraction = String(millionths % 1_000_000)
    return (value < 0 ? "-" : "") + "\(millionths / 1_000_000)."
      + String(repeating: "0", count: 6 - fraction.count) + fraction
  }

  /// A TEXT value (3.3.11): the four signs that mean something are marked, other control characters,
  /// which the format forbids, are left out.
  static func escaped(_ text: String) -> String {
    var result = ""
    var wasReturn = false
    for scalar in text.unicodeScalars {
      defer { wasReturn = scalar == "\r" }
      switch scalar {
      case "\\": result += "\\\\"
      case ";": result += "\\;"
      case ",": result += "\\,"
      case "\n" where wasReturn: break
      case "\r", "\n", "\u{85}", "\u{2028}", "\u{2029}": result += "\\n"
      case "\t": result.unicodeScalars.append(scalar)
      case "\u{0}"..."\u{1f}", "\u{7f}"..."\u{9f}": break
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// Breaks a line so that no part is longer than 75 octets (3.1), and none within a character.
  static func folded(_ line: String) -> String {
    var result = ""
    var used = 0
    for scalar in line.unicodeScalars {
      let size = UTF8.width(scalar)
      if used + size > 75 {
        result += "\r\n "
        used = 1
      }
      result.unicodeScalars.append(scalar)
      used += size
    }
    return result
  }
}
