import CNTKit
import Foundation

/// Sending without a round, for a program that ends after it.
extension SyncEngine {
  /// Sends what waits and fetches nothing. The server has `patience` to answer a first question; what
  /// begins to be sent then is given the usual time, because nobody could say whether a write that was
  /// cut off arrived. Returns nil when another process holds the lock: that one sends.
  public func sendOnce(patience: Duration) async -> SyncReport? {
    var report = SyncReport()
    do {
      guard let lock = try takeLock() else { return nil }
      defer { withExtendedLifetime(lock) {} }
      try await probe(within: patience)
      try await sendOutbox(&report)
    } catch let error as APIError {
      report.failure = error.recovery
    } catch let error as MirrorError {
      report.failure = error.recovery
    } catch let error as PrivateFile.Problem {
      report.failure = error.recovery
    } catch {
      report.failure = "The sending was interrupted."
    }
    report.waiting = (try? mirror.counts().pendingWrites) ?? 0
    return report
  }

  private func probe(within patience: Duration) async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await self.probe() }
      group.addTask { [clock] in
        try await clock.sleep(for: patience)
        throw APIError(.transport(TransportError(.timedOut, requestMayHaveArrived: false)))
      }
      defer { group.cancelAll() }
      try await group.next()
    }
  }
}
