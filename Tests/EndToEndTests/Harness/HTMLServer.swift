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
    let (fd, port) = try LoopbackSocket.listen(port: wanted)
    self.port = port
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
