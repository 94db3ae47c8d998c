/// Something a person marked. `contentType` is podcast, movie or music; `content` is nil when the thing is gone.
public struct Favorite: Codable, Hashable, Sendable {
  public var id: Int?
  public var userId: Int?
  public var contentType: String
  public var contentId: Int
  public var content: ContentSummary?
  public var createdAt: Timestamp?

  public init(
    id: Int? = nil, userId: Int? = nil, contentType: String, contentId: Int,
    content: ContentSummary? = nil, createdAt: Timestamp? = nil
  ) {
    self.id = id
    self.userId = userId
    self.contentType = contentType
    self.contentId = contentId
    self.content = content
    self.createdAt = createdAt
  }
}

extension Favorite {
  enum CodingKeys: String, WireKey {
    case id
    case userId = "user_id"
    case contentType = "content_type"
    case contentId = "content_id"
    case content
    case createdAt = "created_at"
  }

  public init(from decoder: any Decoder) throws {
    let c = try decoder.container(keyedBy: CodingKeys.self)
    id = try c.intIf(.id)
    userId = try c.intIf(.userId)
    contentType = try c.string(.contentType)
    contentId = try c.identifier(.contentId)
    content = c.valueIf(ContentSummary.self, .content)
    createdAt = try c.timestampIf(.createdAt)
  }
}
