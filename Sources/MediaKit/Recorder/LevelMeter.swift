import Foundation

/// How loud it was for a twentieth of a second.
public struct LevelReading: Hashable, Sendable {
  /// The largest sample of each channel, dBFS; ``LevelMeter/floor`` for silence.
  public var peak: [Double]
  /// The root of the mean square of each channel, dBFS. A sine that is as large as can be has -3.01.
  public var rms: [Double]
  /// Seconds from the first sample to the end of the reading.
  public var time: Double

  /// A sample is as large as can be: it was likely larger before.
  public var isClipped: Bool { peak.contains { $0 > -0.001 } }
}

/// Levels of interleaved 16-bit samples.
struct LevelMeter {
  /// Less than the least that 16 bits can say, dBFS.
  static let floor = -100.0

  private let channels: Int
  private let sampleRate: Int
  /// Sample frames of a reading.
  private let length: Int
  private var count = 0
  private var total: Int64 = 0
  private var most: [Int32]
  private var squares: [Int64]

  init(sampleRate: Int, channels: Int) {
    self.sampleRate = sampleRate
    self.channels = channels
    length = max(1, sampleRate / 20)
    most = Array(repeating: 0, count: channels)
    squares = Array(repeating: 0, count: channels)
  }

  /// Whole frames; the readings that they complete.
  mutating func add(_ samples: UnsafeBufferPointer<Int16>) -> [LevelReading] {
    var readings: [LevelReading] = []
    var place = 0
    while place + channels <= samples.count {
      for channel in 0..<channels {
        let value = Int32(Int16(littleEndian: samples[place + channel]))
        most[channel] = max(most[channel], abs(value))
        squares[channel] += Int64(value * value)
      }
      place += channels
      count += 1
      if count == length { readings.append(finish()) }
    }
    return readings
  }

  private mutating func finish() -> LevelReading {
    total += Int64(count)
    let reading = LevelReading(
      peak: most.map { Self.decibels(Double($0) / 32_767) },
      rms: squares.map { Self.decibels((Double($0) / Double(count)).squareRoot() / 32_767) },
      time: Double(total) / Double(sampleRate))
    count = 0
    for channel in 0..<channels {
      most[channel] = 0
      squares[channel] = 0
    }
    return reading
  }

  private static func decibels(_ value: Double) -> Double {
    value > 0 ? max(floor, min(0, 20 * log10(value))) : floor
  }
}

/// The mark on a level meter that stays for a while where the level was highest, and then falls.
public struct PeakHold: Hashable, Sendable {
  /// Seconds for which it stays.
  public var hold: Double
  /// Decibels a second by which it falls then.
  public var fall: Double
  private var level = LevelMeter.floor
  private var since = 0.0

  public init(hold: Double = 1.5, fall: Double = 20) {
    self.hold = hold
    self.fall = fall
  }

  /// Where the mark is at a time, dBFS.
  public func value(at time: Double) -> Double {
    let falling = max(0, time - since - hold)
    return max(LevelMeter.floor, level - falling * fall)
  }

  /// The same mark after a level was there at a time.
  public func adding(_ peak: Double, at time: Double) -> PeakHold {
    guard peak.isFinite, time.isFinite, peak >= value(at: time) else { return self }
    var next = self
    next.level = peak
    next.since = time
    return next
  }
}
