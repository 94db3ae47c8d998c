import Foundation
import HTTPTypes

/// The proxies whose word is taken for who asks. By default there are none: anybody can write an
/// `X-Forwarded-For`.
public struct TrustedProxies: Sendable, Hashable {
  private var ranges: [AddressRange] = []

  /// Trusts nobody.
  public init() {}

  /// Addresses and ranges such as `10.0.0.0/8, fd00::/8, 192.0.2.7`; nil for what is none.
  public init?(_ text: String) {
    for piece in text.split(separator: ",") {
      guard let range = AddressRange(piece.trimmingCharacters(in: .whitespaces)) else { return nil }
      ranges.append(range)
    }
  }

  /// Who asks: the peer itself, or, where that is a proxy of ours, the last address in its list that is
  /// none. What stands before that, anybody may have written.
  func client(peer: String, _ headers: HTTPFields) -> String {
    guard !ranges.isEmpty, var client = PeerIP(peer), isTrusted(client) else { return peer }
    let list = headers[values: .xForwardedFor].flatMap { $0.split(separator: ",") }
    for entry in list.reversed() {
      guard let address = PeerIP(forwarded: entry) else { break }
      client = address
      guard isTrusted(address) else { break }
    }
    return client.text
  }

  func isTrusted(peer: String) -> Bool { PeerIP(peer).map(isTrusted) ?? false }

  private func isTrusted(_ address: PeerIP) -> Bool { ranges.contains { $0.contains(address) } }
}

/// An address as bytes, four or sixteen; IPv4 in IPv6 is IPv4.
struct PeerIP: Sendable, Hashable {
  private(set) var bytes: [UInt8]

  init?(_ text: String) {
    var (four, six) = (in_addr(), in6_addr())
    if inet_pton(AF_INET, text, &four) == 1 {
      bytes = withUnsafeBytes(of: four) { Array($0) }
    } else if inet_pton(AF_INET6, text, &six) == 1 {
      bytes = withUnsafeBytes(of: six) { Array($0) }
      if bytes.starts(with: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff]) {
        bytes.removeFirst(12)
      }
    } else {
      return nil
    }
  }

  /// An entry of a list; some proxies add a port.
  init?(forwarded entry: Substring) {
    var text = entry.trimmingCharacters(in: .whitespaces)
    if text.hasPrefix("["), let end = text.firstIndex(of: "]") {
      text = String(text[..<end].dropFirst())
    } else if text.filter({ $0 == ":" }).count == 1 {
      text = String(text.prefix { $0 != ":" })
    }
    self.init(text)
  }

  var text: String {
    var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
    inet_ntop(bytes.count == 4 ? AF_INET : AF_INET6, bytes, &text, socklen_t(text.count))
    return String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}

/// The addresses that begin with the same bits.
private struct AddressRange: Sendable, Hashable {
  let address: PeerIP
  let bits: Int

  init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard let first = parts.first, let address = PeerIP(String(first)), parts.count <= 2 else {
      return nil
    }
    let most = address.bytes.count * 8
    guard let bits = parts.count == 1 ? most : Int(parts[1]), (0...most).contains(bits) else {
      return nil
    }
    self.address = address
    self.bits = bits
  }

  func contains(_ other: PeerIP) -> Bool {
    guard other.bytes.count == address.bytes.count else { return false }
    return (0..<bits).allSatisfy { bit in
      (address.bytes[bit / 8] ^ other.bytes[bit / 8]) & (0x80 >> UInt8(bit % 8)) == 0
    }
  }
}
