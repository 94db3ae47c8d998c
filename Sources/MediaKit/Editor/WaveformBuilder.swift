/// Peaks of samples that come piece by piece, in memory that does not grow: where there are too many
/// peaks, each stands for twice as many samples.
struct WaveformBuilder {
  /// Peaks of a track at most: an hour has one each 50 ms at least.
  static let mostPeaks = 1 << 18
  /// Samples of a peak at first; a power of two, so that parts of a file can be joined.
  static let firstSize = 256

  let channels: Int
  private(set) var size = firstSize
  private(set) var length: Int64 = 0
  /// The mix, then the channels.
  private(set) var tracks: [[WavePeak]]
  private let most: Int
  private var least: [Int32]
  private var largest: [Int32]
  private var squares: [Int64]
  private var count = 0

  init(channels: Int, most: Int = mostPeaks) {
    self.channels = channels
    self.most = most
    tracks = Array(repeating: [], count: channels + 1)
    least = Array(repeating: .max, count: channels + 1)
    largest = Array(repeating: .min, count: channels + 1)
    squares = Array(repeating: 0, count: channels + 1)
  }

  /// Whole frames of interleaved samples.
  mutating func add(_ samples: UnsafeBufferPointer<Int16>) {
    var place = 0
    let frames = samples.count / channels
    while place < frames {
      let part = min(frames - place, size - count)
      let rest = UnsafeBufferPointer(
        rebasing: samples[place * channels..<(place + part) * channels])
      if channels == 2 { measureStereo(rest) } else { measure(rest) }
      place += part
      count += part
      length += Int64(part)
      if count == size { close() }
    }
  }

  private mutating func measure(_ samples: UnsafeBufferPointer<Int16>) {
    for frame in 0..<samples.count / channels {
      var sum: Int32 = 0
      for channel in 0..<channels {
        let value = Int32(samples[frame * channels + channel])
        sum += value
        note(value, channel + 1)
      }
      note(sum / Int32(channels), 0)
    }
  }

  private mutating func note(_ value: Int32, _ track: Int) {
    least[track] = min(least[track], value)
    largest[track] = max(largest[track], value)
    squares[track] += Int64(value * value)
  }

  /// The same for two channels, eight frames at a time: nearly everything has two.
  private mutating func measureStereo(_ samples: UnsafeBufferPointer<Int16>) {
    let whole = samples.count / 16 * 16
    if whole > 0, let base = samples.baseAddress {
      var (low, high) = (SIMD16<Int16>(repeating: .max), SIMD16<Int16>(repeating: .min))
      var (mixLow, mixHigh) = (SIMD8<Int32>(repeating: .max), SIMD8<Int32>(repeating: .min))
      var sums = SIMD16<Float>(repeating: 0)
      var mixSums = SIMD8<Float>(repeating: 0)
      let raw = UnsafeRawPointer(base)
      for place in stride(from: 0, to: whole, by: 16) {
        let values = raw.loadUnaligned(fromByteOffset: place * 2, as: SIMD16<Int16>.self)
        low = pointwiseMin(low, values)
        high = pointwiseMax(high, values)
        let wide = SIMD16<Int32>(truncatingIfNeeded: values)
        let floats = SIMD16<Float>(wide)
        sums += floats * floats
        let mix = (wide.evenHalf &+ wide.oddHalf) / 2
        mixLow = pointwiseMin(mixLow, mix)
        mixHigh = pointwiseMax(mixHigh, mix)
        let mixFloats = SIMD8<Float>(mix)
        mixSums += mixFloats * mixFloats
      }
      least[0] = min(least[0], mixLow.min())
      largest[0] = max(largest[0], mixHigh.max())
      squares[0] += Int64(mixSums.sum())
      for (track, half) in [(1, (low.evenHalf, high.evenHalf)), (2, (low.oddHalf, high.oddHalf))] {
        least[track] = min(least[track], Int32(half.0.min()))
        largest[track] = max(largest[track], Int32(half.1.max()))
      }
      squares[1] += Int64(sums.evenHalf.sum())
      squares[2] += Int64(sums.oddHalf.sum())
    }
    measure(UnsafeBufferPointer(rebasing: samples[whole...]))
  }

  private mutating func close() {
    guard count > 0 else { return }
    for track in tracks.indices {
      let rms = (Double(squares[track]) / Double(count)).squareRoot().rounded()
      tracks[track].append(
        WavePeak(
          least: Int16(clamping: least[track]), most: Int16(clamping: largest[track]),
          rms: UInt16(min(32_768, max(0, rms)))))
      least[track] = .max
      largest[track] = .min
      squares[track] = 0
    }
    count = 0
    // Only whole peaks are joined: the last one of a part may stand for fewer samples.
    if tracks[0].count >= most { double() }
  }

  private mutating func double() {
    size *= 2
    for track in tracks.indices {
      let peaks = tracks[track]
      tracks[track] = stride(from: 0, to: peaks.count, by: 2).map { place in
        place + 1 < peaks.count ? peaks[place].joined(peaks[place + 1]) : peaks[place]
      }
    }
  }

  /// No more comes.
  mutating func finish() { close() }

  /// Puts what follows behind this. This has to end at a whole peak of the coarser of the two sizes.
  mutating func append(_ next: WaveformBuilder) {
    var next = next
    while size < next.size { double() }
    while next.size < size { next.double() }
    for track in tracks.indices { tracks[track] += next.tracks[track] }
    length += next.length
    while tracks[0].count > most { double() }
  }
}
