import Synchronization

/// A bell: rings once for whoever waits, or for the next who will.
final class Wakeup: Sendable {
  private struct State {
    var isRinging = false
    var waiter: CheckedContinuation<Void, Never>?
  }

  private let state = Mutex(State())

  func ring() {
    let waiter = state.withLock { state -> CheckedContinuation<Void, Never>? in
      defer { state.waiter = nil }
      if state.waiter == nil { state.isRinging = true }
      return state.waiter
    }
    waiter?.resume()
  }

  /// Returns when the bell rings, when `duration` has passed, or when the task is cancelled.
  func wait(atMost duration: Duration, clock: any Clock<Duration>) async {
    let timer = Task {
      try? await clock.sleep(for: duration)
      if !Task.isCancelled { self.ring() }
    }
    await withTaskCancellationHandler {
      await withCheckedContinuation { waiter in
        let isRinging = state.withLock { state -> Bool in
          if state.isRinging || Task.isCancelled {
            state.isRinging = false
            return true
          }
          state.waiter = waiter
          return false
        }
        if isRinging { waiter.resume() }
      }
    } onCancel: {
      self.ring()
    }
    timer.cancel()
  }
}
