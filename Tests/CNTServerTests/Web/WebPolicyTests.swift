import CNTKit
import Foundation
import Testing

@testable import CNTServer

/// What browsers are told.
struct WebPolicyTests {
  private static func settings(_ environment: [String: String]) throws -> PlatformSettings {
    try PlatformSettings(environment: environment)
  }

  @Test(arguments: [
    ("GET", "/health"), ("GET", "/api/v1/podcasts/"), ("GET", "/api/v1/podcasts"),
    ("HEAD", "/media/audio/a.mp3"), ("GET", "/media/audio/no.mp3"), ("GET", "/nowhere"),
    ("PUT", "/api/v1/podcasts/"), ("GET", "/api/v1/users/me"), ("OPTIONS", "/api/v1/podcasts/"),
    ("GET", "/openapi.json"), ("GET", "/rss/podcasts.xml"), ("GET", "/socket.io/?EIO=3"),
    ("HEAD", "/api/v1/uploads/1"),
  ]) func `every answer says what it must never become`(method: String, path: String) async throws {
    try await ServerHarness.run { server async throws in
      try Data("ID3".utf8).write(
        to: URL(fileURLWithPath: server.folder + "/media/audio/a.mp3"))
      let headers = try await server.call(method, path).headers
      #expect(headers["x-content-type-options"] == "nosniff")
      #expect(headers["x-frame-options"] == "DENY")
      #expect(headers["referrer-policy"] == "no-referrer")
      let policy = headers["content-security-policy"] ?? ""
      #expect(policy.hasPrefix("default-src 'none'"))
      #expect(policy.hasSuffix("; sandbox") == path.hasPrefix("/media/"))
      #expect(headers["access-control-allow-origin"] == "*")
      #expect(headers["strict-transport-security"] == nil)
    }
  }

  @Test func `a PDF can be shown, also when it is only confirmed`() async throws {
    try await ServerHarness.run { server async throws in
      try Data("%PDF-".utf8).write(
        to: URL(fileURLWithPath: server.folder + "/media/documents/d.pdf"))
      let first = try await server.call("GET", "/media/documents/d.pdf").headers
      let again = try await server.call(
        "GET", "/media/documents/d.pdf", headers: ["If-None-Match": first["etag"] ?? ""])
      #expect(again.status == 304)
      for headers in [first, again.headers] {
        #expect(headers["content-security-policy"]?.contains("sandbox") == false)
      }
    }
  }

  @Test(arguments: [("https://cnt.example.org", true), ("http://cnt.example.org", false)])
  func `only who is reached by https asks browsers to stay with it`(
    url: String, isTold: Bool
  ) async throws {
    try await ServerHarness.run(outside: try Self.settings(["PUBLIC_URL": url])) {
      server async throws in
      let headers = try await server.call("GET", "/health").headers
      #expect((headers["strict-transport-security"] == "max-age=31536000") == isTold)
    }
  }

  @Test func `pages of named origins read answers and connect, others do not`() async throws {
    let settings = try Self.settings([
      "CNT_CORS_ORIGINS": "https://cnt.example.org, http://localhost:3000"
    ])
    try await ServerHarness.run(outside: settings) { server async throws in
      for method in ["GET", "OPTIONS"] {
        for origin in ["https://cnt.example.org", "http://localhost:3000"] {
          let good = try await server.call(
            method, "/api/v1/podcasts/", headers: ["Origin": origin]
          ).headers
          #expect(good["access-control-allow-origin"] == origin)
          #expect(good["vary"] == "Origin")
        }
        for origin in ["https://evil.example", "null", "https://cnt.example.org.evil.example"] {
          let evil = try await server.call(
            method, "/api/v1/podcasts/", headers: ["Origin": origin]
          ).headers
          #expect(evil["access-control-allow-origin"] == nil && evil["vary"] == "Origin")
        }
      }
      let socket = "/socket.io/?EIO=4&transport=polling"
      let good = try await server.call(
        "GET", socket, headers: ["Origin": "https://cnt.example.org"])
      #expect(good.status == 200)
      #expect(good.headers["access-control-allow-origin"] == "https://cnt.example.org")
      let evil = try await server.call("GET", socket, headers: ["Origin": "https://evil.example"])
      #expect(evil.status == 400)
      #expect(try await server.call("GET", "/health").status == 200, "no page at all")
    }
  }

  @Test(arguments: [
    "cnt.example.org", "https://", "https://a/", "https://a/b", "https://a?b", "ftp://a", ",",
    "https://a, *", "https://u@a",
  ]) func `what is no list of origins is said`(list: String) {
    #expect(throws: PlatformSettings.Fault.self) {
      try Self.settings(["CNT_CORS_ORIGINS": list])
    }
  }

  @Test func `a star lets all`() throws {
    #expect(try Self.settings(["CNT_CORS_ORIGINS": "*"]).allowedOrigins == nil)
    #expect(try Self.settings([:]).allowedOrigins == nil)
  }
}
