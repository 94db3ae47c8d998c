import Foundation
import Testing

/// A PulseAudio for one test, with a sink that plays to nobody.
final class SoundServer {
  static let sink = "stage"
  let environment: [String: String]
  private let folder: String
  private var children: [Process] = []

  init() throws {
    // Sockets have short names.
    folder = "/tmp/cnt-pulse-\(UUID().uuidString.prefix(8))"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    environment = [
      "PATH": "/usr/bin:/bin", "HOME": folder, "XDG_RUNTIME_DIR": folder,
      "PULSE_SERVER": "unix:\(folder)/pulse.sock",
    ]
    try start(
      "pulseaudio",
      [
        "-n", "--daemonize=no", "--exit-idle-time=-1", "--disable-shm=yes", "--use-pid-file=no",
        "-L", "module-native-protocol-unix socket=\(folder)/pulse.sock auth-anonymous=1", "-L",
        "module-null-sink sink_name=\(Self.sink) rate=48000",
      ])
    // Ready when it answers; each question waits for a moment by itself.
    for _ in 0..<200 where try run("pactl", ["info"]) != 0 {
      usleep(50_000)
    }
    try #require(try run("pactl", ["info"]) == 0, "PulseAudio answers")
  }

  deinit {
    for child in children.reversed() {
      kill(child.processIdentifier, SIGKILL)
      child.waitUntilExit()
    }
    try? FileManager.default.removeItem(atPath: folder)
  }

  /// Plays a tone to the sink until the end.
  func play(hertz: Int) throws {
    try start(
      "ffmpeg",
      [
        "-nostdin", "-v", "quiet", "-re", "-f", "lavfi", "-i",
        "sine=frequency=\(hertz):sample_rate=48000", "-ac", "2", "-f", "pulse", "-device", Self.sink,
        "tone",
      ])
  }

  private func process(_ program: String, _ arguments: [String]) -> Process {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/" + program)
    process.arguments = arguments
    process.environment = environment
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    return process
  }

  private func start(_ program: String, _ arguments: [String]) throws {
    let child = process(program, arguments)
    try child.run()
    children.append(child)
  }

  private func run(_ program: String, _ arguments: [String]) throws -> Int32 {
    let child = process(program, arguments)
    try child.run()
    child.waitUntilExit()
    return child.terminationStatus
  }
}
