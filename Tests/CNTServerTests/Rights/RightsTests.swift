import CNTKit
import Foundation
import GRDB
import Glibc
import HTTPTypes
import Hummingbird
import NIOCore
import Synchronization
import Testing

@testable import CNTServer

/// Rights that are lost between the head of a request and its end.
struct RightsTests {
  /// Carries out a write as somebody whose rights were looked up before.
  private func send(
    _ write: IdempotencyTests.Write, as viewer: Call.Viewer, key: String?, to server: ServerHarness
  ) async throws -> Int {
    let address = try #require(URLComponents(string: "/api/v1" + write.path))
    let path = address.path
    let match = try #require(CNTServerApplication.table.match(path))
    let route = try #require(
      match.routes.first { $0.key.rawValue == write.method }?.value)
    var fields = HTTPFields()
    for (name, value) in write.headers {
      if let name = HTTPField.Name(name) { fields[name] = value }
    }
    let request = Request(
      head: HTTPRequest(
        method: .init(write.method) ?? .get, scheme: "http", authority: "t", path: path,
        headerFields: fields),
      body: RequestBody(buffer: ByteBuffer(string: write.body ?? "")))
    let call = Call(
      request: request, services: server.application.services, parameters: match.parameters,
      query: (address.queryItems ?? []).map { (name: $0.name, value: $0.value ?? "") },
      viewer: viewer, remote: "t",
      keyed: key.map { KeyedWrite(user: viewer.id, key: $0, fingerprint: Fingerprint()) })
    do {
      return try await route.handler(call).status
    } catch let problem as Problem {
      return problem.status
    }
  }

  @Test(arguments: IdempotencyTests.writes, [nil, "k"])
  func `who is no admin any more changes nothing with a body that was held back`(
    write: IdempotencyTests.Write, key: String?
  ) async throws {
    guard write.name == "admin" else { return }
    try await ServerHarness.run { server in
      let world = try await FeedWorld(server)
      try await world.fill()
      let write = try await write.prepared(server)
      try await world.execute("UPDATE users SET is_admin = 0 WHERE id = 3")
      let before = try await server.contents()
      let status = try await send(
        write, as: Call.Viewer(id: 3, isAdmin: true), key: key, to: server)
      #expect(status == 403)
      #expect(try await server.contents() == before)
    }
  }

  @Test(arguments: IdempotencyTests.writes)
  func `who is deleted meanwhile is signed out`(write: IdempotencyTests.Write) async throws {
    try await ServerHarness.run(
      outside: IdempotencyTests.settings, transport: IdempotencyTests.outside
    ) { server in
      let world = try await FeedWorld(server)
      try await world.fill()
      let write = try await write.prepared(server)
      try await world.execute("DELETE FROM users WHERE username = '\(write.name)'")
      let before = try await server.contents()
      let viewer = Call.Viewer(
        id: ["grace": 1, "miriam": 2, "admin": 3][write.name] ?? 0, isAdmin: write.name == "admin")
      for key in [nil, "k"] {
        #expect(try await send(write, as: viewer, key: key, to: server) == 401)
      }
      #expect(try await server.contents() == before)
    }
  }

  @Test func `two admins who demote each other leave one`() async throws {
    try await ServerHarness.run { server in
      let world = try await FeedWorld(server)
      try await world.execute("UPDATE users SET is_admin = 1 WHERE id = 1")
      func demote(_ user: Int, as own: Int) async throws -> Int {
        try await send(
          .init(
            "PATCH", "/admin/users/{user_id}/admin", "/admin/users/\(user)/admin", as: "admin",
            #"{"is_admin":false}"#),
          as: Call.Viewer(id: own, isAdmin: true), key: nil, to: server)
      }
      #expect(try await demote(3, as: 1) == 200)
      #expect(try await demote(1, as: 3) == 403)
      let user = try await server.call("GET", "/api/v1/admin/users/1", as: world.grace)
      #expect(user.json["is_admin"] == .bool(true))
    }
  }

  @Test func `who became an admin meanwhile goes on as a member`() async throws {
    try await ServerHarness.run { server in
      let world = try await FeedWorld(server)
      try await world.execute("UPDATE users SET is_admin = 1 WHERE id = 1")
      let status = try await send(
        .init("POST", "/podcasts/", as: "grace", #"{"title":"P"}"#),
        as: Call.Viewer(id: 1, isAdmin: false), key: nil, to: server)
      #expect(status == 200)
    }
  }

  @Test(.timeLimit(.minutes(1))) func `a body that does not come ends the connection`() async throws
  {
    try await ServerHarness.run { server in
      try await server.listening(longestSilence: 0.2) { port in
        let left: Data? = await withCheckedContinuation { done in
          Thread.detachNewThread {
            guard let fd = TestSocket.connect(port) else {
              return done.resume(returning: Data([1]))
            }
            defer { close(fd) }
            TestSocket.send(
              fd,
              Data("POST /api/v1/auth/login HTTP/1.1\r\nHost: t\r\nContent-Length: 9\r\n\r\n".utf8))
            done.resume(returning: TestSocket.readToEnd(fd))
          }
        }
        #expect(left == Data())
      }
    }
  }
}
