import CNTKit
import Foundation
import GRDB
import Glibc
import Synchronization
import Testing

@testable import CNTServer

/// Uploads in parts where things go wrong.
struct PartFaultTests {
  @Test func `a server that ends in the midst goes on where it was`() async throws {
    try await ServerHarness.run { server in
      let parts = try await server.parts("grace")
      let id = try await parts.create(1000)
      #expect(try await parts.patch(id, 0, PartTests.mp3.prefix(700)).status == 204)
      try await server.restarted { again async throws in
        let parts = try await again.parts("grace")
        #expect(try await parts.offset(id) == 700)
        #expect(try await parts.patch(id, 700, PartTests.mp3.suffix(300)).status == 204)
        let url = try await parts.finish(id).json["url"]?.stringValue ?? ""
        #expect(try await again.call("GET", url).body == PartTests.mp3)
        try await again.restarted { third async throws in
          let parts = try await third.parts("grace")
          #expect(try await parts.finish(id).json["url"]?.stringValue == url)
          #expect(try third.media("audio").count == 1)
        }
      }
    }
  }

  @Test func `bytes that nobody was told of are sent again`() async throws {
    try await ServerHarness.run { server async throws in
      let parts = try await server.parts("grace")
      let id = try await parts.create(1000)
      #expect(try await parts.patch(id, 0, PartTests.mp3.prefix(500)).status == 204)
      // As a server that was killed leaves it: more in the file than in its row.
      let path = server.application.services.parts.path(id)
      let file = try #require(FileHandle(forWritingAtPath: path))
      try file.seekToEnd()
      try file.write(contentsOf: Data("what a power cut left".utf8))
      try file.close()
      #expect(try await parts.offset(id) == 500)
      #expect(try await parts.patch(id, 500, PartTests.mp3.suffix(500)).status == 204)
      let url = try await parts.finish(id).json["url"]?.stringValue ?? ""
      #expect(try await server.call("GET", url).body == PartTests.mp3)
    }
  }

  @Test func `a file that is gone is begun anew`() async throws {
    try await ServerHarness.run { server async throws in
      let parts = try await server.parts("grace")
      let id = try await parts.create(1000)
      #expect(try await parts.patch(id, 0, PartTests.mp3).status == 204)
      server.application.services.parts.remove(id)
      #expect(try await parts.offset(id) == 0)
      #expect(try await parts.finish(id).status == 409)
      #expect(try await parts.patch(id, 0, PartTests.mp3).status == 204)
      #expect(try await parts.finish(id).status == 200)
    }
  }

  @Test func `a finish that is not kept has not happened, and may be tried again`() async throws {
    try await ServerHarness.run { server async throws in
      let parts = try await server.parts("grace")
      let id = try await parts.create(1000)
      #expect(try await parts.patch(id, 0, PartTests.mp3).status == 204)
      let world = try await FeedWorld(server)
      // Deferred: the commit itself fails, after the file has its place.
      try await world.execute(
        """
        CREATE TABLE nobody (id INTEGER PRIMARY KEY);
        CREATE TABLE broken (id INTEGER REFERENCES nobody(id) DEFERRABLE INITIALLY DEFERRED);
        CREATE TRIGGER break_it AFTER UPDATE OF answer ON part_uploads
          BEGIN INSERT INTO broken VALUES (1); END
        """)
      #expect(try await parts.finish(id).status == 500)
      #expect(try server.media("audio") == [])
      #expect(parts.files == [id])
      try await world.execute("DROP TRIGGER break_it")
      let url = try await parts.finish(id).json["url"]?.stringValue ?? ""
      #expect(try await server.call("GET", url).body == PartTests.mp3)
      #expect(try server.media("audio").count == 1 && parts.files == [])
    }
  }

  @Test func `of two that write at once one waits, and nothing is mixed`() async throws {
    try await ServerHarness.run { server async throws in
      let parts = try await server.parts("grace")
      let id = try await parts.create(1000)
      do {
        let held = try server.application.services.parts.open(id)
        let refused = try await parts.patch(id, 0, PartTests.mp3)
        #expect(refused.status == 423 && refused.headers["retry-after"] != nil)
        #expect(try await parts.delete(id) == 423)
        #expect(try await parts.finish(id).status == 423)
        withExtendedLifetime(held) {}
      }
      let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
        for number in 0..<10 {
          group.addTask {
            try await parts.patch(
              id, 0, Data("ID3".utf8) + Data(repeating: UInt8(number), count: 997)
            ).status
          }
        }
        return try await group.reduce(into: []) { $0.append($1) }
      }
      #expect(statuses.filter { $0 == 204 }.count == 1)
      #expect(statuses.allSatisfy { [204, 409, 423].contains($0) })
      let url = try await parts.finish(id).json["url"]?.stringValue ?? ""
      let body = try await server.call("GET", url).body
      #expect(body.count == 1000 && Set(body.dropFirst(3)).count == 1)
    }
  }

  @Test func `a full disk is said, and the upload goes on when there is room`() async throws {
    let room = Room()
    try await ServerHarness.run(changing: { $0.parts.write = room.write }) { server async throws in
      let parts = try await server.parts("grace")
      let id = try await parts.create(1000)
      #expect(try await parts.patch(id, 0, PartTests.mp3.prefix(400)).status == 204)
      room.left.withLock { $0 = 100 }
      let full = try await parts.patch(id, 400, PartTests.mp3.suffix(600))
      #expect(full.status == 507)
      #expect(full.json["detail"]?.stringValue == "The server's disk is full")
      #expect(try await parts.offset(id) == 400)
      room.left.withLock { $0 = 10_000 }
      #expect(try await parts.patch(id, 400, PartTests.mp3.suffix(600)).status == 204)
      let url = try await parts.finish(id).json["url"]?.stringValue ?? ""
      #expect(try await server.call("GET", url).body == PartTests.mp3)
    }
  }

  /// A disk that has so many bytes left.
  private final class Room: Sendable {
    let left = Mutex(10_000)

    var write: @Sendable (Int32, UnsafeRawBufferPointer, off_t) -> Int {
      { fd, bytes, offset in
        let count = self.left.withLock { left in
          let count = min(left, bytes.count)
          left -= count
          return count
        }
        guard count > 0 else {
          errno = ENOSPC
          return -1
        }
        return pwrite(fd, bytes.baseAddress, count, offset)
      }
    }
  }

  @Test func `after a day without a byte an upload ends, and nothing of it stays`() async throws {
    let clock = Mutex(Date(timeIntervalSince1970: 1_800_000_000))
    try await ServerHarness.run(now: { clock.withLock { $0 } }) { server async throws in
      let services = server.application.services
      let first = try await server.parts("grace").create(10)
      func pass(_ hours: Double) { clock.withLock { $0 += hours * 3600 } }
      pass(20)
      var parts = try await server.parts("grace")
      let young = try await parts.create(10)
      #expect(try await parts.patch(first, 0, Data("ID3".utf8)).status == 204)
      pass(20)
      parts = try await server.parts("grace")
      #expect(try await parts.patch(young, 0, Data("ID3".utf8)).status == 204)
      try Data().write(to: URL(fileURLWithPath: services.parts.path("of-no-row")))
      try await Housekeeping.run(services)
      #expect(parts.files == [first, young].sorted(), "each had a byte within the day")
      pass(5)
      parts = try await server.parts("grace")
      #expect(try await parts.head(first).status == 404, "it ended, swept or not")
      #expect(try await parts.finish(first).status == 404)
      try await Housekeeping.run(services)
      #expect(parts.files == [young])
      let rows = try await services.database.read { db in
        try String.fetchAll(db, sql: "SELECT id FROM part_uploads")
      }
      #expect(rows == [young])
    }
  }

  @Test func `who is deleted leaves no parts`() async throws {
    try await ServerHarness.run { server async throws in
      let parts = try await server.parts("grace")
      let id = try await parts.create(10)
      #expect(try await parts.patch(id, 0, Data("ID3".utf8)).status == 204)
      let admin = try await server.token("admin")
      #expect(try await server.call("DELETE", "/api/v1/admin/users/1", as: admin).status == 200)
      try await Housekeeping.run(server.application.services)
      #expect(parts.files == [])
    }
  }

  @Test(.timeLimit(.minutes(3))) func `a body of no told length ends where the upload does`()
    async throws
  {
    try await ServerHarness.run { server in
      let parts = try await server.parts("grace")
      let id = try await parts.create(10)
      try await server.listening { port in
        let answer = try await Self.exchange(
          port,
          """
          PATCH /api/v1/uploads/\(id) HTTP/1.1\r\nHost: t\r\nTus-Resumable: 1.0.0\r\n\
          Authorization: Bearer \(parts.token)\r\nUpload-Offset: 0\r\nConnection: close\r\n\
          Transfer-Encoding: chunked\r\nContent-Type: application/offset+octet-stream\r\n\r\n\
          b\r\n12345678901\r\n0\r\n\r\n
          """)
        #expect(answer.hasPrefix("HTTP/1.1 413 "), "\(answer)")
      }
      #expect(try await parts.offset(id) == 0)
    }
  }

  private static func exchange(_ port: Int, _ text: String) async throws -> String {
    await withCheckedContinuation { done in
      Thread.detachNewThread {
        guard let fd = TestSocket.connect(port) else { return done.resume(returning: "") }
        defer { close(fd) }
        TestSocket.send(fd, Data(text.utf8))
        done.resume(
          returning: String(decoding: TestSocket.readToEnd(fd) ?? Data(), as: UTF8.self))
      }
    }
  }

  @Test(.timeLimit(.minutes(3))) func `what came before the line was cut stays`() async throws {
    try await ServerHarness.run { server in
      let parts = try await server.parts("grace")
      let id = try await parts.create(1000)
      try await server.listening { port in
        let fd = try #require(TestSocket.connect(port))
        TestSocket.send(
          fd,
          Data(
            """
            PATCH /api/v1/uploads/\(id) HTTP/1.1\r\nHost: t\r\nTus-Resumable: 1.0.0\r\n\
            Authorization: Bearer \(parts.token)\r\nUpload-Offset: 0\r\nContent-Length: 1000\r\n\
            Content-Type: application/offset+octet-stream\r\n\r\n
            """.utf8) + PartTests.mp3.prefix(300))
        // Until the bytes are in the file; the request still waits for the rest.
        while server.application.services.parts.size(id) < 300 {
          try await Task.sleep(for: .milliseconds(5))
        }
        #expect(try await parts.patch(id, 0, Data("x".utf8)).status == 423)
        TestSocket.cut(fd)
        while try await parts.offset(id) != 300 { try await Task.sleep(for: .milliseconds(5)) }
      }
      let rest = try await parts.patch(id, 300, PartTests.mp3.suffix(700))
      #expect(rest.status == 204)
      let url = try await parts.finish(id).json["url"]?.stringValue ?? ""
      #expect(try await server.call("GET", url).body == PartTests.mp3)
    }
  }
}
