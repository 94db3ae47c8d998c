import Foundation

/// Refuses what would change the meaning of a request on the wire.
enum RequestCheck {
  /// Whether URL and headers are free of line breaks and the URL is absolute http or https.
  static func isAcceptable(_ request: HTTPRequest) -> Bool {
    guard let origin = Origin(url: request.url), !origin.host.isEmpty else { return false }
    guard request.url.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f }) else { return false }
    return request.headers.all.allSatisfy { field in
      !field.name.isEmpty && field.name.utf8.allSatisfy { isToken($0) }
        && field.value.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7f || $0 == 0x09 }
    }
  }

  /// RFC 9110, section 5.6.2.
  private static func isToken(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
    }
  }
}

/// Scheme, host and port: who a token may be shown to (RFC 6454).
struct Origin: Hashable, Sendable {
  let scheme: String
  let host: String
  let port: Int

  init?(url: String) {
    guard let parts = URLComponents(string: url), let scheme = parts.scheme?.lowercased(),
      scheme == "http" || scheme == "https", let host = parts.host?.lowercased()
    else { return nil }
    self.scheme = scheme
    self.host = host
    port = parts.port ?? (scheme == "https" ? 443 : 80)
  }
}
