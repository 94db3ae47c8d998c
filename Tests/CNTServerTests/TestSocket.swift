import Foundation
import Glibc

@testable import CNTServer

/// Bytes to and from a port of this machine.
enum TestSocket {
  /// nil where nobody listens.
  static func connect(_ port: Int) -> Int32? {
    // Programs that other tests start meanwhile do not get it.
    let fd = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    let isConnected = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        Glibc.connect(fd, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
      }
    }
    if isConnected { return fd }
    close(fd)
    return nil
  }

  @discardableResult
  static func send(_ fd: Int32, _ data: Data) -> Bool {
    data.withUnsafeBytes { Glibc.send(fd, $0.baseAddress, $0.count, 0) == $0.count }
  }

  /// Ends the connection, whoever else has it.
  static func cut(_ fd: Int32) {
    shutdown(fd, Int32(SHUT_RDWR))
    close(fd)
  }

  /// What comes until the other side closes; nil where the connection breaks.
  static func readToEnd(_ fd: Int32) -> Data? {
    var (all, buffer) = (Data(), [UInt8](repeating: 0, count: 4096))
    while true {
      let count = recv(fd, &buffer, buffer.count, 0)
      guard count > 0 else { return count == 0 ? all : nil }
      all.append(contentsOf: buffer[..<count])
    }
  }
}

extension ServerHarness {
  /// Lets the server listen while `work` runs.
  func listening(
    longestSilence: Double = CNTServerApplication.longestSilence,
    _ work: @escaping @Sendable (Int) async throws -> Void
  ) async throws {
    let (ports, continuation) = AsyncStream.makeStream(of: Int.self)
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { [application] in
        try await application.serve(
          host: "127.0.0.1", port: 0, longestSilence: longestSilence
        ) { continuation.yield($0) }
      }
      if let port = await ports.first(where: { _ in true }) { try await work(port) }
      group.cancelAll()
      try? await group.waitForAll()
    }
  }
}
