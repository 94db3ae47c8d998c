import CCurl
import Glibc

/// Addresses of this machine and of networks that are not the internet: where an address that somebody
/// published may not send a request to.
public enum PrivateAddress {
  /// Whether the host of an address is one by its name: a literal one in any form that resolvers read, or
  /// a name that only one's own network knows (RFC 6761, RFC 6762, RFC 8375; one without a dot). Whether
  /// a name of the internet leads there is not looked up. What is no http or https address is one.
  public static func isPrivate(url: String) -> Bool {
    guard var host = Origin(url: url)?.host else { return true }
    if host.hasPrefix("["), host.hasSuffix("]") { host = String(host.dropFirst().dropLast()) }
    while host.hasSuffix(".") { host.removeLast() }
    var hints = addrinfo()
    hints.ai_flags = AI_NUMERICHOST
    hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    var found: UnsafeMutablePointer<addrinfo>?
    if getaddrinfo(host, nil, &hints, &found) == 0, let found {
      defer { freeaddrinfo(found) }
      return found.pointee.ai_addr.map { isPrivate($0) } ?? true
    }
    let local = [".localhost", ".local", ".localdomain", ".internal", ".home.arpa"]
    return !host.contains(".") || host.contains(":") || local.contains { host.hasSuffix($0) }
  }

  /// Whether an address is one of this host.
  public static func isHost(_ host: String?, of url: String) -> Bool {
    host != nil && Origin(url: url)?.host == host?.lowercased()
  }

  /// Whether a socket's address is one. What is neither IPv4 nor IPv6 is.
  static func isPrivate(_ address: UnsafePointer<sockaddr>) -> Bool {
    switch Int32(address.pointee.sa_family) {
    case AF_INET:
      address.withMemoryRebound(to: sockaddr_in.self, capacity: 1) { address in
        withUnsafeBytes(of: address.pointee.sin_addr) { isPrivate(v4: Array($0)) }
      }
    case AF_INET6:
      address.withMemoryRebound(to: sockaddr_in6.self, capacity: 1) { address in
        withUnsafeBytes(of: address.pointee.sin6_addr) { isPrivate(v6: Array($0)) }
      }
    default: true
    }
  }

  /// The special blocks of https://www.iana.org/assignments/iana-ipv4-special-registry.
  static func isPrivate(v4 b: [UInt8]) -> Bool {
    switch (b[0], b[1]) {
    case (0, _), (10, _), (127, _), (169, 254), (192, 168), (198, 18...19), (224..., _): true
    case (100, 64...127), (172, 16...31): true
    case (192, 0): b[2] == 0
    default: false
    }
  }

  /// The same for IPv6, with the IPv4 addresses that some of them carry.
  static func isPrivate(v6 b: [UInt8]) -> Bool {
    let isMapped = b[..<10].allSatisfy { $0 == 0 } && b[10] == 0xff && b[11] == 0xff
    // RFC 6052, section 2.1.
    let isTranslated = b[..<12] == [0, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0]
    if isMapped || isTranslated { return isPrivate(v4: Array(b[12...])) }
    // Unspecified, loopback and the old IPv4-compatible ones.
    if b[..<12].allSatisfy({ $0 == 0 }) { return true }
    // 6to4 (RFC 3056).
    if b[0] == 0x20, b[1] == 0x02 { return isPrivate(v4: Array(b[2..<6])) }
    return b[0] & 0xfe == 0xfc || (b[0] == 0xfe && b[1] & 0x80 == 0x80) || b[0] == 0xff
  }

  /// Whether a request goes through a proxy (curl(1), ENVIRONMENT): then that one looks addresses up.
  /// For http the capital name does not count: a CGI's client could set it.
  static func hasProxy(
    url: String, environment: (String) -> String? = { getenv($0).map { String(cString: $0) } }
  ) -> Bool {
    guard let scheme = Origin(url: url)?.scheme else { return false }
    let own = scheme == "https" ? ["https_proxy", "HTTPS_PROXY"] : ["http_proxy"]
    return (own + ["all_proxy", "ALL_PROXY"]).contains { environment($0)?.isEmpty == false }
  }
}
