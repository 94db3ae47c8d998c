import Foundation
import Synchronization

/// Stands between a program and a server, and can lose the answers to chosen requests: the server
/// carries them out, and the program never learns of it.
final class LosingProxy: Sendable {
  let port: Int
  private let fd: Int32
  private let target: Int
  private let lossy = Mutex<String?>(nil)
  private let log = Mutex<[String]>([])

  init(to target: Int) throws {
    self.target = target
    let listening = try LoopbackSocket.listen()
    (fd, port) = listening
    Thread { [weak self] in
      while true {
        let client = accept(listening.fd, nil, nil)
        guard client >= 0, let self else { return }
        Thread { self.serve(client) }.start()
      }
    }.start()
  }

  deinit {
    shutdown(fd, Int32(SHUT_RDWR))
    close(fd)
  }

  var origin: String { "http://127.0.0.1:\(port)" }

  /// From now on answers to requests whose first line begins so are lost; nil loses none.
  func lose(_ beginning: String?) { lossy.withLock { $0 = beginning } }

  /// How many requests whose first line begins so reached the server.
  func count(_ beginning: String) -> Int {
    log.withLock { $0.filter { $0.hasPrefix(beginning) }.count }
  }

  private func serve(_ client: Int32) {
    defer { close(client) }
    while let request = Self.message(client) {
      let line = String(decoding: request.prefix(200), as: UTF8.self)
      log.withLock { $0.append(line) }
      guard let server = Self.connect(target) else { return }
      defer { close(server) }
      // One connection a request: the answer's end is the end of what the server sends.
      guard Self.send(server, Self.closing(request)) else { return }
      let answer = Self.rest(server)
      if let beginning = lossy.withLock({ $0 }), line.hasPrefix(beginning) { return }
      _ = Self.send(client, answer)
      return
    }
  }

  /// The request with a wish to close the connection after it.
  private static func closing(_ request: Data) -> Data {
    guard let end = request.firstRange(of: Data("\r\n".utf8)) else { return request }
    return request[..<end.upperBound] + Data("Connection: close\r\n".utf8)
      + request[end.upperBound...]
  }

  /// One request with its body; nil at the end.
  private static func message(_ fd: Int32) -> Data? {
    var data = Data()
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      if let end = data.firstRange(of: Data("\r\n\r\n".utf8)) {
        let head = String(decoding: data[..<end.lowerBound], as: UTF8.self).lowercased()
        let length =
          head.split(separator: "\r\n").first { $0.hasPrefix("content-length:") }
          .flatMap { Int($0.dropFirst(15).trimmingCharacters(in: .whitespaces)) } ?? 0
        if data.count >= end.upperBound + length { return data }
      }
      let count = read(fd, &buffer, buffer.count)
      guard count > 0 else { return nil }
      data.append(contentsOf: buffer[..<count])
    }
  }

  private static func rest(_ fd: Int32) -> Data {
    var data = Data()
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = read(fd, &buffer, buffer.count)
      guard count > 0 else { return data }
      data.append(contentsOf: buffer[..<count])
    }
  }

  private static func send(_ fd: Int32, _ data: Data) -> Bool {
    data.withUnsafeBytes { bytes in
      var done = 0
      while done < bytes.count {
        let count = write(fd, bytes.baseAddress?.advanced(by: done), bytes.count - done)
        guard count > 0 else { return false }
        done += count
      }
      return true
    }
  }

  private static func connect(_ port: Int) -> Int32? {
    let fd = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = LoopbackSocket.address(port)
    let isConnected = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        Glibc.connect(fd, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
      }
    }
    if isConnected { return fd }
    close(fd)
    return nil
  }
}
