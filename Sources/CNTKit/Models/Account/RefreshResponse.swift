/// The answer to a refresh; without `refreshToken` the old one stays valid.
public struct RefreshResponse: Codable, Hashable, Sendable {
  public var accessToken: String
  public var refreshToken: String?
  public var tokenType: String

  public init(
    accessToken: String, refreshToken: String? = nil, tokenType: String = "bearer"
  ) {
    self.accessToken = accessToken
    self.refreshToken = refreshToken
    self.tokenType = tokenType
  }
}

extension RefreshResponse {
  enum CodingKeys: String, WireKey {
    case accessToken = "access_token"
    case refreshToken = "refresh_token"
    case tokenType = "token_type"
  }

  public init(from decoder: any Decoder) throws {
    let c = try decoder.container(keyedBy: CodingKeys.self)
    accessToken = try c.string(.accessToken)
    refreshToken = try c.stringIf(.refreshToken)
    tokenType = try c.string(.tokenType, default: "bearer")
  }
}
