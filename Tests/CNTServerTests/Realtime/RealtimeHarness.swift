import CNTKit
import Foundation
import Logging
import Subprocess

@testable import CNTServer

/// A whole server on a port of its own, with a member, another member and an admin.
struct RealtimeHarness: Sendable {
  let application: CNTServerApplication
  let server: ServerAddress
  let transport = CurlTransport()
  let folder: String

  struct Failure: Error, CustomStringConvertible { var description: String }

  static func run(
    _ settings: RealtimeSettings = RealtimeSettings(),
    _ work: @escaping @Sendable (RealtimeHarness) async throws -> Void
  ) async throws {
    let folder = NSTemporaryDirectory() + "cnt-realtime-test-" + UUID().uuidString
    defer { try? FileManager.default.removeItem(atPath: folder) }
    var logger = Logger(label: "test")
    logger.logLevel = .critical
    let application = try await CNTServerApplication(
      dataFolder: folder, passwordCost: 4, realtime: settings, logger: logger)
    for (name, isAdmin) in [("grace", false), ("miriam", false), ("admin", true)] {
      try await application.addUser(
        email: "\(name)@t.invalid", name: name.capitalized, username: name,
        password: "\(name)-password", isAdmin: isAdmin)
    }
    let (ports, continuation) = AsyncStream.makeStream(of: Int.self)
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask {
        try await application.serve(host: "127.0.0.1", port: 0) { continuation.yield($0) }
      }
      for await port in ports {
        let harness = RealtimeHarness(
          application: application, server: try ServerAddress("http://127.0.0.1:\(port)"),
          folder: folder)
        group.addTask { try await work(harness) }
        break
      }
      // Work ends first, unless the server fails.
      defer { group.cancelAll() }
      try await group.next()
    }
  }

  func token(_ name: String) async throws -> String {
    let client = APIClient(server: server, transport: transport)
    return try await client.call(
      .login(LoginRequest(usernameOrEmail: name, password: "\(name)-password"))
    ).accessToken
  }

  func session(_ name: String) async throws -> Session {
    let client = APIClient(server: server, transport: transport)
    let answer = try await client.call(
      .login(LoginRequest(usernameOrEmail: name, password: "\(name)-password")))
    let credentials = Credentials(server: server, answer: answer)
    let store = TokenStore(folder: folder + "/account-" + UUID().uuidString)
    try store.save(credentials)
    return Session(credentials, store: store, transport: transport)
  }

  struct Answer: Equatable {
    var status: Int
    var text: String

    init(_ status: Int, _ text: String) {
      self.status = status
      self.text = text
    }
  }

  /// What the server sends for a request to Socket.IO's path.
  func ask(
    _ method: CNTKit.HTTPMethod, _ query: String, body: String? = nil,
    headers: HTTPHeaders = HTTPHeaders()
  ) async throws -> Answer {
    var request = HTTPRequest(method, server.origin + "/socket.io/?" + query)
    request.headers = headers
    if let body { request.body = .data(Data(body.utf8), contentType: "text/plain") }
    let response = try await transport.send(request)
    return Answer(response.status, String(decoding: response.body, as: UTF8.self))
  }

  /// Opens a session of long polling; returns the query of its requests.
  func open(connect auth: String? = nil) async throws -> String {
    let answer = try await ask(.get, "EIO=4&transport=polling")
    guard answer.status == 200 else { throw Failure(description: answer.text) }
    let handshake = try JSONDecoder().decode(
      EngineHandshake.self, from: Data(answer.text.utf8.dropFirst()))
    let query = "EIO=4&transport=polling&sid=" + handshake.sid
    if let auth {
      guard try await ask(.post, query, body: "40" + auth).text == "ok" else {
        throw Failure(description: "not connected")
      }
    }
    return query
  }

  /// Runs a script with Debian's python-socketio and returns the JSON that it prints.
  func python(_ script: String, _ arguments: [String] = []) async throws -> JSONValue {
    let record = try await Subprocess.run(
      .path("/usr/bin/python3"),
      arguments: Arguments(["-c", Self.prelude + script, server.origin] + arguments),
      output: .string(limit: 1 << 20), error: .string(limit: 1 << 16))
    let output: String? = record.standardOutput
    let complaint: String? = record.standardError
    guard record.terminationStatus.isSuccess,
      let value = try? JSONDecoder().decode(JSONValue.self, from: Data((output ?? "").utf8))
    else {
      throw Failure(
        description: "python3-socketio and python3-aiohttp are needed (scripts/install-packages): "
          + (complaint ?? ""))
    }
    return value
  }

  /// `until` waits for what must come; a script that waits in vain fails.
  private static let prelude = """
    import asyncio, json, sys, socketio
    base = sys.argv[1]
    async def until(condition, seconds=20):
        for _ in range(int(seconds * 100)):
            if condition(): return
            await asyncio.sleep(0.01)
        raise Exception('it did not come')
    def client(seen, names, namespace='/'):
        sio = socketio.AsyncClient(reconnection=False)
        def listen(name):
            async def take(*args): seen.append([name] + list(args))
            sio.on(name, take, namespace=namespace)
        for name in names: listen(name)
        return sio

    """
}
