/// The body of `POST /auth/login`.
public struct LoginRequest: Codable, Hashable, Sendable {
  public var usernameOrEmail: String
  public var password: String

  public init(
    usernameOrEmail: String, password: String
  ) {
    self.usernameOrEmail = usernameOrEmail
    self.password = password
  }
}

extension LoginRequest {
  enum CodingKeys: String, WireKey {
    case usernameOrEmail = "username_or_email"
    case password
  }

  public init(from decoder: any Decoder) throws {
    let c = try decoder.container(keyedBy: CodingKeys.self)
    usernameOrEmail = try c.string(.usernameOrEmail)
    password = try c.string(.password)
  }
}
