import Foundation
import Synchronization

/// What pulling learns while it goes on: how large pages may be, and how long lists are.
final class PullMemory: Sendable {
  private struct State {
    var sizes: [PullCollection: Int] = [:]
    var lengths: [PullCollection: Int] = [:]
    var lastChecked: Int?
  }

  private let state = Mutex(State())

  static let firstSize = 100
  static let smallest = 20
  static let largest = 500
  /// A page that takes longer is too large for this line, seconds.
  static let slow: TimeInterval = 3
  /// A page that is quicker may grow, seconds.
  static let quick: TimeInterval = 0.5

  /// Rows to ask for at once.
  func pageSize(_ collection: PullCollection) -> Int {
    state.withLock { $0.sizes[collection] ?? Self.firstSize }
  }

  /// A page came: `rows` of those asked for, after `seconds`.
  func took(_ seconds: TimeInterval, rows: Int, of collection: PullCollection) {
    state.withLock { state in
      let size = state.sizes[collection] ?? Self.firstSize
      if seconds > Self.slow {
        state.sizes[collection] = max(Self.smallest, size / 2)
      } else if seconds < Self.quick, seconds >= 0, rows >= size {
        state.sizes[collection] = min(Self.largest, size * 2)
      }
    }
  }

  /// A page did not come whole: the next one is smaller.
  func failed(_ collection: PullCollection) {
    state.withLock { state in
      let size = state.sizes[collection] ?? Self.firstSize
      state.sizes[collection] = max(Self.smallest, size / 4)
    }
  }

  /// How many rows a list had when it was last read to its end.
  func length(_ collection: PullCollection) -> Int? { state.withLock { $0.lengths[collection] } }

  func setLength(_ length: Int, of collection: PullCollection) {
    state.withLock { $0.lengths[collection] = length }
  }

  /// The post whose comments were looked at last without a sign that they changed.
  var lastChecked: Int? {
    get { state.withLock { $0.lastChecked } }
    set { state.withLock { $0.lastChecked = newValue } }
  }
}
