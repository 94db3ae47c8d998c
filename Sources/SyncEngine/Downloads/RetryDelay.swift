import Foundation

/// How long a download waits after tries that failed: doubling, capped, spread out by chance.
enum RetryDelay {
  static let first = 4.0
  static let longest = 900.0
  /// What a server may ask for, at most.
  static let longestAsked = 86_400.0
  /// After so many faults of the server in a row, without getting further, it is given up.
  static let mostFaults = 12

  /// Seconds. `random` is 0 to 1; `asked` is what the server wants.
  static func seconds(after attempts: Int, random: Double, asked: Double?) -> Double {
    let step = min(longest, first * Double(1 << min(attempts, 10)))
    return max(step * (0.5 + random / 2), min(asked ?? 0, longestAsked))
  }

  /// `Retry-After` (RFC 9110, section 10.2.3): seconds, or a date.
  static func asked(_ header: String?, now: Date) -> Double? {
    guard let header = header?.trimmingCharacters(in: .whitespaces) else { return nil }
    if let seconds = AnswerHead.number(header) { return Double(seconds) }
    return HTTPTime.date(header).map { max(0, $0.timeIntervalSince(now)) }
  }
}
