import Foundation
import Synchronization

/// A server on this machine that answers each request with the next of some raw texts.
final class LoopbackServer: Sendable {
  /// What to do with a request.
  enum Step: Sendable {
    /// Send these bytes and keep the connection.
    case answer(String)
    /// Send these bytes and close.
    case answerAndClose(String)
    /// Close without a word.
    case hangUp
    /// Say nothing until the client goes away.
    case silence
  }

  let port: Int
  private let fd: Int32
  private let steps: Mutex<[Step]>
  private let seen = Mutex<[String]>([])

  struct NoSocket: Error {}

  init(_ steps: [Step]) throws {
    self.steps = Mutex(steps)
    let fd = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isBound = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(fd, $0, length) == 0 && listen(fd, 16) == 0 && getsockname(fd, $0, &length) == 0
      }
    }
    guard isBound else { throw NoSocket() }
    self.fd = fd
    port = Int(UInt16(bigEndian: address.sin_port))
    Thread { [weak self] in
      while true {
        let client = accept(fd, nil, nil)
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

  /// Requests as they came, head and body.
  var requests: [String] { seen.withLock { $0 } }

  private func serve(_ client: Int32) {
    defer { close(client) }
    while let request = read(client) {
      seen.withLock { $0.append(request) }
      let step = steps.withLock { $0.isEmpty ? .hangUp : $0.removeFirst() }
      switch step {
      case .answer(let text): send(client, text)
      case .answerAndClose(let text):
        send(client, text)
        return
      case .hangUp: return
      case .silence:
        var byte: UInt8 = 0
        while Glibc.read(client, &byte, 1) > 0 {}
        return
      }
    }
  }

  /// One request with its body; nil at the end.
  private func read(_ client: Int32) -> String? {
    var data = Data()
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      if let end = data.firstRange(of: Data("\r\n\r\n".utf8)) {
        let head = String(decoding: data[..<end.lowerBound], as: UTF8.self)
        let length =
          head.lowercased().split(separator: "\r\n").first { $0.hasPrefix("content-length:") }
          .flatMap { Int($0.dropFirst(15).trimmingCharacters(in: .whitespaces)) } ?? 0
        if data.count >= end.upperBound + length { return String(decoding: data, as: UTF8.self) }
      }
      let count = Glibc.read(client, &buffer, buffer.count)
      guard count > 0 else { return nil }
      data.append(contentsOf: buffer[..<count])
    }
  }

  private func send(_ client: Int32, _ text: String) {
    _ = Array(text.utf8).withUnsafeBytes { write(client, $0.baseAddress, $0.count) }
  }

  /// A whole answer with its length.
  static func ok(_ body: String, status: String = "200 OK", headers: String = "") -> String {
    "HTTP/1.1 \(status)\r\nContent-Length: \(body.utf8.count)\r\n\(headers)\r\n\(body)"
  }
}
