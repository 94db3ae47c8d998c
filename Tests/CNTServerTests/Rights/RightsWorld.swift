import CNTKit
import Foundation

@testable import CNTServer

/// A filled data folder that is copied for each question, and the people who ask.
struct RightsWorld: Sendable {
  /// Noah is a member to whom nothing belongs.
  enum Asker: String, CaseIterable {
    case guest, noah, grace, miriam, admin
  }

  private static let folder = NSTemporaryDirectory() + "cnt-rights-" + UUID().uuidString
  private let tokens: [Asker: String]

  /// Made once, and gone with the tests.
  static let shared = Task {
    atexit { try? FileManager.default.removeItem(atPath: RightsWorld.folder) }
    return try await RightsWorld()
  }

  private init() async throws {
    let (stream, made) = AsyncStream.makeStream(of: [Asker: String].self)
    try await ServerHarness.run { server async throws in
      try await server.application.addUser(
        email: "noah@t.invalid", name: "Noah", username: "noah", password: "noah-password",
        isAdmin: false)
      let world = try await FeedWorld(server)
      try await world.fill()
      try await world.execute(
        """
        INSERT INTO event_attendees (event_id, user_id, created_at)
          VALUES (2, 1, '2026-01-01T00:00:00')
        """)
      var tokens: [Asker: String] = [:]
      for asker in Asker.allCases where asker != .guest {
        tokens[asker] = try await server.token(asker.rawValue)
      }
      try FileManager.default.copyItem(atPath: server.folder, toPath: Self.folder)
      made.yield(tokens)
    }
    tokens = await stream.first { _ in true } ?? [:]
  }

  /// A server on a copy of its own.
  func opened(
    _ work: @escaping @Sendable (RightsWorld, ServerHarness) async throws -> Void
  ) async throws {
    let copy = Self.folder + "-" + UUID().uuidString
    defer { try? FileManager.default.removeItem(atPath: copy) }
    try FileManager.default.copyItem(atPath: Self.folder, toPath: copy)
    try await ServerHarness.opened(
      copy, outside: IdempotencyTests.settings, transport: IdempotencyTests.outside
    ) { server in try await work(self, server) }
  }

  func status(
    of write: IdempotencyTests.Write, to asker: Asker, _ server: ServerHarness
  ) async throws -> Int {
    let write = try await write.prepared(server)
    return try await server.call(
      write.method, write.path, as: tokens[asker], json: write.body, headers: write.headers
    ).status
  }
}
