import Crypto
import Foundation

/// Encrypts what a stolen database must not tell: AES-256-GCM under a key that is derived from the data
/// folder's secret (HKDF, RFC 5869).
struct Vault: Sendable {
  private let key: SymmetricKey

  struct Damaged: Error {}

  init(secret: Data) {
    key = HKDF<SHA256>.deriveKey(
      inputKeyMaterial: SymmetricKey(data: secret), info: Data("cnt bank details".utf8),
      outputByteCount: 32)
  }

  /// A code of few digits, so that whoever reads the database cannot try them all.
  func hash(_ code: String, _ address: String) -> Data {
    let message = Data("\(address.lowercased())\n\(code)".utf8)
    return Data(HMAC<SHA256>.authenticationCode(for: message, using: key))
  }

  /// `owner` is bound in: what is moved to another row cannot be opened there.
  func seal(_ plain: Data, owner: Int) throws -> Data {
    let box = try AES.GCM.seal(plain, using: key, authenticating: Data("\(owner)".utf8))
    guard let combined = box.combined else { throw Damaged() }
    return combined
  }

  func open(_ sealed: Data, owner: Int) throws -> Data {
    try AES.GCM.open(
      AES.GCM.SealedBox(combined: sealed), using: key, authenticating: Data("\(owner)".utf8))
  }
}
