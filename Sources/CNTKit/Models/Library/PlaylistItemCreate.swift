/// The body of `POST /playlists/{id}/items`; the server computes the real position.
public struct PlaylistItemCreate: Codable, Hashable, Sendable {
  public var contentType: String
  public var contentId: Int
  public var position: Int

  public init(
    contentType: String, contentId: Int, position: Int = 0
  ) {
    self.contentType = contentType
    self.contentId = contentId
    self.position = position
  }
}

extension PlaylistItemCreate {
  enum CodingKeys: String, WireKey {
    case contentType = "content_type"
    case contentId = "content_id"
    case position
  }

  public init(from decoder: any Decoder) throws {
    let c = try decoder.container(keyedBy: CodingKeys.self)
    contentType = try c.string(.contentType)
    contentId = try c.identifier(.contentId)
    position = try c.int(.position, default: 0)
  }
}
