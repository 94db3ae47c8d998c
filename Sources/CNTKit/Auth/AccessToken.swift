import Foundation

/// What a client reads from an access token. Nothing is verified: that is the server's business.
enum AccessToken {
  /// The `exp` claim (RFC 7519, section 4.1.4), or nil when the token is not a JWT.
  static func expiry(of token: String) -> Date? {
    let parts = token.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 3 else { return nil }
    var text = parts[1].replacing("-", with: "+").replacing("_", with: "/")
    while text.count % 4 != 0 { text += "=" }
    guard let data = Data(base64Encoded: String(text)),
      let claims = try? JSONDecoder().decode(JSONValue.self, from: data),
      let seconds = claims["exp"]?.doubleValue
    else { return nil }
    return Date(timeIntervalSince1970: seconds)
  }
}
