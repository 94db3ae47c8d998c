/// The least and the largest sample of a stretch of sound, and the root of its mean square; full scale is
/// 32767.
public struct WavePeak: Hashable, Sendable {
  public var least: Int16
  public var most: Int16
  public var rms: UInt16

  public init(least: Int16 = 0, most: Int16 = 0, rms: UInt16 = 0) {
    self.least = least
    self.most = most
    self.rms = rms
  }

  /// Both together, as long as each other.
  func joined(_ other: WavePeak) -> WavePeak {
    let (a, b) = (Double(rms), Double(other.rms))
    let mean = ((a * a + b * b) / 2).squareRoot().rounded()
    return WavePeak(
      least: min(least, other.least), most: max(most, other.most), rms: UInt16(min(65_535, mean)))
  }
}

/// What a sound file looks like, at several zoom levels.
public struct Waveform: Hashable, Sendable {
  public enum Track: Hashable, Sendable {
    /// The mean of all channels.
    case mix
    case channel(Int)
  }

  /// Of one resolution: each peak stands for `samples` samples of one channel.
  struct Level: Hashable, Sendable {
    var samples: Int
    var peaks: [WavePeak]
  }

  /// Samples a second.
  public let sampleRate: Int
  /// Samples of one channel.
  public let length: Int64
  public let channels: Int
  /// The mix first, then the channels; each from fine to coarse.
  let tracks: [[Level]]

  /// From the finest level of each track.
  init(sampleRate: Int, length: Int64, samplesPerPeak: Int, finest: [[WavePeak]]) {
    self.sampleRate = sampleRate
    self.length = length
    channels = finest.count - 1
    tracks = finest.map { peaks in
      var levels = [Level(samples: samplesPerPeak, peaks: peaks)]
      while let last = levels.last, last.peaks.count > 256 {
        levels.append(Level(samples: last.samples * 4, peaks: Self.coarser(last.peaks)))
      }
      return levels
    }
  }

  /// A fourth as many.
  private static func coarser(_ peaks: [WavePeak]) -> [WavePeak] {
    stride(from: 0, to: peaks.count, by: 4).map { start in
      let part = peaks[start..<min(start + 4, peaks.count)]
      var squares = 0.0
      var joined = part[start]
      for peak in part {
        joined.least = min(joined.least, peak.least)
        joined.most = max(joined.most, peak.most)
        squares += Double(peak.rms) * Double(peak.rms)
      }
      joined.rms = UInt16((squares / Double(part.count)).squareRoot().rounded())
      return joined
    }
  }

  /// Samples of one channel that a peak of the finest level stands for.
  public var samplesPerPeak: Int { tracks.first?.first?.samples ?? 1 }

  /// A peak for each of `columns` even parts of a range of samples; what lies outside of the file is
  /// silent. Takes time for the columns, not for the range.
  public func peaks(
    in range: Range<Int64>, columns: Int, of track: Track = .mix
  ) -> [WavePeak] {
    guard (1...100_000).contains(columns), !range.isEmpty, let levels = levels(of: track) else {
      return []
    }
    let size = Double(range.upperBound) - Double(range.lowerBound)
    let part = size / Double(columns)
    // The coarsest that still has a peak or more for a column.
    let level = levels.last { Double($0.samples) <= part } ?? levels.first
    guard let level else { return [] }
    return (0..<columns).map { column in
      let start = Double(range.lowerBound) + Double(column) * part
      let first = max(0, (start / Double(level.samples)).rounded(.down))
      let end = ((start + part) / Double(level.samples)).rounded(.up)
      guard start + part > 0, first < Double(level.peaks.count) else { return WavePeak() }
      let last = min(Double(level.peaks.count), max(first + 1, end))
      let found = level.peaks[Int(first)..<Int(last)]
      var joined = found[found.startIndex]
      var squares = 0.0
      for peak in found {
        joined.least = min(joined.least, peak.least)
        joined.most = max(joined.most, peak.most)
        squares += Double(peak.rms) * Double(peak.rms)
      }
      joined.rms = UInt16((squares / Double(found.count)).squareRoot().rounded())
      return joined
    }
  }

  private func levels(of track: Track) -> [Level]? {
    switch track {
    case .mix: tracks.first
    case .channel(let number): (0..<channels).contains(number) ? tracks[number + 1] : nil
    }
  }
}
