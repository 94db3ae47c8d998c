/// The body of `POST /favorites`.
public struct FavoriteCreate: Codable, Hashable, Sendable {
  public var contentType: String
  public var contentId: Int

  public init(
    contentType: String, contentId: Int
  ) {
    self.contentType = contentType
    self.contentId = contentId
  }
}

extension FavoriteCreate {
  enum CodingKeys: String, WireKey {
    case contentType = "content_type"
    case contentId = "content_id"
  }

  public init(from decoder: any Decoder) throws {
    let c = try decoder.container(keyedBy: CodingKeys.self)
    contentType = try c.string(.contentType)
    contentId = try c.identifier(.contentId)
  }
}
