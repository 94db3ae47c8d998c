/// The body of `POST /favorites`.
public struct FavoriteCreate: Codable, Hashable, Sendable {
  public var contentType: String
  public var contentID: Int

  public init(
    contentType: String, contentID: Int
  ) {
    self.contentType = contentType
    self.contentID = contentID
  }
}

extension FavoriteCreate {
  enum CodingKeys: String, WireKey {
    case contentType = "content_type"
    case contentID = "content_id"
  }

  public init(from decoder: any Decoder) throws {
    let c = try decoder.container(keyedBy: CodingKeys.self)
    contentType = try c.string(.contentType)
    contentID = try c.identifier(.contentID)
  }
}
