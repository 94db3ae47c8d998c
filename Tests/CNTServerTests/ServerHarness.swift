import CNTKit
import Foundation
import Hummingbird
import HTTPTypes
import HummingbirdTesting
import Logging
import NIOCore

@testable import CNTServer

/// A server in the test's own process, with a member, another member and an admin.
struct ServerHarness {
  let application: CNTServerApplication
  let client: any TestClientProtocol
  let folder: String

  struct Answer {
    var status: Int
    var json: JSONValue
    var headers: [String: String]
    var body: Data
  }

  static func run(
    outside: PlatformSettings = PlatformSettings(),
    transport: any HTTPTransport = CurlTransport(), mail: (any MailSender)? = nil,
    now: @escaping @Sendable () -> Date = { Date() },
    changing change: (inout Services) -> Void = { _ in }, logger given: Logger? = nil,
    _ work: @escaping @Sendable (ServerHarness) async throws -> Void
  ) async throws {
    let folder = NSTemporaryDirectory() + "cnt-server-test-" + UUID().uuidString
    defer { try? FileManager.default.removeItem(atPath: folder) }
    var logger = Logger(label: "test")
    logger.logLevel = .critical
    var server = try await CNTServerApplication(
      dataFolder: folder, passwordCost: 4, outside: outside, transport: transport, logger: logger,
      now: now)
    if let mail { server.services.outside.mail = mail }
    change(&server.services)
    for (name, isAdmin) in [("grace", false), ("miriam", false), ("admin", true)] {
      try await server.addUser(
        email: "\(name)@t.invalid", name: name.capitalized, username: name,
        password: "\(name)-password", isAdmin: isAdmin)
    }
    if let given { server.logger = given }
    let app = Application(responder: server.responder, logger: logger)
    try await app.test(.router) { [server] client in
      try await work(ServerHarness(application: server, client: client, folder: folder))
    }
  }

  /// The same data folder, or another, under a server that has just been started.
  @discardableResult
  func restarted<Result: Sendable>(
    folder other: String? = nil,
    _ work: @escaping @Sendable (ServerHarness) async throws -> Result
  ) async throws -> Result {
    try await Self.opened(other ?? folder, work)
  }

  /// A data folder as it is.
  static func opened<Result: Sendable>(
    _ folder: String, outside: PlatformSettings = PlatformSettings(),
    transport: any HTTPTransport = CurlTransport(),
    _ work: @escaping @Sendable (ServerHarness) async throws -> Result
  ) async throws -> Result {
    var logger = Logger(label: "test")
    logger.logLevel = .critical
    let server = try await CNTServerApplication(
      dataFolder: folder, passwordCost: 4, outside: outside, transport: transport, logger: logger)
    let app = Application(responder: server.responder, logger: logger)
    return try await app.test(.router) { client in
      try await work(ServerHarness(application: server, client: client, folder: folder))
    }
  }

  func call(
    _ method: String, _ path: String, as token: String? = nil, json: String? = nil,
    body: Data? = nil, headers: [String: String] = [:]
  ) async throws -> Answer {
    var fields = HTTPFields()
    for (name, value) in headers {
      if let name = HTTPField.Name(name) { fields[name] = value }
    }
    if let token { fields[.authorization] = "Bearer \(token)" }
    let bytes = (body ?? json.map { Data($0.utf8) }).map { ByteBuffer(bytes: $0) }
    return try await client.execute(
      uri: path, method: HTTPTypes.HTTPRequest.Method(method) ?? .get, headers: fields, body: bytes
    ) { response in
      let data = Data(response.body.readableBytesView)
      var all: [String: String] = [:]
      for field in response.headers { all[field.name.canonicalName] = field.value }
      return Answer(
        status: response.status.code,
        json: (try? JSONDecoder().decode(JSONValue.self, from: data)) ?? .null, headers: all,
        body: data)
    }
  }

  func token(_ name: String) async throws -> String {
    let answer = try await call(
      "POST", "/api/v1/auth/login",
      json: #"{"username_or_email":"\#(name)","password":"\#(name)-password"}"#)
    return answer.json["access_token"]?.stringValue ?? ""
  }

  /// A multipart form with one file.
  func upload(
    _ kind: String, as token: String, name: String = "a.mp3", type: String? = "audio/mpeg",
    field: String = "file", content: Data, key: String? = nil, boundary: String = "BOUNDARY",
    path: String? = nil
  ) async throws -> Answer {
    var body = Data(
      "--\(boundary)\r\nContent-Disposition: form-data; name=\"\(field)\"; filename=\"\(name)\"\r\n"
        .utf8)
    if let type { body += Data("Content-Type: \(type)\r\n".utf8) }
    body += Data("\r\n".utf8) + content + Data("\r\n--\(boundary)--\r\n".utf8)
    var headers = ["Content-Type": "multipart/form-data; boundary=\(boundary)"]
    if let key { headers["Idempotency-Key"] = key }
    return try await call(
      "POST", path ?? "/api/v1/upload/\(kind)", as: token, body: body, headers: headers)
  }
}
