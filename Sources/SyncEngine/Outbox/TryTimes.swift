import Foundation
import Synchronization

/// When this process last tried each write, by a clock that nobody can set.
final class TryTimes: Sendable {
  private let uptime: @Sendable () -> TimeInterval
  private let times = Mutex<[OutboxID: TimeInterval]>([:])

  init(_ uptime: @escaping @Sendable () -> TimeInterval) { self.uptime = uptime }

  func note(_ id: OutboxID) { times.withLock { $0[id] = uptime() } }

  /// Seconds since the last try; nil when another process made it, or an earlier run of this one.
  func age(of id: OutboxID) -> TimeInterval? {
    times.withLock { $0[id] }.map { uptime() - $0 }
  }
}
