import Foundation
import Testing

@testable import MediaKit

/// A program that runs beside a test. It gets no file of ours: one that lives on with another child's
/// files keeps whoever waits for that child waiting.
final class TestProgram: Sendable {
  private let task: Task<Void, any Error>

  init(
    _ program: String, _ arguments: [String], environment: [String: String],
    output: @escaping @Sendable (String) -> Void = { _ in }
  ) {
    task = Task {
      var lines = LineSplitter()
      try await MediaTool(environment: environment, patience: .milliseconds(200))
        .run(program, arguments) { piece in lines.lines(piece).forEach(output) }
    }
  }

  deinit { task.cancel() }
}

/// A PulseAudio for one test, with two sinks that play to nobody.
final class SoundServer {
  static let sink = "stage"
  /// A second sink, for what is heard of the first.
  static let ears = "ears"
  let environment: [String: String]
  private let folder: String
  private var programs: [TestProgram] = []

  init() async throws {
    // Sockets have short names.
    folder = "/tmp/cnt-pulse-\(UUID().uuidString.prefix(8))"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    environment = [
      "PATH": "/usr/bin:/bin", "HOME": folder, "XDG_RUNTIME_DIR": folder,
      "PULSE_SERVER": "unix:\(folder)/pulse.sock",
    ]
    start(
      "pulseaudio",
      [
        "-n", "--daemonize=no", "--exit-idle-time=-1", "--disable-shm=yes", "--use-pid-file=no",
        "-L", "module-native-protocol-unix socket=\(folder)/pulse.sock auth-anonymous=1", "-L",
        "module-null-sink sink_name=\(Self.sink) rate=48000", "-L",
        "module-null-sink sink_name=\(Self.ears) rate=48000",
      ])
    let tool = MediaTool(environment: environment)
    var answer: String?
    // It is there when it answers.
    for _ in 0..<600 where answer == nil {
      answer = try? await tool.run("pactl", ["info"])
      if answer == nil { try await Task.sleep(for: .milliseconds(50)) }
    }
    try #require(answer != nil, "PulseAudio answers")
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  /// Plays a tone to the sink until the end.
  func play(hertz: Int) {
    start(
      "ffmpeg",
      [
        "-nostdin", "-v", "quiet", "-re", "-f", "lavfi", "-i",
        "sine=frequency=\(hertz):sample_rate=48000", "-ac", "2", "-f", "pulse", "-device",
        Self.sink,
        "tone",
      ])
  }

  private func start(_ program: String, _ arguments: [String]) {
    programs.append(TestProgram(program, arguments, environment: environment))
  }
}

/// An X server without a monitor.
final class VirtualScreen {
  let display: String
  private let program: TestProgram

  init(width: Int, height: Int) async throws {
    let (numbers, number) = AsyncStream.makeStream(of: String.self)
    program = TestProgram(
      "Xvfb",
      ["-displayfd", "1", "-screen", "0", "\(width)x\(height)x24", "-nolisten", "tcp"],
      environment: ["PATH": "/usr/bin:/bin"]
    ) { number.yield($0) }
    var first: String?
    for await line in numbers {
      first = line
      break
    }
    display = ":" + (try #require(first))
  }
}
