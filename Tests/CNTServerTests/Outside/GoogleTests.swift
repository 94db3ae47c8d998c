import CNTKit
import Crypto
import Foundation
import JWTKit
import Testing

@testable import CNTServer

/// Signing in with an account of an OpenID provider.
struct GoogleTests {
  private static let settings: PlatformSettings = {
    var settings = PlatformSettings()
    settings.google = GoogleSettings(
      clientID: "cnt-client", issuer: "https://id.invalid",
      tokenInfo: "https://id.invalid/tokeninfo")
    return settings
  }()

  private struct Claims: JWTPayload {
    var iss = "https://id.invalid"
    var sub = "g-1"
    var aud = ["cnt-client"]
    var azp: String?
    var exp = Int(Date().timeIntervalSince1970) + 600
    var email: String? = "ruth@t.invalid"
    var emailVerified: Bool? = true
    var name: String? = "Ruth"

    enum CodingKeys: String, CodingKey {
      case iss, sub, aud, azp, exp, email, name
      case emailVerified = "email_verified"
    }

    func verify(using algorithm: some JWTAlgorithm) async throws {}
  }

  /// A provider with one key, and a way to sign with it.
  private struct Provider {
    let key = P256.Signing.PrivateKey()
    let outside = FakeOutside()

    init() {
      let raw = key.publicKey.rawRepresentation
      func text(_ data: Data) -> String {
        data.base64EncodedString().replacing("+", with: "-").replacing("/", with: "_")
          .replacing("=", with: "")
      }
      outside.answer(
        "/.well-known/openid-configuration",
        #"{"issuer":"https://id.invalid","jwks_uri":"https://id.invalid/jwks"}"#)
      outside.answer(
        "/jwks",
        """
        {"keys":[{"kty":"EC","crv":"P-256","kid":"k1","alg":"ES256","use":"sig",
          "x":"\(text(raw.prefix(32)))","y":"\(text(raw.suffix(32)))"}]}
        """)
    }

    func sign(_ claims: Claims, with other: P256.Signing.PrivateKey? = nil) async throws -> String {
      let keys = JWTKeyCollection()
      try await keys.add(
        ecdsa: ES256PrivateKey(pem: (other ?? key).pemRepresentation), kid: "k1")
      return try await keys.sign(claims, kid: "k1")
    }
  }

  private func signIn(_ server: ServerHarness, _ body: String) async throws -> ServerHarness.Answer
  {
    try await server.call("POST", "/api/v1/auth/google-login", json: body)
  }

  @Test func `a signed token makes an account, and finds it again`() async throws {
    let provider = Provider()
    let token = try await provider.sign(Claims())
    try await ServerHarness.run(outside: Self.settings, transport: provider.outside) {
      server async throws in
      let first = try await signIn(server, #"{"id_token":"\#(token)"}"#)
      #expect(first.status == 200 && first.json["email"]?.stringValue == "ruth@t.invalid")
      let again = try await signIn(server, #"{"id_token":"\#(token)"}"#)
      #expect(again.json["user_id"] == first.json["user_id"])
      let shown = try await server.call("GET", "/api/v1/auth/google-client-id")
      #expect(shown.json["client_id"]?.stringValue == "cnt-client")
    }
  }

  @Test func `a token that is not for this server, not theirs or over is refused`() async throws {
    let provider = Provider()
    var bad: [Claims] = []
    for change in 0..<7 {
      var claims = Claims()
      switch change {
      case 0: claims.iss = "https://evil.invalid"
      case 1: claims.aud = ["other"]
      case 2: claims.aud = ["cnt-client", "other"]
      case 3: claims.exp = Int(Date().timeIntervalSince1970) - 120
      case 4: claims.emailVerified = false
      case 5: claims.emailVerified = nil
      default: claims.email = nil
      }
      bad.append(claims)
    }
    var tokens: [String] = []
    for claims in bad { tokens.append(try await provider.sign(claims)) }
    tokens.append(try await provider.sign(Claims(), with: P256.Signing.PrivateKey()))
    let good = try await provider.sign(Claims()).split(separator: ".").map(String.init)
    let none = Data(#"{"alg":"none","typ":"JWT"}"#.utf8).base64EncodedString()
      .replacing("=", with: "")
    tokens += ["\(none).\(good[1]).", "a.b.c", ""]
    let all = tokens
    try await ServerHarness.run(outside: Self.settings, transport: provider.outside) {
      server async throws in
      for token in all {
        #expect(try await signIn(server, #"{"id_token":"\#(token)"}"#).status == 401, "\(token)")
      }
    }
  }

  @Test func `an access token of another program signs nobody in`() async throws {
    let outside = FakeOutside()
    let info = #"{"aud":"cnt-client","sub":"g-1","email":"ruth@t.invalid","email_verified":"true"}"#
    outside.answer("tokeninfo?access_token=mine", info)
    outside.answer(
      "tokeninfo?access_token=theirs", info.replacing("cnt-client", with: "other-client"))
    try await ServerHarness.run(outside: Self.settings, transport: outside) { server async throws in
      // What the client says of the person is not believed.
      let body = #"{"access_token":"TOKEN","token_type":"access_token","email":"admin@t.invalid"}"#
      let mine = try await signIn(server, body.replacing("TOKEN", with: "mine"))
      #expect(mine.status == 200 && mine.json["email"]?.stringValue == "ruth@t.invalid")
      #expect(try await signIn(server, body.replacing("TOKEN", with: "theirs")).status == 401)
    }
  }

  @Test func `who made an account of somebody's address before them is locked out`() async throws {
    let provider = Provider()
    var claims = Claims()
    claims.email = "grace@t.invalid"
    let token = try await provider.sign(claims)
    try await ServerHarness.run(outside: Self.settings, transport: provider.outside) {
      server async throws in
      let before = try await server.call(
        "POST", "/api/v1/auth/login",
        json: #"{"username_or_email":"grace","password":"grace-password"}"#)
      let refresh = before.json["refresh_token"]?.stringValue ?? ""
      let google = try await signIn(server, #"{"id_token":"\#(token)"}"#)
      #expect(google.json["user_id"] == before.json["user_id"])
      #expect(try await server.token("grace").isEmpty)
      let session = try await server.call(
        "POST", "/api/v1/auth/refresh", json: #"{"refresh_token":"\#(refresh)"}"#)
      #expect(session.status == 401)
    }
  }
}
