/// The answer to a sign-in: the tokens and who they are for, in one flat object.
public struct TokenResponse: Codable, Hashable, Sendable {
  public var accessToken: String
  public var refreshToken: String?
  public var tokenType: String
  public var userID: Int
  public var username: String?
  public var email: String
  public var name: String
  public var isAdmin: Bool

  public init(
    accessToken: String, refreshToken: String? = nil, tokenType: String = "bearer", userID: Int,
    username: String? = nil, email: String = "", name: String = "", isAdmin: Bool = false
  ) {
    self.accessToken = accessToken
    self.refreshToken = refreshToken
    self.tokenType = tokenType
    self.userID = userID
    self.username = username
    self.email = email
    self.name = name
    self.isAdmin = isAdmin
  }
}

extension TokenResponse {
  enum CodingKeys: String, WireKey {
    case accessToken = "access_token"
    case refreshToken = "refresh_token"
    case tokenType = "token_type"
    case userID = "user_id"
    case username
    case email
    case name
    case isAdmin = "is_admin"
  }

  public init(from decoder: any Decoder) throws {
    let c = try decoder.container(keyedBy: CodingKeys.self)
    accessToken = try c.string(.accessToken)
    refreshToken = try c.stringIf(.refreshToken)
    tokenType = try c.string(.tokenType, default: "bearer")
    userID = try c.identifier(.userID)
    username = try c.stringIf(.username)
    email = try c.string(.email, default: "")
    name = try c.string(.name, default: "")
    isAdmin = try c.bool(.isAdmin, default: false)
  }
}
