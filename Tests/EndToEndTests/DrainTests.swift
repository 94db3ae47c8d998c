import CNTKit
import Foundation
import Glibc
import Testing

/// What a server does that is told to end.
@Suite(.serialized, .timeLimit(.minutes(2)))
struct DrainTests {
  @Test func `SIGTERM takes nobody new and lets what was begun end`() async throws {
    let scratch = try Scratch()
    let server = try ServerProcess(data: scratch.path + "/data")
    try server.addUser("grace")
    try server.start()
    let token = try await Self.login(server.origin)
    let bytes = Data("ID3".utf8) + Data(repeating: 7, count: 997)
    let upload = try await Self.begin(server.origin, token, bytes.count)

    let fd = try #require(Self.connect(server.port))
    defer { close(fd) }
    let head = """
      PATCH \(upload) HTTP/1.1\r\nHost: t\r\nAuthorization: Bearer \(token)\r\n\
      Tus-Resumable: 1.0.0\r\nUpload-Offset: 0\r\nContent-Length: \(bytes.count)\r\n\
      Content-Type: application/offset+octet-stream\r\n\r\n
      """
    try #require(Self.send(fd, Data(head.utf8) + bytes.prefix(400)))
    let file = server.data + "/media/parts/" + (upload as NSString).lastPathComponent
    while Self.size(file) < 400 { try await Task.sleep(for: .milliseconds(5)) }

    let ended = Task.detached { server.stop(SIGTERM) }
    // Nobody listens any more, and the request still has its connection.
    while let other = Self.connect(server.port) {
      close(other)
      try await Task.sleep(for: .milliseconds(5))
    }
    try #require(Self.send(fd, bytes.dropFirst(400)))
    let answer = await Task.detached { Self.readToEnd(fd) }.value
    #expect(answer.hasPrefix("HTTP/1.1 204 "), "\(answer)")
    #expect(answer.contains("Upload-Offset: 1000"))
    #expect(await ended.value == 0)

    try server.start()
    #expect(
      try await Self.offset(server.origin, try await Self.login(server.origin), upload) == "1000")
    #expect(server.stop() == 0)
    withExtendedLifetime(scratch) {}
  }

  private static func login(_ origin: String) async throws -> String {
    let client = APIClient(server: try ServerAddress(origin), transport: CurlTransport())
    return try await client.call(
      .login(LoginRequest(usernameOrEmail: "grace", password: "grace-password"))
    ).accessToken
  }

  private static func ask(
    _ method: CNTKit.HTTPMethod, _ url: String, _ token: String, _ headers: [String: String] = [:]
  ) async throws -> HTTPResponse {
    var request = HTTPRequest(method, url)
    request.headers["Authorization"] = "Bearer \(token)"
    request.headers["Tus-Resumable"] = "1.0.0"
    for (name, value) in headers { request.headers[name] = value }
    return try await CurlTransport().send(request)
  }

  /// Begins an upload and returns its path.
  private static func begin(_ origin: String, _ token: String, _ length: Int) async throws -> String
  {
    func coded(_ text: String) -> String { Data(text.utf8).base64EncodedString() }
    let answer = try await ask(
      .post, origin + "/api/v1/uploads", token,
      [
        "Upload-Length": "\(length)",
        "Upload-Metadata":
          "kind \(coded("audio")),filename \(coded("a.mp3")),filetype \(coded("audio/mpeg"))",
      ])
    return try #require(answer.headers["Location"])
  }

  private static func offset(
    _ origin: String, _ token: String, _ upload: String
  ) async throws -> String? {
    try await ask(.head, origin + upload, token).headers["Upload-Offset"]
  }

  private static func size(_ path: String) -> Int {
    var facts = stat()
    return stat(path, &facts) == 0 ? Int(facts.st_size) : 0
  }

  /// nil where nobody listens.
  private static func connect(_ port: Int) -> Int32? {
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

  private static func send(_ fd: Int32, _ data: Data) -> Bool {
    data.withUnsafeBytes { Glibc.send(fd, $0.baseAddress, $0.count, 0) == $0.count }
  }

  private static func readToEnd(_ fd: Int32) -> String {
    var (all, buffer) = (Data(), [UInt8](repeating: 0, count: 4096))
    while true {
      let count = recv(fd, &buffer, buffer.count, 0)
      guard count > 0 else { return String(decoding: all, as: UTF8.self) }
      all.append(contentsOf: buffer[..<count])
    }
  }
}
