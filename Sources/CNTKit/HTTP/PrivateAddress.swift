import CCurl
import Glibc

/// Addresses of this machine and of networks that are not the internet: where an address that somebody
/// published may not send a request to.
enum PrivateAddress {
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

  /// Whether requests go through a proxy (curl(1), ENVIRONMENT): then that one looks addresses up.
  static var hasProxy: Bool {
    let names = ["http_proxy", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"]
    return names.contains { name in getenv(name).map { $0.pointee != 0 } ?? false }
  }
}
