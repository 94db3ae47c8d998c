import Foundation

/// Answers everything with one text: a page of HTML, as a captive portal does, if nothing else is said.
final class HTMLServer: Sendable {
  let port: Int
  private let fd: Int32

  /// `port` 0 takes a free one.
  init(
    port wanted: Int = 0, status: String = "200 OK", type: String = "text/html",
    body: String = "<html><body>Welcome to the hotel</body></html>"
  ) throws {
    let fd = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var reuse: Int32 = 1
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &reuse, socklen_t(MemoryLayout<Int32>.size))
    var address = sockaddr_in()
    address.sin_port = UInt16(wanted).bigEndian
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let bound = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(fd, $0, length) == 0 && listen(fd, 8) == 0 && getsockname(fd, $0, &length) == 0
      }
    }
    guard bound else { throw ServerProcess.Failure(description: "no socket") }
    port = Int(UInt16(bigEndian: address.sin_port))
    self.fd = fd
    Thread {
      while true {
        let client = accept(fd, nil, nil)
        guard client >= 0 else { return }
        var buffer = [UInt8](repeating: 0, count: 8192)
        _ = read(client, &buffer, buffer.count)
        let answer =
          "HTTP/1.1 \(status)\r\nContent-Type: \(type)\r\nContent-Length: \(body.utf8.count)\r\n"
          + "Connection: close\r\n\r\n" + body
        _ = Array(answer.utf8).withUnsafeBytes { write(client, $0.baseAddress, $0.count) }
        close(client)
      }
    }.start()
  }

  var origin: String { "http://127.0.0.1:\(port)" }

  deinit {
    shutdown(fd, Int32(SHUT_RDWR))
    close(fd)
  }
}
