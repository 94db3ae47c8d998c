import CNTKit
import Foundation
import JWTKit
import Synchronization

/// Who somebody is, as an OpenID provider tells (OpenID Connect Core 1.0, section 3.1.3.7).
struct GoogleSignIn: Sendable {
  let settings: GoogleSettings
  let transport: any HTTPTransport
  let now: @Sendable () -> Date
  private let cache = KeyCache()

  init(
    settings: GoogleSettings, transport: any HTTPTransport, now: @escaping @Sendable () -> Date
  ) {
    self.settings = settings
    self.transport = transport
    self.now = now
  }

  struct Person: Sendable, Equatable {
    var subject: String
    var email: String
    var name: String?
    var picture: String?
  }

  /// Google's issuer goes by two names (https://developers.google.com/identity/openid-connect).
  private var issuers: Set<String> {
    let name = settings.issuer
    return name == "https://accounts.google.com" ? [name, "accounts.google.com"] : [name]
  }

  private static let refusal = Problem(401, "The Google sign-in is not valid: sign in again")
  /// Clocks differ by so much, seconds.
  private static let leeway: TimeInterval = 60

  struct Claims: JWTPayload {
    var iss: IssuerClaim
    var sub: SubjectClaim
    var aud: AudienceClaim
    var exp: ExpirationClaim
    var azp: String?
    var email: String?
    var emailVerified: Flag?
    var name: String?
    var picture: String?

    enum CodingKeys: String, CodingKey {
      case iss, sub, aud, exp, azp, email, name, picture
      case emailVerified = "email_verified"
    }

    func verify(using algorithm: some JWTAlgorithm) async throws {}
  }

  /// Providers write it as a boolean or as a text.
  struct Flag: Codable, Sendable {
    var isTrue: Bool

    init(from decoder: any Decoder) throws {
      let value = try JSONValue(from: decoder)
      isTrue = value == .bool(true) || value == .string("true")
    }

    func encode(to encoder: any Encoder) throws { try isTrue.encode(to: encoder) }
  }

  /// The person of an `id_token`, when it is signed by the issuer, for this server, and not over.
  func person(idToken: String) async throws -> Person {
    guard let head = Self.head(of: idToken), head.alg.hasPrefix("RS") || head.alg.hasPrefix("ES")
    else { throw Self.refusal }
    var claims: Claims?
    // A key that is not known may be new: the set is read again, but not at everybody's will.
    for attempt in 0..<2 {
      let keys = try await keys(again: attempt > 0)
      claims = try? await keys.verify(idToken, as: Claims.self)
      if claims != nil { break }
    }
    guard let claims, issuers.contains(claims.iss.value),
      claims.aud.value.contains(settings.clientID),
      claims.aud.value.count == 1 || claims.azp == settings.clientID,
      claims.exp.value.addingTimeInterval(Self.leeway) > now(),
      let email = claims.email, claims.emailVerified?.isTrue == true
    else { throw Self.refusal }
    return Person(
      subject: claims.sub.value, email: email, name: claims.name, picture: claims.picture)
  }

  /// The person of an access token. It must have been made for this server: else whoever runs another
  /// program could sign in here as each of its users. What the client says of the person is not believed.
  func person(accessToken: String) async throws -> Person {
    let query = StripeAPI.encoded([("access_token", accessToken)])
    let answer = try await get("\(settings.tokenInfo)?\(query)")
    let isOurs = [answer["aud"], answer["azp"]].contains { $0 == .string(settings.clientID) }
    let isVerified =
      answer["email_verified"] == .string("true") || answer["email_verified"] == .bool(true)
    guard isOurs, isVerified, let subject = answer["sub"]?.stringValue,
      let email = answer["email"]?.stringValue
    else { throw Self.refusal }
    return Person(
      subject: subject, email: email, name: answer["name"]?.stringValue,
      picture: answer["picture"]?.stringValue)
  }

  private struct Head: Decodable {
    var alg: String
  }

  private static func head(of token: String) -> Head? {
    guard let first = token.split(separator: ".").first else { return nil }
    var text = first.replacing("-", with: "+").replacing("_", with: "/")
    while text.utf8.count % 4 != 0 { text += "=" }
    return Data(base64Encoded: String(text)).flatMap {
      try? JSONDecoder().decode(Head.self, from: $0)
    }
  }

  /// The issuer's keys, where its discovery document says; kept for an hour, asked for at most once a
  /// minute.
  private func keys(again: Bool) async throws -> JWTKeyCollection {
    let moment = now()
    if let known = cache.keys(now: moment, again: again) { return known }
    let document = try await get("\(settings.issuer)/.well-known/openid-configuration")
    guard let address = document["jwks_uri"]?.stringValue,
      document["issuer"]?.stringValue.map(issuers.contains) == true
    else { throw Problem(503, "Google cannot be asked now: try again in a moment") }
    let set = try await get(address)
    guard let data = try? JSONEncoder().encode(set),
      let keys = try? JSONDecoder().decode(JWKS.self, from: data)
    else { throw Problem(503, "Google cannot be asked now: try again in a moment") }
    let collection = JWTKeyCollection()
    for key in keys.keys {
      // One that this library does not know is no reason to refuse the others.
      _ = try? await collection.add(jwk: key, isDefault: keys.keys.count == 1 ? true : nil)
    }
    cache.keep(collection, at: moment)
    return collection
  }

  private func get(_ address: String) async throws -> JSONValue {
    var request = HTTPRequest(.get, address)
    request.timeouts.connect = 5
    request.timeouts.total = 15
    guard let response = try? await transport.send(request) else {
      throw Problem(503, "Google cannot be asked now: try again in a moment")
    }
    guard response.status == 200,
      let value = try? JSONDecoder().decode(JSONValue.self, from: response.body)
    else {
      throw (400..<500).contains(response.status)
        ? Self.refusal : Problem(503, "Google cannot be asked now: try again in a moment")
    }
    return value
  }
}

/// The keys of an issuer, as they were last read.
private final class KeyCache: Sendable {
  private let stored = Mutex<(keys: JWTKeyCollection, at: Date)?>(nil)

  func keys(now: Date, again: Bool) -> JWTKeyCollection? {
    stored.withLock { stored in
      guard let stored else { return nil }
      let age = now.timeIntervalSince(stored.at)
      return age < (again ? 60 : 3600) ? stored.keys : nil
    }
  }

  func keep(_ keys: JWTKeyCollection, at moment: Date) {
    let kept = (keys, moment)
    stored.withLock { $0 = kept }
  }
}
