import Foundation

/// How loud a programme is (EBU R 128, ITU-R BS.1770).
public struct Loudness: Hashable, Sendable {
  /// LUFS, over the whole of it.
  public var integrated: Double
  /// LUFS, below which nothing was counted.
  public var threshold: Double
  /// LU.
  public var range: Double
  /// dBTP.
  public var truePeak: Double

  /// nil for silence.
  public static func measure(
    _ edit: EditList, environment: [String: String] = ProcessInfo.processInfo.environment
  ) async throws -> Loudness? {
    try edit.validate()
    return try await measure(edit, environment: environment, nil)
  }

  /// ebur128 measures the same as the first pass of loudnorm, which would also make the sound that it
  /// then throws away: six times the work.
  static func measure(
    _ edit: EditList, environment: [String: String], _ meter: ProgressMeter?
  ) async throws -> Loudness? {
    let command = try RenderCommand.analysis(
      edit, "ebur128=peak=true:framelog=verbose", verbosity: "info")
    defer { command.remove() }
    var lines = LineSplitter()
    let words = try await MediaTool(environment: environment, patience: .milliseconds(500)).run(
      "ffmpeg", ["-progress", "pipe:1", "-stats_period", "0.2"] + command.arguments
    ) { piece in
      for line in lines.lines(piece) { meter?.take(line) }
    }
    return try Loudness(summary: words)
  }

  /// Reads what ebur128 says at its end.
  init?(summary words: String) throws {
    let lines = words[
      (words.range(of: "Summary:", options: .backwards)?.upperBound ?? words.endIndex)...
    ]
    .split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
    func value(_ name: String) throws -> Double {
      let line = lines.first { $0.hasPrefix(name + ":") }
      guard let word = line?.split(separator: " ").dropFirst().first else {
        throw ToolProblem(reason: .unreadable(program: "ffmpeg"))
      }
      return Double(word) ?? -.infinity
    }
    integrated = try value("I")
    threshold = try value("Threshold")
    range = try value("LRA")
    truePeak = try value("Peak")
    guard integrated.isFinite, integrated > -70, truePeak.isFinite else { return nil }
  }

  /// What makes a programme of this loudness as loud as is wanted.
  ///
  /// Where its peaks leave room it is one gain for all of it. Elsewhere loudnorm, told what was measured,
  /// holds the peaks down; it works at 192 kHz (ffmpeg-filters(1), loudnorm).
  func filter(for goal: LoudnessGoal, sampleRate: Int) -> String {
    let gain = goal.integrated - integrated
    if truePeak + gain <= goal.truePeak { return "volume=\(decimal(gain))dB:precision=float" }
    return "loudnorm=I=\(decimal(goal.integrated)):TP=\(decimal(goal.truePeak))"
      + ":LRA=\(decimal(min(50, max(7, range)))):measured_I=\(decimal(integrated))"
      + ":measured_TP=\(decimal(truePeak)):measured_LRA=\(decimal(max(0.1, range)))"
      + ":measured_thresh=\(decimal(max(-99, threshold))):linear=true,aresample=\(sampleRate)"
      + ",asetpts=N/SR/TB"
  }
}
