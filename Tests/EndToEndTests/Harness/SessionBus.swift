import Foundation

/// A session bus for one test.
final class SessionBus: Sendable {
  let address: String
  private let child: Child

  init() throws {
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { throw ServerProcess.Failure(description: "no pipe") }
    _ = fcntl(ends[0], F_SETFD, FD_CLOEXEC)
    let null = open("/dev/null", O_RDWR)
    child = try Child(
      "/usr/bin/dbus-daemon", ["--session", "--nofork", "--nopidfile", "--print-address=1"],
      environment: TestEnvironment.base,
      files: .descriptors(input: null, output: ends[1], error: null))
    for fd in [ends[1], null] { close(fd) }
    defer { close(ends[0]) }
    var line = ""
    var byte: UInt8 = 0
    while read(ends[0], &byte, 1) == 1, byte != UInt8(ascii: "\n") {
      line.unicodeScalars.append(Unicode.Scalar(byte))
    }
    guard !line.isEmpty else { throw ServerProcess.Failure(description: "no session bus") }
    address = line
  }

  var environment: [String: String] { ["DBUS_SESSION_BUS_ADDRESS": address] }

  deinit {
    // It has nothing to put in order.
    child.signal(SIGKILL)
    _ = child.wait()
  }
}
