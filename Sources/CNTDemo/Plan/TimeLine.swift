import CNTKit
import Foundation

/// Times of the demo, counted from the moment it is made.
struct TimeLine: Sendable {
  /// To the whole second.
  let now: Int

  init(now: Date) { self.now = Int(now.timeIntervalSince1970) }

  func ago(minutes: Int) -> Timestamp { Timestamp(secondsSince1970: now - minutes * 60) }

  func ago(hours: Int) -> Timestamp { ago(minutes: hours * 60 + hours * 13 % 60) }

  /// A whole or half hour, `days` from today (negative: before it).
  func evening(inDays days: Int, hour: Int, minute: Int = 0) -> Timestamp {
    let midnight = now - now % 86_400
    return Timestamp(secondsSince1970: midnight + days * 86_400 + hour * 3600 + minute * 60)
  }
}
