import CNTKit
import Foundation
import HTTPTypes
import Testing

@testable import CNTServer

/// Who asks, behind proxies and behind those who say that they are some.
struct TrustedProxiesTests {
  private static func client(
    _ peer: String, _ lists: [String], trusting text: String
  ) throws -> String {
    var fields = HTTPFields()
    for list in lists { fields.append(HTTPField(name: .xForwardedFor, value: list)) }
    return try #require(TrustedProxies(text)).client(peer: peer, fields)
  }

  @Test(arguments: [
    // Nobody is trusted, or not this one.
    ("", "203.0.113.9", ["198.51.100.1"], "203.0.113.9"),
    ("10.0.0.0/8", "203.0.113.9", ["198.51.100.1"], "203.0.113.9"),
    ("10.0.0.0/8", "local", ["198.51.100.1"], "local"),
    // One proxy; what stands before its word was written by the client.
    ("10.0.0.0/8", "10.1.2.3", ["198.51.100.1"], "198.51.100.1"),
    ("10.0.0.0/8", "10.1.2.3", ["127.0.0.1, 198.51.100.1"], "198.51.100.1"),
    ("10.0.0.0/8", "10.1.2.3", ["10.9.9.9", "192.0.2.1,198.51.100.1"], "198.51.100.1"),
    // Two proxies.
    ("10.0.0.0/8,192.0.2.7", "10.1.2.3", ["8.8.8.8, 198.51.100.1, 192.0.2.7"], "198.51.100.1"),
    // Proxies only, nothing, and what is no address.
    ("10.0.0.0/8", "10.1.2.3", ["10.4.4.4, 10.5.5.5"], "10.4.4.4"),
    ("10.0.0.0/8", "10.1.2.3", [], "10.1.2.3"),
    ("10.0.0.0/8", "10.1.2.3", ["198.51.100.1, unknown"], "10.1.2.3"),
    ("10.0.0.0/8", "10.1.2.3", ["unknown, 198.51.100.1"], "198.51.100.1"),
    ("10.0.0.0/8", "10.1.2.3", [""], "10.1.2.3"),
    // Ports, IPv6, and IPv4 within it.
    ("10.0.0.0/8", "10.1.2.3", ["198.51.100.1:4711"], "198.51.100.1"),
    ("::1", "::1", ["[2001:DB8::1]:443"], "2001:db8::1"),
    ("::1", "::1", ["2001:db8:0:0::1"], "2001:db8::1"),
    ("10.0.0.0/8", "::ffff:10.1.2.3", ["::ffff:198.51.100.1"], "198.51.100.1"),
    ("fd00::/8", "fd12::1", ["198.51.100.1"], "198.51.100.1"),
    ("10.0.0.0/9", "10.128.0.1", ["198.51.100.1"], "10.128.0.1"),
    ("0.0.0.0/0", "10.128.0.1", ["2001:db8::1"], "2001:db8::1"),
  ]) func `the last address that is no proxy of ours counts`(
    trusted: String, peer: String, lists: [String], client: String
  ) throws {
    #expect(try Self.client(peer, lists, trusting: trusted) == client)
  }

  @Test(arguments: [
    "proxy.example", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0/8", "::1/129", "1.2.3.4/8/9",
  ])
  func `what is no list of proxies is said`(list: String) {
    #expect(throws: PlatformSettings.Fault.self) {
      try PlatformSettings(environment: ["CNT_TRUSTED_PROXIES": list])
    }
  }

  @Test(.timeLimit(.minutes(3)), arguments: [true, false])
  func `who guesses passwords waits alone behind a proxy, and cannot hide without`(
    isTrusted: Bool
  ) async throws {
    let settings = try PlatformSettings(
      environment: isTrusted ? ["CNT_TRUSTED_PROXIES": "127.0.0.0/8"] : [:])
    try await ServerHarness.run(outside: settings) { server async throws in
      try await server.listening { port async throws in
        let transport = CurlTransport()
        func guess(from list: String) async throws -> Int {
          var request = CNTKit.HTTPRequest(
            .post, "http://127.0.0.1:\(port)/api/v1/auth/login")
          request.headers["X-Forwarded-For"] = list
          request.body = .data(
            Data(#"{"username_or_email":"grace","password":"wrong"}"#.utf8),
            contentType: "application/json")
          return try await transport.send(request).status
        }
        // What the client writes itself changes each time.
        for number in 0..<10 {
          #expect(try await guess(from: "192.0.2.\(number), 198.51.100.1") == 401)
        }
        #expect(try await guess(from: "192.0.2.99, 198.51.100.1") == 429)
        #expect(try await guess(from: "198.51.100.2") == (isTrusted ? 401 : 429))
      }
    }
  }
}
