import CNTKit
import Crypto
import Foundation
import GRDB
import JWTKit

/// Access tokens (JWT, HS256, 30 minutes) and refresh tokens (opaque, 30 days, used once).
struct TokenService: Sendable {
  static let accessLifetime: TimeInterval = 30 * 60
  static let refreshLifetime: TimeInterval = 30 * 86_400

  private let keys: JWTKeyCollection
  private let database: ServerDatabase
  private let now: @Sendable () -> Date

  struct Claims: JWTPayload {
    var sub: SubjectClaim
    var exp: ExpirationClaim
    var iat: IssuedAtClaim
    var jti: String
    var isAdmin: Bool

    enum CodingKeys: String, CodingKey {
      case sub, exp, iat, jti
      case isAdmin = "is_admin"
    }

    func verify(using algorithm: some JWTAlgorithm) async throws {}
  }

  init(
    secret: Data, database: ServerDatabase, now: @escaping @Sendable () -> Date
  ) async {
    keys = JWTKeyCollection()
    await keys.add(hmac: HMACKey(from: secret), digestAlgorithm: .sha256)
    self.database = database
    self.now = now
  }

  /// The secret of a data folder: 32 random bytes, made at the first start, for the owner only.
  static func secret(in folder: String) throws -> Data {
    let path = folder + "/secret.key"
    if let data = try PrivateFile.read(path), data.count >= 32 { return data }
    let data = SymmetricKey(size: .bits256).withUnsafeBytes { Data($0) }
    try PrivateFile.write(data, to: path)
    return data
  }

  /// Who a token belongs to; nil for any token that is not valid now. The rights are read from the
  /// database, so that a demoted admin is none at once.
  func viewer(of token: String) async -> Call.Viewer? { await identity(of: token)?.viewer }

  /// The same, with the name that others see and the end of the token.
  func identity(of token: String) async -> Identity? {
    guard let claims = try? await keys.verify(token, as: Claims.self),
      claims.exp.value > now(), let id = Int(claims.sub.value)
    else { return nil }
    let expires = claims.exp.value
    return try? await database.read { db in
      try Row.fetchOne(
        db, sql: "SELECT is_admin, coalesce(name, username) AS name FROM users WHERE id = ?",
        arguments: [id]
      ).map { row in
        Identity(
          viewer: Call.Viewer(id: id, isAdmin: row["is_admin"]), name: row["name"],
          expires: expires)
      }
    }
  }

  func accessToken(user: Int, isAdmin: Bool) async throws -> String {
    // Whole seconds: the platform's clients read `exp` as an integer.
    let moment = Date(timeIntervalSince1970: now().timeIntervalSince1970.rounded(.down))
    return try await keys.sign(
      Claims(
        sub: .init(value: "\(user)"),
        exp: .init(value: moment.addingTimeInterval(Self.accessLifetime)),
        iat: .init(value: moment), jti: UUID().uuidString, isAdmin: isAdmin))
  }

  /// A refresh token that begins a new family.
  func refreshToken(user: Int) async throws -> String {
    try await database.write { [now] db in
      try Self.insert(db, user: user, family: UUID().uuidString, now: now())
    }
  }

  /// Spends a refresh token for a new one. A token that was spent before shows that it was stolen:
  /// its whole family ends.
  func rotate(_ token: String) async throws -> (user: Int, refreshToken: String) {
    let hash = Self.hash(token)
    let moment = now()
    let outcome: (Int, String)? = try await database.write { db in
      guard
        let row = try Row.fetchOne(
          db, sql: "SELECT * FROM refresh_tokens WHERE hash = ?", arguments: [hash])
      else { return nil }
      let family: String = row["family"]
      let seconds = Int(moment.timeIntervalSince1970)
      guard row["spent_at"] == nil, (row["expires_at"] as Int) > seconds else {
        try db.execute(sql: "DELETE FROM refresh_tokens WHERE family = ?", arguments: [family])
        return nil
      }
      try db.execute(
        sql: "UPDATE refresh_tokens SET spent_at = ? WHERE id = ?",
        arguments: [seconds, row["id"] as Int])
      let user: Int = row["user_id"]
      return (user, try Self.insert(db, user: user, family: family, now: moment))
    }
    guard let (user, fresh) = outcome else {
      throw Problem(401, "Invalid or expired refresh token")
    }
    return (user, fresh)
  }

  /// Ends the family of a token.
  func revoke(_ token: String) async throws {
    let hash = Self.hash(token)
    try await database.write { db in
      try db.execute(
        sql: """
          DELETE FROM refresh_tokens WHERE family =
            (SELECT family FROM refresh_tokens WHERE hash = ?)
          """, arguments: [hash])
    }
  }

  private static func insert(
    _ db: Database, user: Int, family: String, now: Date
  ) throws -> String {
    let token = SymmetricKey(size: .bits256).withUnsafeBytes { Data($0) }.base64EncodedString()
      .replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    let seconds = Int(now.timeIntervalSince1970)
    _ = try db.insert(
      into: "refresh_tokens",
      [
        ("user_id", user), ("family", family), ("hash", hash(token)),
        ("expires_at", seconds + Int(refreshLifetime)), ("created_at", seconds),
      ])
    try db.execute(sql: "DELETE FROM refresh_tokens WHERE expires_at < ?", arguments: [seconds])
    return token
  }

  /// A stolen database holds no usable token.
  private static func hash(_ token: String) -> Data { Data(SHA256.hash(data: Data(token.utf8))) }
}
