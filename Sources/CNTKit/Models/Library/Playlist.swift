/// A person's own list of things to play.
public struct Playlist: Codable, Hashable, Sendable, Identifiable {
  public var id: Int
  public var userID: Int
  public var name: String
  public var description: String?
  public var coverImage: String?
  public var itemCount: Int?
  public var items: [PlaylistItem]?
  public var createdAt: Timestamp?

  public init(
    id: Int, userID: Int = 0, name: String, description: String? = nil, coverImage: String? = nil,
    itemCount: Int? = nil, items: [PlaylistItem]? = nil, createdAt: Timestamp? = nil
  ) {
    self.id = id
    self.userID = userID
    self.name = name
    self.description = description
    self.coverImage = coverImage
    self.itemCount = itemCount
    self.items = items
    self.createdAt = createdAt
  }
}

extension Playlist {
  enum CodingKeys: String, WireKey {
    case id
    case userID = "user_id"
    case name
    case description
    case coverImage = "cover_image"
    case itemCount = "item_count"
    case items
    case createdAt = "created_at"
  }

  /// Other names that builds of the platform use for the same keys.
  private enum Alias: String, WireKey {
    case thumbnailURL = "thumbnail_url"
  }

  public init(from decoder: any Decoder) throws {
    let c = try decoder.container(keyedBy: CodingKeys.self)
    let alias = try decoder.container(keyedBy: Alias.self)
    id = try c.identifier(.id)
    userID = try c.int(.userID, default: 0)
    name = try c.string(.name)
    description = try c.stringIf(.description)
    coverImage = try c.stringIf(.coverImage) ?? alias.stringIf(.thumbnailURL)
    itemCount = try c.intIf(.itemCount)
    items = c.valueIf([PlaylistItem].self, .items)
    createdAt = try c.timestampIf(.createdAt)
  }
}
