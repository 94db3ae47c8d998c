/// The body of `POST /playlists/`.
public struct PlaylistCreate: Codable, Hashable, Sendable {
  public var name: String
  public var description: String?
  public var coverImage: String?

  public init(
    name: String, description: String? = nil, coverImage: String? = nil
  ) {
    self.name = name
    self.description = description
    self.coverImage = coverImage
  }
}

extension PlaylistCreate {
  enum CodingKeys: String, WireKey {
    case name
    case description
    case coverImage = "cover_image"
  }

  public init(from decoder: any Decoder) throws {
    let c = try decoder.container(keyedBy: CodingKeys.self)
    name = try c.string(.name)
    description = try c.stringIf(.description)
    coverImage = try c.stringIf(.coverImage)
  }
}
