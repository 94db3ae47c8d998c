/// One follower of an artist.
public struct ArtistFollower: Codable, Hashable, Sendable, Identifiable {
  public var id: Int
  public var userID: Int
  public var userName: String
  public var userAvatar: String?
  public var createdAt: Timestamp?

  public init(
    id: Int, userID: Int, userName: String = "", userAvatar: String? = nil,
    createdAt: Timestamp? = nil
  ) {
    self.id = id
    self.userID = userID
    self.userName = userName
    self.userAvatar = userAvatar
    self.createdAt = createdAt
  }
}

extension ArtistFollower {
  enum CodingKeys: String, WireKey {
    case id
    case userID = "user_id"
    case userName = "user_name"
    case userAvatar = "user_avatar"
    case createdAt = "created_at"
  }

  public init(from decoder: any Decoder) throws {
    let c = try decoder.container(keyedBy: CodingKeys.self)
    id = try c.identifier(.id)
    userID = try c.identifier(.userID)
    userName = try c.string(.userName, default: "")
    userAvatar = try c.stringIf(.userAvatar)
    createdAt = try c.timestampIf(.createdAt)
  }
}
