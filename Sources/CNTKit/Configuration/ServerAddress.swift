import Foundation

/// Where a server is: scheme, host and port, and perhaps a path in front of `/api/v1`.
public struct ServerAddress: Sendable, Hashable, Codable {
  /// Without a slash at the end, such as `https://cnt.example.org`.
  public let origin: String

  /// Why a text is not an address.
  public struct Invalid: Error, Hashable, Sendable {
    /// The sentence that says what to do.
    public var recovery: String
  }

  /// Reads what a person types: a missing scheme is https, or http for this machine; a slash or
  /// `/api/v1` at the end is dropped.
  public init(_ text: String) throws(Invalid) {
    let trimmed = text.trimmingCharacters(in: .whitespacesAndNewlines)
    guard !trimmed.isEmpty else { throw Invalid(recovery: "Type the server's address.") }
    var full = trimmed
    if !full.contains("://") {
      let host = full.split(whereSeparator: { $0 == ":" || $0 == "/" }).first.map(String.init)
      let isLocal =
        host == "localhost" || host?.hasPrefix("127.") == true || full.hasPrefix("[::1]")
      full = (isLocal ? "http://" : "https://") + full
    }
    guard let parts = URLComponents(string: full), let scheme = parts.scheme?.lowercased(),
      scheme == "http" || scheme == "https", let host = parts.host?.lowercased(), !host.isEmpty,
      host.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f && !"\"<>\\^`{|}/@".utf8.contains($0) })
    else {
      throw Invalid(
        recovery: "This is not an address of a server; it looks like https://cnt.example.org.")
    }
    guard parts.user == nil, parts.password == nil else {
      throw Invalid(
        recovery: "Leave name and password out of the address; they are asked for separately.")
    }
    guard parts.query == nil, parts.fragment == nil else {
      throw Invalid(recovery: "Leave out what follows ? or # in the address.")
    }
    var path = parts.path
    while path.hasSuffix("/") { path.removeLast() }
    if path.hasSuffix("/api/v1") { path.removeLast(7) }
    while path.hasSuffix("/") { path.removeLast() }
    let port = parts.port.map { ":\($0)" } ?? ""
    if let port = parts.port, !(1...65_535).contains(port) {
      throw Invalid(recovery: "\(port) is not a port: ports go from 1 to 65535.")
    }
    origin = "\(scheme)://\(host)\(port)\(path)"
  }

  public init(from decoder: any Decoder) throws {
    let text = try decoder.singleValueContainer().decode(String.self)
    do { try self.init(text) } catch {
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: error.recovery))
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(origin)
  }

  /// The address of an API call; `path` follows `/api/v1`.
  func url(api path: String, query: [(String, String)]) -> String {
    let items = query.map { "\(Self.escape($0.0))=\(Self.escape($0.1))" }.joined(separator: "&")
    return origin + "/api/v1" + path + (items.isEmpty ? "" : "?" + items)
  }

  /// Percent-encodes all but the unreserved characters (RFC 3986, section 2.3).
  static func escape(_ text: String) -> String {
    text.utf8.reduce(into: "") { result, byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
        UInt8(ascii: "_"), UInt8(ascii: "~"):
        result.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        let digits = Array("0123456789ABCDEF")
        result += "%\(digits[Int(byte >> 4)])\(digits[Int(byte & 15)])"
      }
    }
  }
}
