import CCrypt
import Foundation
import NIOPosix

/// bcrypt through libxcrypt, on threads of its own so that no request waits behind another's hash.
struct PasswordService: Sendable {
  private let threads: NIOThreadPool
  /// 2 to this power rounds.
  let cost: UInt
  /// What a login of nobody is compared with, so that it takes as long as one of somebody.
  private let decoy: String

  init(cost: UInt = 10, threads: Int = 2) {
    self.cost = cost
    self.threads = NIOThreadPool(numberOfThreads: threads)
    self.threads.start()
    decoy = Self.hash("decoy", cost: cost) ?? ""
  }

  /// bcrypt reads 72 bytes and stops at a zero byte: longer and stranger passwords are refused.
  static func isAcceptable(_ password: String) -> Bool {
    password.count >= 8 && password.utf8.count <= 72 && !password.utf8.contains(0)
  }

  func hash(_ password: String) async throws -> String {
    let cost = cost
    guard let hash = try await threads.runIfActive({ Self.hash(password, cost: cost) }) else {
      throw Problem(500, "Internal Server Error")
    }
    return hash
  }

  /// Compares with a stored hash; nil takes as long and is false.
  func verify(_ password: String, against stored: String?) async -> Bool {
    let decoy = decoy
    let result = try? await threads.runIfActive {
      let setting = stored ?? decoy
      guard let computed = Self.crypt(password, setting: setting) else { return false }
      return Self.isEqual(computed, setting) && stored != nil
    }
    return result ?? false
  }

  private static func hash(_ password: String, cost: UInt) -> String? {
    var setting = [CChar](repeating: 0, count: Int(CRYPT_GENSALT_OUTPUT_SIZE))
    guard crypt_gensalt_rn("$2b$", cost, nil, 0, &setting, Int32(setting.count)) != nil else {
      return nil
    }
    let text = setting.prefix { $0 != 0 }.map(UInt8.init(bitPattern:))
    return crypt(password, setting: String(decoding: text, as: UTF8.self))
  }

  private static func crypt(_ password: String, setting: String) -> String? {
    let data = UnsafeMutablePointer<crypt_data>.allocate(capacity: 1)
    data.initialize(to: crypt_data())
    defer { data.deallocate() }
    guard
      let result = crypt_rn(password, setting, data, Int32(MemoryLayout<crypt_data>.size))
    else { return nil }
    let text = String(cString: result)
    // libxcrypt tells a failure by a text that begins with an asterisk.
    return text.hasPrefix("*") ? nil : text
  }

  /// In time that does not depend on where the texts differ.
  private static func isEqual(_ a: String, _ b: String) -> Bool {
    let (x, y) = (Array(a.utf8), Array(b.utf8))
    guard x.count == y.count else { return false }
    return zip(x, y).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
  }
}
