import Foundation

/// When each collection was looked at, and what is due.
struct PullSchedule: Sendable {
  private var looked: [PullCollection: Date] = [:]
  private var passed: [PullCollection: Date] = [:]
  private var begun: Set<PullCollection> = []
  private var suspicious: Set<PullCollection> = []
  /// Collections that this server does not offer.
  var missing: Set<PullCollection> = []

  func isDue(_ collection: PullCollection, _ now: Date) -> Bool {
    isOlder(looked[collection], than: collection.strategy.freshness, now)
  }

  /// Whether the pass through the whole list is to go on, or to begin again. Rows that were missing
  /// are looked for again soon.
  func isPassDue(_ collection: PullCollection, _ now: Date) -> Bool {
    guard collection.strategy.shape == .pages else { return false }
    if begun.contains(collection) { return true }
    let pause =
      suspicious.contains(collection)
      ? min(collection.strategy.freshness, PullStrategy.passPause) : PullStrategy.passPause
    return isOlder(passed[collection], than: pause, now)
  }

  mutating func didLook(_ collection: PullCollection, _ now: Date) { looked[collection] = now }

  /// Makes a collection due.
  mutating func forgetLook(_ collection: PullCollection) { looked[collection] = nil }

  mutating func didPass(_ report: SyncReport.Collection, _ collection: PullCollection, _ now: Date)
  {
    guard collection.strategy.shape == .pages else { return }
    guard report.isComplete else {
      begun.insert(collection)
      return
    }
    begun.remove(collection)
    passed[collection] = now
    if report.hasSuspects { suspicious.insert(collection) } else { suspicious.remove(collection) }
  }

  /// Clocks are set forward and back: what lies in the future is due, too.
  private func isOlder(_ time: Date?, than seconds: TimeInterval, _ now: Date) -> Bool {
    guard let time else { return true }
    let age = now.timeIntervalSince(time)
    return age < 0 || age >= seconds
  }
}
