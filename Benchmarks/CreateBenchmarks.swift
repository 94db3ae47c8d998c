import Foundation
import MediaKit

/// Rendering and looking at an hour of sound, beside ffmpeg alone.
enum CreateBenchmarks {
  static func run(tell: (Figure) -> Void) async throws {
    let bench = try Bench("create")
    defer { bench.remove() }
    // A tone that breathes, as speech does, in an hour of stereo.
    let hour = bench.folder + "/hour.mp3"
    try ffmpeg([
      "-f", "lavfi", "-i",
      "sine=frequency=300:sample_rate=48000:duration=3600,volume='0.3+0.25*sin(t)':eval=frame",
      "-ac",
      "2", "-c:a", "libmp3lame", "-b:a", "128k", hour,
    ])
    let lossless = bench.folder + "/hour.flac"
    try ffmpeg(["-i", hour, "-c:a", "flac", lossless])
    tell(try await waveform(lossless, "FLAC", bench))
    tell(try await waveform(hour, "MP3", bench))
    try await kept(hour, bench).forEach(tell)
    tell(try await render(hour, bench))
  }

  private static func waveform(
    _ hour: String, _ format: String, _ bench: Bench
  ) async throws -> Figure {
    var times: [Double] = []
    for round in 0..<3 {
      times.append(
        try await measured {
          let reader = WaveformReader(cache: bench.folder + "/waves\(round)")
          _ = try await reader.waveform(of: hour)
        })
    }
    let middle = times.sorted()[1]
    return Figure(
      area: "create", name: "waveform of an hour of stereo \(format)", ours: rounded(middle, "s"),
      peer: "-", ratio: nil, goal: "< 3 s", isHeld: middle < 3)
  }

  private static func kept(_ hour: String, _ bench: Bench) async throws -> [Figure] {
    let reader = WaveformReader(cache: bench.folder + "/waves0")
    let kept = try await measured { _ = try await reader.waveform(of: hour) }
    // All of this process until now: waveforms were all that it did.
    let memory = Bench.peakMemory
    return [
      Figure(
        area: "create", name: "the same from the cache", ours: rounded(kept * 1000, "ms"),
        peer: "-", ratio: nil, goal: "< 50 ms", isHeld: kept < 0.05),
      Figure(
        area: "create", name: "peak memory with waveforms of hours",
        ours: rounded(Double(memory) / 1e6, "MB"), peer: "-", ratio: nil, goal: "< 100 MB",
        isHeld: memory < 100_000_000),
    ]
  }

  /// An hour without five minutes in its middle, faded, at -16 LUFS, as MP3; the peer is ffmpeg with
  /// loudnorm's two passes.
  private static func render(_ hour: String, _ bench: Bench) async throws -> Figure {
    var edit = try await EditList(reading: [hour])
    let minute: Int64 = 60 * 48_000
    try edit.cut(20 * minute..<25 * minute)
    try edit.fade(clip: 0, in: 3 * 48_000)
    try edit.fade(clip: 1, out: 3 * 48_000)
    edit.loudness = LoudnessGoal()
    let target = bench.folder + "/ours.mp3"
    let ours = try await measured {
      try await Renderer().render(edit, as: .mp3, to: target)
    }
    let end = edit.seconds(edit.length)
    let cut =
      "[0:a]asplit[x][y];[x]atrim=end=1200[a];[y]atrim=start=1500,asetpts=PTS-STARTPTS[b];"
      + "[a][b]concat=n=2:v=0:a=1,afade=t=in:d=3,afade=t=out:st=\(end - 3):d=3,"
    let loudnorm = "loudnorm=I=-16:TP=-1.5:LRA=11"
    let peer = try await measured {
      let words = try ffmpeg(
        [
          "-i", hour, "-filter_complex", cut + loudnorm + ":print_format=json", "-f", "null", "-",
        ], verbosity: "info")
      func value(_ name: String) throws -> String {
        guard let line = words.split(separator: "\n").last(where: { $0.contains("\"\(name)\"") }),
          let found = line.split(separator: "\"").last(where: { Double($0) != nil })
        else { throw BenchError.notWhole(["loudnorm said no \(name)"]) }
        return String(found)
      }
      let figures =
        ":measured_I=\(try value("input_i")):measured_TP=\(try value("input_tp"))"
        + ":measured_LRA=\(try value("input_lra")):measured_thresh=\(try value("input_thresh"))"
      try ffmpeg([
        "-i", hour, "-filter_complex", cut + loudnorm + figures + ":linear=true", "-ar", "48000",
        "-c:a", "libmp3lame", "-q:a", "2", bench.folder + "/peer.mp3",
      ])
    }
    let ratio = ours / peer
    return Figure(
      area: "create", name: "an hour cut, faded and normalised, against ffmpeg with loudnorm twice",
      ours: rounded(ours, "s"), peer: rounded(peer, "s"), ratio: ratio, goal: "<= 1.1",
      isHeld: ratio <= 1.1)
  }

  private static func measured(_ work: () async throws -> Void) async throws -> Double {
    let start = ContinuousClock.now
    try await work()
    return (ContinuousClock.now - start).seconds
  }

  @discardableResult
  private static func ffmpeg(_ arguments: [String], verbosity: String = "error") throws -> String {
    let process = Process()
    let errors = Pipe()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/ffmpeg")
    process.arguments = ["-nostdin", "-nostats", "-hide_banner", "-v", verbosity, "-y"] + arguments
    process.standardError = errors
    try process.run()
    let words = errors.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw BenchError.notWhole(["ffmpeg: \(String(decoding: words, as: UTF8.self))"])
    }
    return String(decoding: words, as: UTF8.self)
  }
}
