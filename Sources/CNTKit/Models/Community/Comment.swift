/// A comment under a community post.
public struct Comment: Codable, Hashable, Sendable, Identifiable {
  public var id: Int
  public var postID: Int
  public var userID: Int
  public var userName: String?
  public var userAvatar: String?
  public var content: String
  public var createdAt: Timestamp?

  public init(
    id: Int, postID: Int, userID: Int = 0, userName: String? = nil, userAvatar: String? = nil,
    content: String = "", createdAt: Timestamp? = nil
  ) {
    self.id = id
    self.postID = postID
    self.userID = userID
    self.userName = userName
    self.userAvatar = userAvatar
    self.content = content
    self.createdAt = createdAt
  }
}

extension Comment {
  enum CodingKeys: String, WireKey {
    case id
    case postID = "post_id"
    case userID = "user_id"
    case userName = "user_name"
    case userAvatar = "user_avatar"
    case content
    case createdAt = "created_at"
  }

  public init(from decoder: any Decoder) throws {
    let c = try decoder.container(keyedBy: CodingKeys.self)
    id = try c.identifier(.id)
    postID = try c.identifier(.postID)
    userID = try c.int(.userID, default: 0)
    userName = try c.stringIf(.userName)
    userAvatar = try c.stringIf(.userAvatar)
    content = try c.string(.content, default: "")
    createdAt = try c.timestampIf(.createdAt)
  }
}
