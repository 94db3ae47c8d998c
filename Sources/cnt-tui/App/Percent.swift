import Synchronization

/// Says of the transport's many reports which ones a person can tell apart.
final class Percent: Sendable {
  private let last = Mutex(-1)

  func isNew(_ fraction: Double) -> Bool {
    let number = Int(fraction * 100)
    return last.withLock { last in
      defer { last = number }
      return last != number
    }
  }
}
