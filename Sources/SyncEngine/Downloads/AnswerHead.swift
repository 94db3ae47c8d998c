import CNTKit
import Foundation

/// What the head of an answer says about the bytes that follow.
struct AnswerHead: Sendable, Hashable {
  /// Where in the whole the body begins.
  var start: Int
  /// Bytes of the whole; nil where the server does not say.
  var total: Int?
  /// By which the rest can be asked for (RFC 9110, section 13.1.5); nil where nothing is strong enough.
  var validator: String?
  var contentType: String?
  /// Whether a body that is cut off is known to be.
  var isFramed: Bool
  var digests: [BodyDigest]

  enum Reading: Sendable, Hashable {
    case body(AnswerHead)
    /// A part, but not the one that was asked for: what is here is of something else.
    case wrongPart
    /// Not an answer with a body to keep.
    case noBody
  }

  /// Reads a head. `offset` is where the part that was asked for begins, 0 for the whole; `total` and
  /// `validator` are those of the bytes that are here.
  static func read(
    _ response: HTTPResponse, offset: Int, total: Int?, validator: String?
  ) -> Reading {
    let headers = response.headers
    let coding = headers["Content-Encoding"]?.lowercased() ?? "identity"
    let isPlain = coding == "identity" || coding.isEmpty
    var head = AnswerHead(
      start: 0, validator: isPlain ? Self.validator(headers) : nil,
      contentType: headers["Content-Type"], isFramed: response.isFramed,
      digests: isPlain ? BodyDigest.all(headers, isWhole: response.status == 200) : [])
    switch response.status {
    case 200:
      head.total = isPlain ? number(headers["Content-Length"]) : nil
      return .body(head)
    case 206:
      guard offset > 0, isPlain, let range = ContentRange(headers["Content-Range"]),
        let first = range.first, let last = range.last, let whole = range.total,
        first == offset, last == whole - 1, total == nil || total == whole
      else { return .wrongPart }
      // A server that does not know If-Range gives a part of whatever is there now.
      if let validator {
        let other = isDate(validator) ? headers["Last-Modified"] : headers["ETag"]
        if let other, other != validator { return .wrongPart }
      }
      head.start = first
      head.total = whole
      head.validator = validator
      return .body(head)
    default: return .noBody
    }
  }

  /// A strong tag as it came (the platform's have no quotation marks), or a date that was a minute old
  /// when it was given (RFC 9110, section 8.8.2.2).
  private static func validator(_ headers: HTTPHeaders) -> String? {
    if let tag = headers["ETag"]?.trimmingCharacters(in: .whitespaces), !tag.isEmpty {
      return tag.hasPrefix("W/") || tag.utf8.count > 200 ? nil : tag
    }
    guard let modified = headers["Last-Modified"], let date = headers["Date"],
      let then = HTTPTime.date(modified), let now = HTTPTime.date(date),
      now.timeIntervalSince(then) >= 60
    else { return nil }
    return modified
  }

  private static func isDate(_ validator: String) -> Bool { HTTPTime.date(validator) != nil }

  /// More than any file has: what is larger is no length, and no sum of such numbers overflows.
  private static let largestNumber = 1 << 50

  static func number(_ text: String?) -> Int? {
    guard let text = text?.trimmingCharacters(in: .whitespaces), !text.isEmpty,
      text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
    else { return nil }
    return Int(text).flatMap { $0 <= largestNumber ? $0 : nil }
  }
}

/// `Content-Range` (RFC 9110, section 14.4).
struct ContentRange: Sendable, Hashable {
  /// nil in the form that only tells the length: `bytes */1234`.
  var first: Int?
  var last: Int?
  var total: Int?

  init?(_ header: String?) {
    guard let header, header.lowercased().hasPrefix("bytes ") else { return nil }
    let halves = header.dropFirst(6).split(separator: "/", omittingEmptySubsequences: false)
    guard halves.count == 2 else { return nil }
    total = AnswerHead.number(String(halves[1]))
    if halves[0].trimmingCharacters(in: .whitespaces) == "*" { return }
    let ends = halves[0].split(separator: "-", omittingEmptySubsequences: false)
    guard ends.count == 2, let first = AnswerHead.number(String(ends[0])),
      let last = AnswerHead.number(String(ends[1])), first <= last
    else { return nil }
    self.first = first
    self.last = last
  }
}

/// Dates of HTTP (RFC 9110, section 5.6.7), the preferred form.
enum HTTPTime {
  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  static func date(_ text: String) -> Date? {
    let parts = text.split(separator: " ")
    guard parts.count == 6, parts[5] == "GMT", let day = Int(parts[1]),
      let month = months.firstIndex(of: String(parts[2])), let year = Int(parts[3])
    else { return nil }
    let clock = parts[4].split(separator: ":").compactMap { Int($0) }
    guard clock.count == 3, (1970...9999).contains(year), (1...31).contains(day) else { return nil }
    var calendar = Calendar(identifier: .gregorian)
    guard let zone = TimeZone(secondsFromGMT: 0) else { return nil }
    calendar.timeZone = zone
    return calendar.date(
      from: DateComponents(
        year: year, month: month + 1, day: day, hour: clock[0], minute: clock[1],
        second: clock[2]))
  }
}
