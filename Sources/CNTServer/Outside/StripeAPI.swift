import CNTKit
import Crypto
import Foundation

/// What is asked of Stripe: https://docs.stripe.com/api. Forms with brackets go out, JSON comes back.
struct StripeAPI: Sendable {
  let settings: StripeSettings
  let transport: any HTTPTransport

  /// What Stripe refused, in its words, which are for the person who pays.
  struct Refusal: Error {
    var status: Int
    var message: String
  }

  func get(_ path: String) async throws -> JSONValue { try await send(.get, path, [], key: nil) }

  /// `key` makes a repetition harmless (https://docs.stripe.com/api/idempotent_requests).
  func post(
    _ path: String, _ form: [(String, String)], key: String? = nil
  ) async throws -> JSONValue {
    try await send(.post, path, form, key: key)
  }

  private func send(
    _ method: HTTPMethod, _ path: String, _ form: [(String, String)], key: String?
  ) async throws -> JSONValue {
    var request = HTTPRequest(method, "\(settings.apiBase)/v1/\(path)")
    request.headers["Authorization"] = "Bearer \(settings.secretKey)"
    if let key { request.headers["Idempotency-Key"] = key }
    if method == .post {
      request.body = .data(
        Data(Self.encoded(form).utf8), contentType: "application/x-www-form-urlencoded")
    }
    request.timeouts.connect = 5
    request.timeouts.total = 30
    let response: HTTPResponse
    do { response = try await transport.send(request) } catch {
      throw Problem(503, "The payment service cannot be reached: try again in a moment")
    }
    let answer = (try? JSONDecoder().decode(JSONValue.self, from: response.body)) ?? .null
    guard (200..<300).contains(response.status) else {
      guard (400..<500).contains(response.status), response.status != 401 else {
        throw Problem(503, "The payment service does not work now: try again in a moment")
      }
      throw Refusal(
        status: response.status,
        message: answer["error"]?["message"]?.stringValue ?? "The payment service refused this")
    }
    return answer
  }

  /// `application/x-www-form-urlencoded` (URL Standard, section 5), brackets as they are in Stripe's own
  /// libraries.
  static func encoded(_ form: [(String, String)]) -> String {
    func escaped(_ text: String) -> String {
      var result = ""
      for byte in text.utf8 {
        switch byte {
        case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, 0x2d, 0x2e, 0x5f, 0x5b, 0x5d:
          result.unicodeScalars.append(Unicode.Scalar(byte))
        default:
          let digits = String(byte, radix: 16, uppercase: true)
          result += "%" + (digits.count == 1 ? "0" : "") + digits
        }
      }
      return result
    }
    return form.map { "\(escaped($0.0))=\(escaped($0.1))" }.joined(separator: "&")
  }
}

/// The signature of a webhook: https://docs.stripe.com/webhooks#verify-manually.
enum StripeSignature {
  /// Seconds that a signature may be old, or ahead.
  static let tolerance = 300

  /// Whether `header` signs exactly these bytes, recently.
  static func isValid(_ header: String, of payload: Data, secret: String, now: Date) -> Bool {
    var time: Int?
    var signatures: [[UInt8]] = []
    for piece in header.split(separator: ",") {
      let pair = piece.split(separator: "=", maxSplits: 1)
      guard pair.count == 2 else { continue }
      switch pair[0].trimmingCharacters(in: .whitespaces) {
      case "t": time = Int(pair[1])
      case "v1": if let bytes = hex(String(pair[1])) { signatures.append(bytes) }
      default: break
      }
    }
    guard let time, abs(now.timeIntervalSince1970 - Double(time)) <= Double(tolerance) else {
      return false
    }
    let key = SymmetricKey(data: Data(secret.utf8))
    let message = Data("\(time).".utf8) + payload
    // Compared in constant time by the library.
    return signatures.contains {
      HMAC<SHA256>.isValidAuthenticationCode($0, authenticating: message, using: key)
    }
  }

  private static func hex(_ text: String) -> [UInt8]? {
    let digits = Array(text.utf8)
    guard digits.count == 64 else { return nil }
    var bytes: [UInt8] = []
    for index in stride(from: 0, to: digits.count, by: 2) {
      guard let byte = UInt8(String(decoding: digits[index...index + 1], as: UTF8.self), radix: 16)
      else { return nil }
      bytes.append(byte)
    }
    return bytes
  }
}

/// Sums in the smallest unit of a currency.
enum Money {
  /// Currencies without a smaller unit (https://docs.stripe.com/currencies#zero-decimal).
  private static let whole: Set<String> = [
    "bif", "clp", "djf", "gnf", "jpy", "kmf", "krw", "mga", "pyg", "rwf", "ugx", "vnd", "vuv",
    "xaf", "xof", "xpf",
  ]

  /// Three letters, lower-case; nil for what is no code of a currency.
  static func currency(_ text: String) -> String? {
    let code = text.lowercased()
    return code.utf8.count == 3 && code.utf8.allSatisfy { (0x61...0x7a).contains($0) } ? code : nil
  }

  /// nil for what has more decimals than the currency, is not above 0, or is above 999 999.99.
  static func minor(_ amount: Double, _ currency: String) -> Int? {
    guard amount.isFinite, amount > 0, amount <= 999_999.99 else { return nil }
    let factor = whole.contains(currency) ? 1.0 : 100
    let units = (amount * factor).rounded()
    // 19.99 * 100 is not quite 1999.
    return units >= 1 && abs(units - amount * factor) < 1e-6 ? Int(units) : nil
  }

  static func amount(_ minor: Int, _ currency: String) -> Double {
    whole.contains(currency) ? Double(minor) : Double(minor) / 100
  }

  /// What the platform keeps of a sum, never more than the sum less one unit.
  static func fee(_ minor: Int, _ currency: String, _ settings: CommissionSettings) -> Int {
    guard settings.isActive else { return 0 }
    let share = Double(minor) * settings.percentage / 100
    let fixed = settings.fixedAmount * (whole.contains(currency) ? 1 : 100)
    let fee =
      switch settings.kind {
      case .percentage: share
      case .fixed: fixed
      case .percentagePlusFixed: share + fixed
      }
    return max(0, min(minor - 1, Int(fee.rounded())))
  }
}
