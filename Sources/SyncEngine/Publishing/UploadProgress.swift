import Foundation
import Synchronization

/// How far an upload is, as the thread of the transport tells it.
final class UploadProgress: Sendable {
  /// `certain`: bytes that the server was known to have before.
  private let state: Mutex<(publication: Publication, isFresh: Bool, certain: Int)>
  private let index: Int
  private let meter: RateMeter

  init(_ publication: Publication, _ index: Int, _ meter: RateMeter) {
    state = Mutex((publication, false, publication.files[index].sent))
    self.index = index
    self.meter = meter
  }

  func progress(_ bytes: Int) {
    let rate = meter.rate(at: bytes)
    state.withLock {
      guard bytes > $0.publication.files[index].sent else { return }
      $0.publication.files[index].sent = bytes
      $0.publication.rate = rate
      $0.isFresh = true
    }
  }

  /// What is certain; that bytes came further is no fault any more.
  func note(_ file: PublicationFile) -> Publication {
    state.withLock { state in
      if file.sent > state.certain {
        state.certain = file.sent
        state.publication.attempts = 0
        state.publication.faults = 0
      }
      state.publication.files[index] = file
      state.isFresh = false
      return state.publication
    }
  }

  /// What nobody wrote down yet.
  func fresh() -> Publication? {
    state.withLock { state in
      defer { state.isFresh = false }
      return state.isFresh ? state.publication : nil
    }
  }
}

/// Bytes a second over the last seconds.
final class RateMeter: Sendable {
  private let clock: any Clock<Duration>
  private let marks = Mutex<[(seconds: Double, bytes: Int)]>([])
  private let seconds: @Sendable () -> Double
  private static let window = 8.0

  init(clock: any Clock<Duration>) {
    self.clock = clock
    seconds = Self.stopwatch(clock)
  }

  private static func stopwatch<C: Clock<Duration>>(_ clock: C) -> @Sendable () -> Double {
    let start = clock.now
    return { start.duration(to: clock.now) / .seconds(1) }
  }

  func begin(at bytes: Int) {
    let now = seconds()
    marks.withLock { marks in marks = [(now, bytes)] }
  }

  func rate(at bytes: Int) -> Int {
    let now = seconds()
    return marks.withLock { marks in
      if now - (marks.last?.seconds ?? 0) > 0.25 { marks.append((now, bytes)) }
      while marks.count > 2, now - marks[0].seconds > Self.window { marks.removeFirst() }
      guard let first = marks.first, now - first.seconds > 0.2 else { return 0 }
      return max(0, Int(Double(bytes - first.bytes) / (now - first.seconds)))
    }
  }
}
