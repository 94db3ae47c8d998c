import Foundation
import Testing

@testable import MediaKit

@Suite(.serialized, .timeLimit(.minutes(5)))
struct WaveformTests {
  private let folder: TestFolder

  init() throws { folder = try TestFolder() }

  private func peaks(_ samples: [Int16], channels: Int, pieces: Int, most: Int = 1 << 18)
    -> WaveformBuilder
  {
    var builder = WaveformBuilder(channels: channels, most: most)
    for start in stride(from: 0, to: samples.count, by: pieces * channels) {
      Array(samples[start..<min(samples.count, start + pieces * channels)])
        .withUnsafeBufferPointer { builder.add($0) }
    }
    builder.finish()
    return builder
  }

  private func noise(_ count: Int) -> [Int16] {
    var state: UInt64 = 1
    return (0..<count).map { _ in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int16(truncatingIfNeeded: state >> 40)
    }
  }

  @Test(arguments: [1, 13, 5000])
  func `peaks are what an obvious count says, however the pieces are cut`(pieces: Int) {
    for channels in [1, 2, 3] {
      let samples = noise(1000 * channels)
      let builder = peaks(samples, channels: channels, pieces: pieces)
      #expect(builder.length == 1000)
      for track in 0...channels {
        let values = (0..<1000).map { frame -> Int in
          let all = (0..<channels).map { Int(samples[frame * channels + $0]) }
          return track == 0 ? all.reduce(0, +) / channels : all[track - 1]
        }
        for (number, peak) in builder.tracks[track].enumerated() {
          let part = values[number * 256..<min(1000, (number + 1) * 256)]
          #expect(Int(peak.least) == part.min())
          #expect(Int(peak.most) == part.max())
          let mean = part.reduce(0.0) { $0 + Double($1 * $1) } / Double(part.count)
          #expect(abs(Double(peak.rms) - mean.squareRoot()) <= 1)
        }
        #expect(builder.tracks[track].count == 4)
      }
    }
  }

  @Test func `memory does not grow: peaks stand for more samples`() {
    let samples = noise(256 * 1000)
    let builder = peaks(samples, channels: 1, pieces: 777, most: 64)
    #expect(builder.tracks[0].count <= 64)
    #expect(builder.size == 256 * 16)
    #expect(builder.tracks[0].map(\.most).max() == samples.max())
    // In two parts it is the same.
    let half = 256 * 512
    var first = peaks(Array(samples[..<half]), channels: 1, pieces: 1000, most: 64)
    first.append(peaks(Array(samples[half...]), channels: 1, pieces: 999, most: 64))
    #expect(first.length == builder.length && first.size >= builder.size)
    #expect(first.tracks[0].map(\.most).max() == samples.max())
    #expect(first.tracks[0].count == Int((first.length - 1) / Int64(first.size)) + 1)
  }

  @Test func `a file's waveform shows its loud part, in each channel`() async throws {
    let path = try await TestFilm.make(
      [
        "-f", "lavfi", "-i",
        "aevalsrc=0.5*sin(2*PI*500*t)*between(t\\,1\\,2)|0.25*sin(2*PI*500*t):s=48000:d=4",
      ], ending: "wav")
    let cache = folder.path + "/waves"
    let reader = WaveformReader(cache: cache)
    let waveform = try await reader.waveform(of: path)
    #expect(waveform.length == 192_000)
    #expect(waveform.channels == 2)
    let left = waveform.peaks(in: 0..<192_000, columns: 8, of: .channel(0))
    let right = waveform.peaks(in: 0..<192_000, columns: 4, of: .channel(1))
    // What is next to an edge may see beyond it by one peak.
    #expect([0, 5, 6, 7].allSatisfy { left[$0].most == 0 })
    #expect([2, 3].allSatisfy { abs(Int(left[$0].most) - 16_383) < 40 })
    #expect(abs(Int(left[2].rms) - 11_585) < 300, "\(left[2])")
    #expect(right.allSatisfy { abs(Int($0.most) - 8191) < 40 && abs(Int($0.least) + 8191) < 40 })
    let mix = waveform.peaks(in: 0..<192_000, columns: 4)
    #expect(abs(Int(mix[1].most) - 12_287) < 40)
    #expect(waveform.peaks(in: -96_000..<288_000, columns: 4, of: .channel(1))[0] == WavePeak())
    #expect(waveform.peaks(in: 0..<192_000, columns: 4, of: .channel(2)).isEmpty)

    // From the cache it needs no decoder.
    let blind = WaveformReader(cache: cache, environment: ["PATH": "/nowhere"])
    #expect(try await blind.waveform(of: path) == waveform)
    // A file that was written in is another one.
    let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
    try handle.seekToEnd()
    try handle.write(contentsOf: Data([0, 0, 0, 0]))
    try handle.close()
    await #expect(throws: ToolProblem.self) { _ = try await blind.waveform(of: path) }
  }

  @Test func `a damaged cache is made anew`() async throws {
    let path = try await TestFilm.make(["-f", "lavfi", "-i", "sine=d=1"], ending: "wav")
    let cache = folder.path + "/waves"
    let reader = WaveformReader(cache: cache)
    let waveform = try await reader.waveform(of: path)
    let file =
      cache + "/" + (try #require(try FileManager.default.contentsOfDirectory(atPath: cache).first))
    let whole = try Data(contentsOf: URL(fileURLWithPath: file))
    for count in [0, 7, 64, whole.count - 1] {
      try whole.prefix(count).write(to: URL(fileURLWithPath: file))
      #expect(try await reader.waveform(of: path) == waveform)
    }
    var lie = whole
    // The number of tracks.
    lie.replaceSubrange(56..<64, with: [255, 255, 255, 255, 255, 255, 255, 127])
    try lie.write(to: URL(fileURLWithPath: file))
    #expect(try await reader.waveform(of: path) == waveform)
  }

  @Test func `what has no sound has no waveform`() async throws {
    let path = try await TestFilm.make(["-f", "lavfi", "-i", "color=red:d=1"], ending: "mkv")
    await #expect(throws: EditProblem(.unreadable(path))) {
      _ = try await WaveformReader(cache: nil).waveform(of: path)
    }
    await #expect(throws: EditProblem(.unreadable("/nowhere"))) {
      _ = try await WaveformReader(cache: nil).waveform(of: "/nowhere")
    }
  }
}
