import CNTKit
import Crypto
import Foundation

/// A checksum that an answer gives for the whole of what it is a part of.
///
/// `Repr-Digest` and `Content-Digest` (RFC 9530), their forerunner `Digest` (RFC 3230), `Content-MD5`
/// (RFC 1864), and the names under which object stores keep a SHA-256. An `ETag` is not a checksum,
/// though it may look like one.
struct BodyDigest: Sendable, Hashable, Codable {
  enum Algorithm: String, Sendable, Hashable, Codable { case sha256, sha512, md5 }

  var algorithm: Algorithm
  var value: [UInt8]

  /// All that a head gives. What speaks of the message's own bytes counts only when the whole is sent.
  static func all(_ headers: HTTPHeaders, isWhole: Bool) -> [BodyDigest] {
    var found: [BodyDigest] = []
    for name in isWhole ? ["Repr-Digest", "Content-Digest"] : ["Repr-Digest"] {
      found += structured(headers[name] ?? "")
    }
    found += plain(headers["Digest"] ?? "")
    if isWhole, let md5 = headers["Content-MD5"].flatMap(base64), md5.count == 16 {
      found.append(BodyDigest(algorithm: .md5, value: md5))
    }
    let stored = headers["x-amz-meta-sha256"] ?? headers["x-amz-checksum-sha256"]
    if let stored, let value = hex(stored) ?? base64(stored), value.count == 32 {
      found.append(BodyDigest(algorithm: .sha256, value: value))
    }
    return found
  }

  /// `sha-256=:base64:, sha-512=:base64:`
  private static func structured(_ text: String) -> [BodyDigest] {
    pairs(text).compactMap { name, value in
      guard value.hasPrefix(":"), value.hasSuffix(":"), value.count > 2 else { return nil }
      return digest(name, String(value.dropFirst().dropLast()))
    }
  }

  /// `SHA-256=base64`
  private static func plain(_ text: String) -> [BodyDigest] {
    pairs(text).compactMap { name, value in digest(name, value) }
  }

  private static func pairs(_ text: String) -> [(String, String)] {
    text.split(separator: ",").compactMap { item in
      guard let equals = item.firstIndex(of: "=") else { return nil }
      return (
        item[..<equals].trimmingCharacters(in: .whitespaces).lowercased(),
        item[item.index(after: equals)...].trimmingCharacters(in: .whitespaces)
      )
    }
  }

  private static func digest(_ name: String, _ value: String) -> BodyDigest? {
    guard let bytes = base64(value) else { return nil }
    switch (name, bytes.count) {
    case ("sha-256", 32): return BodyDigest(algorithm: .sha256, value: bytes)
    case ("sha-512", 64): return BodyDigest(algorithm: .sha512, value: bytes)
    case ("md5", 16): return BodyDigest(algorithm: .md5, value: bytes)
    default: return nil
    }
  }

  private static func base64(_ text: String) -> [UInt8]? {
    Data(base64Encoded: text.trimmingCharacters(in: .whitespaces)).map { [UInt8]($0) }
  }

  private static func hex(_ text: String) -> [UInt8]? {
    let digits = text.trimmingCharacters(in: .whitespaces).compactMap(\.hexDigitValue)
    guard digits.count == 64, text.trimmingCharacters(in: .whitespaces).count == 64 else {
      return nil
    }
    return stride(from: 0, to: 64, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
  }
}

/// Takes in a file and says whether it has the digests that were announced.
struct DigestCheck {
  private var sha256 = SHA256()
  private var sha512 = SHA512()
  private var md5 = Insecure.MD5()
  private let wanted: [BodyDigest]

  init(_ wanted: [BodyDigest]) { self.wanted = wanted }

  mutating func update(_ bytes: UnsafeRawBufferPointer) {
    for algorithm in Set(wanted.map(\.algorithm)) {
      switch algorithm {
      case .sha256: sha256.update(bufferPointer: bytes)
      case .sha512: sha512.update(bufferPointer: bytes)
      case .md5: md5.update(bufferPointer: bytes)
      }
    }
  }

  var holds: Bool {
    wanted.allSatisfy { digest in
      switch digest.algorithm {
      case .sha256: Array(sha256.finalize()) == digest.value
      case .sha512: Array(sha512.finalize()) == digest.value
      case .md5: Array(md5.finalize()) == digest.value
      }
    }
  }
}
