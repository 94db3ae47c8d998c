import Foundation
import Testing

@testable import CNTKit

/// What somebody published sends no request into the person's own network.
struct PrivateAddressTests {
  private func isPrivate(_ text: String) throws -> Bool {
    var v4 = in_addr()
    var v6 = in6_addr()
    if inet_pton(AF_INET, text, &v4) == 1 {
      return withUnsafeBytes(of: v4) { PrivateAddress.isPrivate(v4: Array($0)) }
    }
    #expect(inet_pton(AF_INET6, text, &v6) == 1)
    return withUnsafeBytes(of: v6) { PrivateAddress.isPrivate(v6: Array($0)) }
  }

  @Test(arguments: [
    "127.0.0.1", "127.255.0.9", "10.0.0.5", "172.16.0.1", "172.31.255.255", "192.168.1.1",
    "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1", "255.255.255.255", "192.0.0.8",
    "198.18.0.1", "::", "::1", "fe80::1", "fd00::1", "fc00::1", "ff02::1", "::ffff:10.0.0.1",
    "::ffff:127.0.0.1", "64:ff9b::a00:1", "2002:a00:1::", "::7f00:1", "fec0::1",
  ])
  func `addresses of one's own networks are known`(text: String) throws {
    #expect(try isPrivate(text))
  }

  @Test(arguments: [
    "1.1.1.1", "8.8.8.8", "172.15.0.1", "172.32.0.1", "100.63.0.1", "192.1.0.1", "192.0.2.1",
    "223.255.255.255", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808", "2002:808:808::",
  ])
  func `the others are not refused`(text: String) throws { #expect(try !isPrivate(text)) }

  @Test(arguments: [
    "http://localhost/a", "https://LOCALHOST:8443/a", "http://localhost./", "http://a.localhost/",
    "http://nas.local/f.mp3", "http://nas.local./", "http://router/", "http://127.0.0.1/",
    "http://127.1/", "http://2130706433/", "http://0x7f000001/", "http://[::1]:80/",
    "http://[::ffff:10.0.0.1]/", "http://192.168.1.1:9000/a", "http://user@10.0.0.1/",
    "http://example.org@10.0.0.1/", "file:///etc/passwd", "", "http://", "http://169.254.169.254/",
  ])
  func `an address that leads here by its name is known`(url: String) {
    #expect(PrivateAddress.isPrivate(url: url))
  }

  @Test(arguments: [
    "https://cdn.example.org/a", "http://8.8.8.8/", "http://[2606:4700::1111]/a",
    "http://10.0.0.1.example.org/", "http://local.example.org/", "https://10.0.0.1@example.org/",
  ])
  func `one of the internet is none`(url: String) { #expect(!PrivateAddress.isPrivate(url: url)) }

  @Test(arguments: [
    ("https://a/", ["http_proxy": "p"], false), ("https://a/", ["https_proxy": "p"], true),
    ("https://a/", ["HTTPS_PROXY": "p"], true), ("http://a/", ["https_proxy": "p"], false),
    ("http://a/", ["HTTP_PROXY": "p"], false), ("http://a/", ["http_proxy": "p"], true),
    ("http://a/", ["all_proxy": "p"], true), ("https://a/", ["ALL_PROXY": "p"], true),
    ("http://a/", ["http_proxy": ""], false), ("ftp://a/", ["all_proxy": "p"], false),
  ])
  func `a proxy counts for what goes through it`(
    url: String, environment: [String: String], isUsed: Bool
  ) {
    #expect(PrivateAddress.hasProxy(url: url) { environment[$0] } == isUsed)
  }

  @Test func `only the trusted host may be here`() async throws {
    let transport = CurlTransport()
    let server = try LoopbackServer([
      .answer(LoopbackServer.ok("one")), .answer(LoopbackServer.ok("two")),
    ])
    var request = HTTPRequest(.get, server.origin + "/a")
    request.trustedHost = "cdn.example.org"
    do {
      _ = try await transport.send(request)
      Issue.record("it was sent")
    } catch {
      #expect(error.reason == .privateAddress && !error.requestMayHaveArrived)
    }
    #expect(server.requests.isEmpty)
    request.trustedHost = "127.0.0.1"
    #expect(try await transport.send(request).body == Data("one".utf8))
  }

  @Test func `a redirect is held to the same`() async throws {
    let inner = try LoopbackServer([.answer(LoopbackServer.ok("secret"))])
    let inside = inner.origin.replacing("127.0.0.1", with: "localhost")
    let server = try LoopbackServer([
      .answer("HTTP/1.1 302 Found\r\nLocation: \(inside)/x\r\nContent-Length: 0\r\n\r\n")
    ])
    var request = HTTPRequest(.get, server.origin + "/a")
    request.trustedHost = "127.0.0.1"
    do {
      _ = try await CurlTransport().send(request)
      Issue.record("it was followed")
    } catch {
      #expect(error.reason == .privateAddress)
    }
    #expect(inner.requests.isEmpty)
  }

  @Test func `a body whose end is not told is known as that`() async throws {
    let server = try LoopbackServer([
      .answerAndClose("HTTP/1.1 200 OK\r\n\r\nhalf"), .answer(LoopbackServer.ok("whole")),
    ])
    let transport = CurlTransport()
    let open = try await transport.send(HTTPRequest(.get, server.origin))
    #expect(open.body == Data("half".utf8) && !open.isFramed)
    #expect(try await transport.send(HTTPRequest(.get, server.origin)).isFramed)
  }
}
