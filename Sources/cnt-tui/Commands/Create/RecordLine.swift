import Foundation
import MediaKit
import Synchronization

/// A line of a terminal that shows how long a recording is and how loud; it is written over.
final class RecordLine: Sendable {
  private struct State {
    var isPaused = false
    var isRecording = false
    var isDrawn = false
    var hold = PeakHold()
  }

  private let isShown: Bool
  private let rate: Int?
  private let state = Mutex(State())

  private static let floor = -60.0
  private static let cells = 30

  /// `rate`: samples a second.
  init(isShown: Bool, rate: Int?) {
    self.isShown = isShown
    self.rate = rate
  }

  var isPaused: Bool { state.withLock { $0.isPaused } }

  /// Says something on a line of its own.
  func say(_ words: String) {
    state.withLock { state in
      write((state.isDrawn ? "\r\u{1b}[K" : "") + printable(words) + "\n")
      state.isDrawn = false
    }
  }

  func go() {
    state.withLock {
      $0.isRecording = true
      $0.isPaused = false
    }
  }

  func pause() { state.withLock { $0.isPaused = true } }

  func show(_ level: LevelReading, samples: Int64) {
    guard isShown else { return }
    state.withLock { state in
      let peak = level.peak.max() ?? Self.floor
      state.hold = state.hold.adding(peak, at: level.time)
      guard state.isRecording else { return }
      let held = state.hold.value(at: level.time)
      let line = Self.line(
        seconds: Int(samples) / max(1, rate ?? 48_000), rms: level.rms.max() ?? peak, held: held,
        isPaused: state.isPaused, isClipped: level.isClipped)
      write("\r\u{1b}[K" + line)
      state.isDrawn = true
    }
  }

  func close() {
    state.withLock { state in
      if state.isDrawn { write("\r\u{1b}[K") }
      state.isDrawn = false
    }
  }

  /// Such as "● 0:12 ▮▮▮▮▮▮····│· -14 dB".
  static func line(
    seconds: Int, rms: Double, held: Double, isPaused: Bool, isClipped: Bool
  ) -> String {
    func place(_ level: Double) -> Int {
      Int((min(1, max(0, (level - floor) / -floor)) * Double(cells)).rounded())
    }
    let (bar, mark) = (place(rms), place(held))
    let meter = (0..<cells).map { cell in
      cell == mark - 1 && mark > bar ? "│" : cell < bar ? "▮" : "·"
    }.joined()
    let peak = held <= floor ? "-∞" : "\(Int(held.rounded()))"
    return "\(isPaused ? "‖" : "●") \(Presenter.time(seconds)) \(meter) \(peak) dB"
      + (isClipped ? " too loud" : "")
  }

  private func write(_ text: String) {
    try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
  }
}
