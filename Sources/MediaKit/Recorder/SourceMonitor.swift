import Foundation

/// Lets a person hear a source while it is recorded, or before. It has a child of its own, so that
/// nothing that happens to it happens to a recording. It ends when nobody holds it any more.
///
/// A source that is the monitor of the sink it is heard from would howl: that is for the caller to know.
public final class SourceMonitor: Sendable {
  private let task: Task<Void, Never>

  /// - Parameter sink: Of PulseAudio or PipeWire; nil for the one that the desktop has chosen.
  public init(
    _ source: AudioSource, sampleRate: Int = 48_000, channels: Int = 2, sink: String? = nil,
    environment: [String: String] = ProcessInfo.processInfo.environment
  ) throws(RecorderProblem) {
    let plan = RecordingPlan(audio: source, sampleRate: sampleRate, channels: channels)
    try plan.validate()
    if let sink, sink.isEmpty || sink.utf8.contains(0) {
      throw RecorderProblem(.impossible("a device without a name"))
    }
    let tool = MediaTool(environment: environment, patience: .milliseconds(500))
    task = Task {
      _ = try? await tool.run("ffmpeg", CaptureCommand.monitor(source, plan, to: sink))
    }
  }

  deinit { task.cancel() }
}
