import CNTKit
import Foundation

/// Dates of HTTP: `Tue, 24 Nov 2026 04:16:54 GMT` (RFC 9110, section 5.6.7).
enum HTTPDate {
  private static let days = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  static func text(_ seconds: Int) -> String {
    let stamp = Timestamp(secondsSince1970: seconds).text
    let date = stamp.prefix(10).split(separator: "-")
    let weekday = days[seconds / 86_400 % 7]
    return
      "\(weekday), \(date[2]) \(months[(Int(date[1]) ?? 1) - 1]) \(date[0]) \(stamp.suffix(8)) GMT"
  }

  static func seconds(_ text: String) -> Int? {
    let parts = text.split(whereSeparator: { " ,".contains($0) })
    guard parts.count == 6, let month = months.firstIndex(of: String(parts[2])) else { return nil }
    let number = month + 1
    return Timestamp("\(parts[3])-\(number < 10 ? "0" : "")\(number)-\(parts[1])T\(parts[4])Z")?
      .secondsSince1970
  }
}
