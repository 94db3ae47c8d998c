import CNTKit
import Foundation
import Logging
import Synchronization
import Testing

@testable import CNTServer

/// What is written of requests, and what never is.
struct LogTests {
  /// Keeps lines.
  private final class Lines: Sendable {
    let all = Mutex<[String]>([])

    func logger(_ form: LineLog.Form, _ level: Logger.Level = .info) -> Logger {
      var logger = Logger(label: "test") { _ in
        LineLog(form, now: { Date(timeIntervalSince1970: 1_795_500_000.25) }) { line in
          self.all.withLock { $0.append(line) }
        }
      }
      logger.logLevel = level
      return logger
    }

    func objects() throws -> [JSONValue] {
      try all.withLock { $0 }.map { try JSONDecoder().decode(JSONValue.self, from: Data($0.utf8)) }
    }
  }

  @Test func `a request is an object of one line, without what is secret`() async throws {
    let lines = Lines()
    try await ServerHarness.run(logger: lines.logger(.json)) { server async throws in
      let token = try await server.token("grace")
      let answer = try await server.call(
        "GET", "/api/v1/users/me?token=query-secret&password=another", as: token,
        headers: ["X-Request-Id": "of-the-client", "Cookie": "a=cookie-secret"])
      _ = try await server.call("POST", "/api/v1/auth/login", json: #"{"username_or_email":"#)
      let id = try #require(answer.headers["x-request-id"])
      #expect(id != "of-the-client", "anybody could write anything")
      let text = lines.all.withLock { $0.joined(separator: "\n") }
      for secret in [token, "secret", "another", "grace-password", "password"] {
        #expect(!text.contains(secret))
      }
      let entry = try #require(try lines.objects().first { $0["request_id"]?.stringValue == id })
      #expect(entry["time"] == .string("2026-11-24T06:00:00.250Z"))
      #expect(entry["level"] == .string("info") && entry["message"] == .string("request"))
      #expect(entry["method"] == .string("GET") && entry["path"] == .string("/api/v1/users/me"))
      #expect(entry["status"] == .int(200) && entry["user"] == .int(1))
      #expect((entry["ms"]?.intValue ?? -1) >= 0)
      let guest = try lines.objects().last
      #expect(guest?["status"] == .int(422) && guest?["user"] == .string("guest"))
    }
  }

  @Test func `a fault is told with its request's id`() async throws {
    let lines = Lines()
    try await ServerHarness.run(logger: lines.logger(.json, .warning)) { server async throws in
      try await server.application.services.database.write { db in
        try db.execute(sql: "DROP TABLE categories")
      }
      let answer = try await server.call("GET", "/api/v1/categories/")
      #expect(answer.status == 500)
      let fault = try #require(try lines.objects().first)
      #expect(fault["level"] == .string("error"))
      #expect(fault["request_id"]?.stringValue == answer.headers["x-request-id"])
      #expect(try lines.objects().count == 1, "requests themselves are not asked for")
    }
  }

  @Test(arguments: LineLog.Form.allCases) func `a hostile text stays one harmless line`(
    form: LineLog.Form
  ) throws {
    let lines = Lines()
    let hostile =
      "/a\r\n{\"level\":\"info\"}\u{1b}]0;x\u{7}\u{9b}31m\u{202e}\u{2028}\u{0}\\\"é詩\u{10fffe}"
    lines.logger(form).info("\(hostile)", metadata: ["path": "\(hostile)", "n": "a=b c"])
    let line = try #require(lines.all.withLock { $0 }.first)
    #expect(
      line.unicodeScalars.allSatisfy { scalar in
        scalar.value >= 0x20 && !(0x7f...0x9f).contains(scalar.value)
          && ![0x202e, 0x2028, 0x10fffe].contains(scalar.value)
      })
    #expect(line.contains("é詩"))
    if form == .json {
      let entry = try #require(try lines.objects().first)
      #expect(entry["path"]?.stringValue == hostile && entry["message"]?.stringValue == hostile)
    } else {
      #expect(line.contains(#"n="a=b c""#))
    }
  }

  @Test(arguments: [true, false]) func `a proxy of ours may name a request`(
    isTrusted: Bool
  ) async throws {
    let settings = try PlatformSettings(
      environment: isTrusted ? ["CNT_TRUSTED_PROXIES": "127.0.0.1"] : [:])
    try await ServerHarness.run(outside: settings) { server async throws in
      try await server.listening { port async throws in
        for (id, isGood) in [
          ("edge-1.A_b", true), ("", false), (String(repeating: "a", count: 65), false),
          ("a b", false),
        ] {
          var request = CNTKit.HTTPRequest(.get, "http://127.0.0.1:\(port)/health")
          request.headers["X-Request-Id"] = id
          let answer = try await CurlTransport().send(request)
          #expect((answer.headers["X-Request-Id"] == id) == (isTrusted && isGood), "\(id)")
        }
      }
    }
  }
}
