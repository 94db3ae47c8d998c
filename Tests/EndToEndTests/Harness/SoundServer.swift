import Foundation

/// PulseAudio with one sink that nobody hears, on which a tone plays; its monitor is a microphone.
final class SoundServer {
  private let scratch: Scratch
  private var programs: [Child] = []

  /// For programs that record from it. Clients of PulseAudio write into the person's home.
  var environment: [String: String] {
    [
      "PULSE_SERVER": "unix:\(scratch.path)/pulse.sock", "HOME": scratch.path,
      "XDG_RUNTIME_DIR": scratch.path,
    ]
  }

  init(hertz: Int) throws {
    scratch = try Scratch()
    try start(
      "/usr/bin/pulseaudio",
      [
        "-n", "--daemonize=no", "--exit-idle-time=-1", "--disable-shm=yes", "--use-pid-file=no",
        "-L", "module-native-protocol-unix socket=\(scratch.path)/pulse.sock auth-anonymous=1",
        "-L", "module-null-sink sink_name=hall rate=48000",
      ])
    var isThere = false
    for _ in 0..<200 where !isThere {
      isThere = (try? ProgramRun("/usr/bin/pactl", ["info"], environment: environment).status) == 0
      if !isThere { usleep(50_000) }
    }
    guard isThere else { throw ServerProcess.Failure(description: "PulseAudio does not answer") }
    try start(
      "/usr/bin/ffmpeg",
      [
        "-nostdin", "-v", "quiet", "-re", "-f", "lavfi", "-i",
        "sine=frequency=\(hertz):sample_rate=48000", "-ac", "2", "-f", "pulse", "-device", "hall",
        "tone",
      ])
  }

  private func start(_ program: String, _ arguments: [String]) throws {
    let null = open("/dev/null", O_RDWR)
    defer { close(null) }
    programs.append(
      try Child(
        program, arguments, environment: TestEnvironment.base.merging(environment) { $1 },
        files: .descriptors(input: null, output: null, error: null)))
  }

  deinit {
    for program in programs.reversed() {
      program.signal(SIGKILL)
      _ = program.wait(timeout: 5)
    }
  }
}
