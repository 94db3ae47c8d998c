/// Something a person marked. `contentType` is podcast, movie or music; `content` is nil when the thing is gone.
public struct Favorite: Codable, Hashable, Sendable {
  public var id: Int?
  public var userID: Int?
  public var contentType: String
  public var contentID: Int
  public var content: ContentSummary?
  public var createdAt: Timestamp?

  public init(
    id: Int? = nil, userID: Int? = nil, contentType: String, contentID: Int,
    content: ContentSummary? = nil, createdAt: Timestamp? = nil
  ) {
    self.id = id
    self.userID = userID
    self.contentType = contentType
    self.contentID = contentID
    self.content = content
    self.createdAt = createdAt
  }
}

extension Favorite {
  enum CodingKeys: String, WireKey {
    case id
    case userID = "user_id"
    case contentType = "content_type"
    case contentID = "content_id"
    case content
    case createdAt = "created_at"
  }

  public init(from decoder: any Decoder) throws {
    let c = try decoder.container(keyedBy: CodingKeys.self)
    id = try c.intIf(.id)
    userID = try c.intIf(.userID)
    contentType = try c.string(.contentType)
    contentID = try c.identifier(.contentID)
    content = c.valueIf(ContentSummary.self, .content)
    createdAt = try c.timestampIf(.createdAt)
  }
}
