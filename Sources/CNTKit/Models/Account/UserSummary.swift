/// The part of an account that is embedded in other rows.
public struct UserSummary: Codable, Hashable, Sendable, Identifiable {
  public var id: Int
  public var username: String?
  public var name: String?
  public var email: String?
  public var avatar: String?

  public init(
    id: Int, username: String? = nil, name: String? = nil, email: String? = nil,
    avatar: String? = nil
  ) {
    self.id = id
    self.username = username
    self.name = name
    self.email = email
    self.avatar = avatar
  }
}

extension UserSummary {
  enum CodingKeys: String, WireKey {
    case id
    case username
    case name
    case email
    case avatar
  }

  public init(from decoder: any Decoder) throws {
    let c = try decoder.container(keyedBy: CodingKeys.self)
    id = try c.identifier(.id)
    username = try c.stringIf(.username)
    name = try c.stringIf(.name)
    email = try c.stringIf(.email)
    avatar = try c.stringIf(.avatar)
  }
}
