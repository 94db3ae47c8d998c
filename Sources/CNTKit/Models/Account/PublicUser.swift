/// An account as everybody sees it (`/users/{id}/public`).
public struct PublicUser: Codable, Hashable, Sendable, Identifiable {
  public var id: Int
  public var username: String?
  public var name: String
  public var avatar: String?
  public var bio: String?
  public var createdAt: Timestamp?

  public init(
    id: Int, username: String? = nil, name: String = "", avatar: String? = nil, bio: String? = nil,
    createdAt: Timestamp? = nil
  ) {
    self.id = id
    self.username = username
    self.name = name
    self.avatar = avatar
    self.bio = bio
    self.createdAt = createdAt
  }
}

extension PublicUser {
  enum CodingKeys: String, WireKey {
    case id
    case username
    case name
    case avatar
    case bio
    case createdAt = "created_at"
  }

  public init(from decoder: any Decoder) throws {
    let c = try decoder.container(keyedBy: CodingKeys.self)
    id = try c.identifier(.id)
    username = try c.stringIf(.username)
    name = try c.string(.name, default: "")
    avatar = try c.stringIf(.avatar)
    bio = try c.stringIf(.bio)
    createdAt = try c.timestampIf(.createdAt)
  }
}
