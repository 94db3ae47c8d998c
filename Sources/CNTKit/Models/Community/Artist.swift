/// A creator's public page.
public struct Artist: Codable, Hashable, Sendable, Identifiable {
  public var id: Int
  public var userID: Int
  public var artistName: String?
  public var coverImage: String?
  public var bio: String?
  public var socialLinks: [String: String]?
  public var followersCount: Int
  public var totalPlays: Int
  public var isVerified: Bool
  public var createdAt: Timestamp?
  public var updatedAt: Timestamp?
  public var isFollowing: Bool?

  public init(
    id: Int, userID: Int, artistName: String? = nil, coverImage: String? = nil, bio: String? = nil,
    socialLinks: [String: String]? = nil, followersCount: Int = 0, totalPlays: Int = 0,
    isVerified: Bool = false, createdAt: Timestamp? = nil, updatedAt: Timestamp? = nil,
    isFollowing: Bool? = nil
  ) {
    self.id = id
    self.userID = userID
    self.artistName = artistName
    self.coverImage = coverImage
    self.bio = bio
    self.socialLinks = socialLinks
    self.followersCount = followersCount
    self.totalPlays = totalPlays
    self.isVerified = isVerified
    self.createdAt = createdAt
    self.updatedAt = updatedAt
    self.isFollowing = isFollowing
  }
}

extension Artist {
  enum CodingKeys: String, WireKey {
    case id
    case userID = "user_id"
    case artistName = "artist_name"
    case coverImage = "cover_image"
    case bio
    case socialLinks = "social_links"
    case followersCount = "followers_count"
    case totalPlays = "total_plays"
    case isVerified = "is_verified"
    case createdAt = "created_at"
    case updatedAt = "updated_at"
    case isFollowing = "is_following"
  }

  public init(from decoder: any Decoder) throws {
    let c = try decoder.container(keyedBy: CodingKeys.self)
    id = try c.identifier(.id)
    userID = try c.identifier(.userID)
    artistName = try c.stringIf(.artistName)
    coverImage = try c.stringIf(.coverImage)
    bio = try c.stringIf(.bio)
    socialLinks = c.valueIf([String: String].self, .socialLinks)
    followersCount = try c.int(.followersCount, default: 0)
    totalPlays = try c.int(.totalPlays, default: 0)
    isVerified = try c.bool(.isVerified, default: false)
    createdAt = try c.timestampIf(.createdAt)
    updatedAt = try c.timestampIf(.updatedAt)
    isFollowing = try c.boolIf(.isFollowing)
  }
}
