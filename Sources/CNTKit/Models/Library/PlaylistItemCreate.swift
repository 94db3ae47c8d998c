/// The body of `POST /playlists/{id}/items`; the server computes the real position.
public struct PlaylistItemCreate: Codable, Hashable, Sendable {
  public var contentType: String
  public var contentID: Int
  public var position: Int

  public init(
    contentType: String, contentID: Int, position: Int = 0
  ) {
    self.contentType = contentType
    self.contentID = contentID
    self.position = position
  }
}

/// The answer to it: the entry, on builds that tell of it.
public struct AddedPlaylistItem: Decodable, Hashable, Sendable {
  public var item: PlaylistItem?

  public init() {}

  public init(from decoder: any Decoder) throws { item = try? PlaylistItem(from: decoder) }
}

extension PlaylistItemCreate {
  enum CodingKeys: String, WireKey {
    case contentType = "content_type"
    case contentID = "content_id"
    case position
  }

  public init(from decoder: any Decoder) throws {
    let c = try decoder.container(keyedBy: CodingKeys.self)
    contentType = try c.string(.contentType)
    contentID = try c.identifier(.contentID)
    position = try c.int(.position, default: 0)
  }
}
