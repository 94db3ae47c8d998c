import Foundation
import Synchronization
import Testing

@testable import CNTKit

struct SessionTests {
  private func token(expiring seconds: Int, _ mark: String) -> String {
    let payload = Data(#"{"sub":"1","exp":\#(seconds),"m":"\#(mark)"}"#.utf8).base64EncodedString()
      .replacing("=", with: "").replacing("+", with: "-").replacing("/", with: "_")
    return "h.\(payload).s"
  }

  private func credentials(_ access: String) throws -> Credentials {
    Credentials(
      server: try ServerAddress("http://127.0.0.1:1"),
      answer: TokenResponse(accessToken: access, refreshToken: "r1", userID: 1))
  }

  private func store() throws -> TokenStore {
    let folder = NSTemporaryDirectory() + "cnt-session-" + UUID().uuidString
    try Paths.makeFolder(folder)
    return TokenStore(folder: folder)
  }

  private let now = Date(timeIntervalSince1970: 1_000_000)

  @Test func `many tasks and two sessions on one file refresh once`() async throws {
    let old = token(expiring: 999_000, "old")
    let fresh = token(expiring: 2_000_000, "new")
    let transport = ScriptedTransport { _ in
      ScriptedTransport.json(#"{"access_token":"\#(fresh)","refresh_token":"r2"}"#)
    }
    let store = try store()
    try store.save(try credentials(old))
    let now = now
    let sessions = try (0..<2).map { _ in
      Session(try credentials(old), store: store, transport: transport, now: { now })
    }
    let tokens = try await withThrowingTaskGroup(of: String.self) { group in
      for index in 0..<20 { group.addTask { try await sessions[index % 2].accessToken() } }
      return try await group.reduce(into: Set<String>()) { $0.insert($1) }
    }
    #expect(tokens == [fresh])
    #expect(transport.requests.count == 1)
    #expect(try store.load()?.refreshToken == "r2")
    let mode = try FileManager.default.attributesOfItem(atPath: store.folder + "/session.json")
    #expect(mode[.posixPermissions] as? Int == 0o600)
  }

  @Test func `a refused refresh token ends the session and is not tried again`() async throws {
    let old = token(expiring: 1, "old")
    let transport = ScriptedTransport { _ in
      ScriptedTransport.json(#"{"detail":"no"}"#, status: 401)
    }
    let store = try store()
    try store.save(try credentials(old))
    let now = now
    let session = Session(try credentials(old), store: store, transport: transport, now: { now })
    for _ in 0..<2 {
      do {
        _ = try await session.accessToken()
        Issue.record("a token came")
      } catch {
        #expect(error.isSignedOut)
      }
    }
    #expect(transport.requests.count == 1)
  }

  @Test func `a fault of the network is tried three times and keeps the session`() async throws {
    let old = token(expiring: 1, "old")
    let transport = ScriptedTransport { _ in
      throw TransportError(.timedOut, requestMayHaveArrived: true)
    }
    let store = try store()
    try store.save(try credentials(old))
    let now = now
    let session = Session(
      try credentials(old), store: store, transport: transport, clock: InstantClock(), now: { now })
    await #expect(throws: APIError.self) { try await session.accessToken() }
    #expect(transport.requests.count == 3)
    #expect(try store.load()?.refreshToken == "r1")
  }

  @Test func `a 401 refreshes and repeats once, and never asks as a guest`() async throws {
    let good = token(expiring: 2_000_000, "good")
    let transport = ScriptedTransport { request in
      if request.url.hasSuffix("/auth/refresh") {
        return ScriptedTransport.json(#"{"access_token":"\#(good)"}"#)
      }
      return request.headers["Authorization"] == "Bearer \(good)"
        ? ScriptedTransport.json("[]") : ScriptedTransport.json(#"{"detail":"x"}"#, status: 401)
    }
    let store = try store()
    let kept = try credentials(token(expiring: 2_000_000, "revoked"))
    try store.save(kept)
    let now = now
    let client = APIClient(
      server: kept.server, transport: transport,
      session: Session(kept, store: store, transport: transport, now: { now }))
    let posts = try await client.call(.posts(skip: 0, limit: 10))
    #expect(posts.isEmpty)
    #expect(transport.requests.count == 3)
    #expect(
      transport.requests.filter { !$0.url.contains("auth") }.allSatisfy {
        $0.headers["Authorization"] != nil
      })
    #expect(try store.load()?.refreshToken == "r1", "no new refresh token: the old one is kept")
  }

  @Test func `credentials never describe their tokens`() throws {
    let secret = try credentials("SECRET-ACCESS")
    for text in ["\(secret)", String(reflecting: secret), "\([secret])"] {
      #expect(!text.contains("SECRET") && !text.contains("r1"))
    }
  }
}

/// A clock on which no time passes.
struct InstantClock: Clock {
  typealias Duration = Swift.Duration
  struct Instant: InstantProtocol {
    func advanced(by duration: Swift.Duration) -> Instant { self }
    func duration(to other: Instant) -> Swift.Duration { .zero }
    static func < (a: Instant, b: Instant) -> Bool { false }
  }
  var now: Instant { Instant() }
  var minimumResolution: Swift.Duration { .zero }
  func sleep(until deadline: Instant, tolerance: Swift.Duration?) async throws {
    try Task.checkCancellation()
    await Task.yield()
  }
}
