import Foundation

/// Finds where a programme is silent.
public struct SilenceFinder: Sendable {
  /// dBFS, below which it is silent.
  public var level: Double
  /// Seconds that it takes at least.
  public var shortest: Double

  public init(level: Double = -40, shortest: Double = 0.8) {
    self.level = level
    self.shortest = shortest
  }

  /// The silent parts of a programme as it is edited, samples of it.
  public func find(
    in edit: EditList, environment: [String: String] = ProcessInfo.processInfo.environment
  ) async throws -> [Range<Int64>] {
    try edit.validate()
    guard (-90 ... -10).contains(level) else { throw EditProblem(.figure("level (-90 to -10 dB)")) }
    guard (0.05...60).contains(shortest) else {
      throw EditProblem(.figure("length of a silence (0.05 to 60 s)"))
    }
    var lines = LineSplitter()
    var found: [Range<Int64>] = []
    var start: Int64?
    // ametadata writes what silencedetect found to standard output, however much it is.
    let command = try RenderCommand.analysis(
      edit, "silencedetect=noise=\(level)dB:d=\(shortest),ametadata=mode=print:file=-")
    defer { command.remove() }
    try await MediaTool(environment: environment).run("ffmpeg", command.arguments) { piece in
      for line in lines.lines(piece) {
        if let value = Self.value(line, "lavfi.silence_start=") {
          start = edit.samples(value)
        } else if let value = Self.value(line, "lavfi.silence_end="), let first = start,
          let last = edit.samples(value)
        {
          let (from, to) = (max(0, first), min(edit.length, last))
          if from < to { found.append(from..<to) }
          start = nil
        }
      }
    }
    // A silence at the end has no other end.
    if let start, start < edit.length { found.append(max(0, start)..<edit.length) }
    return found.filter { !$0.isEmpty }
  }

  private static func value(_ line: String, _ name: String) -> Double? {
    line.hasPrefix(name) ? Double(line.dropFirst(name.count)) : nil
  }
}
