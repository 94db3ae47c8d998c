import CNTKit
import Foundation

/// Keeps a client away from a server that fails: after some failures in a row it opens, and nothing
/// is asked until its time is over; then one try decides whether it closes.
struct Circuit: Sendable {
  private var failures = 0
  private var backoff = Backoff()
  /// When it was opened, and for how long, seconds.
  private var opened: (at: Date, wait: TimeInterval)?

  /// Failures in a row that open it.
  static let tolerance = 2

  mutating func succeeded() {
    failures = 0
    backoff.succeeded()
    opened = nil
  }

  /// Counts a failure and returns how long to wait. `least`: what the server asked for.
  mutating func failed(now: Date, random: Double, least: Duration?) -> Duration {
    failures += 1
    let wait = max(backoff.next(random: random), least ?? .zero)
    if failures >= Self.tolerance || least != nil {
      opened = (now, wait / .seconds(1))
    }
    return wait
  }

  /// How long nothing may be asked, seconds; nil when it is closed. A clock that was set back does
  /// not keep it open longer.
  func remaining(_ now: Date) -> TimeInterval? {
    guard let opened else { return nil }
    let passed = now.timeIntervalSince(opened.at)
    return passed >= 0 && passed < opened.wait ? opened.wait - passed : nil
  }
}
