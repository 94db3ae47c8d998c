import Glibc
import Testing

@testable import TermKit

struct TerminalOutputTests {
  /// A pipe that does not block and has little room.
  private func pipe() throws -> (read: Int32, write: Int32) {
    var ends: [Int32] = [0, 0]
    try #require(Glibc.pipe(&ends) == 0)
    for fd in ends { _ = fcntl(fd, F_SETFL, O_NONBLOCK) }
    return (ends[0], ends[1])
  }

  @Test func `what there is no room for waits, and nothing is lost or waited for`() throws {
    let (read, write) = try pipe()
    defer { close(read) }
    var output = TerminalOutput(descriptor: write)
    let bytes = (0..<300_000).map { UInt8(truncatingIfNeeded: $0 / 7) }
    let isSent = output.send(bytes)
    #expect(isSent)
    #expect(output.isDraining)
    let early = output.takeDrain()
    #expect(early == nil)
    var received: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 10_000)
    while received.count < bytes.count {
      let count = Glibc.read(read, &buffer, buffer.count)
      try #require(count > 0)
      received += buffer[..<count]
      output.pump()
    }
    #expect(received == bytes)
    #expect(!output.isDraining)
    let drain = output.takeDrain()
    #expect(drain?.bytes == bytes.count)
    output.close()
  }

  @Test func `what is sent aside comes behind the picture, not into it`() throws {
    let (read, write) = try pipe()
    defer { close(read) }
    var output = TerminalOutput(descriptor: write)
    let isSent = output.send([UInt8](repeating: 65, count: 100_000))
    #expect(isSent)
    output.append(Array("after".utf8))
    var received: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 10_000)
    while received.count < 100_005 {
      let count = Glibc.read(read, &buffer, buffer.count)
      try #require(count > 0)
      received += buffer[..<count]
      output.pump()
    }
    #expect(received.suffix(6) == Array("Aafter".utf8)[...] && !output.isDraining)
    output.close()
  }

  @Test func `what is abandoned is not sent`() throws {
    let (read, write) = try pipe()
    defer { close(read) }
    var output = TerminalOutput(descriptor: write)
    let isSent = output.send([UInt8](repeating: 65, count: 300_000))
    #expect(isSent)
    output.abandon()
    #expect(!output.isDraining)
    output.close()
    // What was through already, then the end.
    var buffer = [UInt8](repeating: 0, count: 10_000)
    var total = 0
    while true {
      let count = Glibc.read(read, &buffer, buffer.count)
      guard count > 0 else { break }
      total += count
    }
    #expect(total > 0 && total < 300_000)
  }

  @Test func `a terminal that is gone ends the sending`() throws {
    let (read, write) = try pipe()
    signal(SIGPIPE, SIG_IGN)
    close(read)
    var output = TerminalOutput(descriptor: write)
    _ = output.send([1, 2, 3])
    #expect(!output.isDraining)
    output.close()
  }
}
