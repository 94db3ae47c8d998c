/// A post in the community feed.
public struct CommunityPost: Codable, Hashable, Sendable, Identifiable {
  public var id: Int
  public var userID: Int
  public var userName: String?
  public var userAvatar: String?
  public var title: String
  public var content: String
  public var imageURL: String?
  public var category: String
  public var postType: String
  public var isApproved: Bool?
  public var showInCarousel: Bool?
  public var likesCount: Int
  public var commentsCount: Int
  public var isLiked: Bool
  public var createdAt: Timestamp?

  public init(
    id: Int, userID: Int = 0, userName: String? = nil, userAvatar: String? = nil,
    title: String = "", content: String = "", imageURL: String? = nil, category: String = "",
    postType: String = "image", isApproved: Bool? = nil, showInCarousel: Bool? = nil,
    likesCount: Int = 0, commentsCount: Int = 0, isLiked: Bool = false, createdAt: Timestamp? = nil
  ) {
    self.id = id
    self.userID = userID
    self.userName = userName
    self.userAvatar = userAvatar
    self.title = title
    self.content = content
    self.imageURL = imageURL
    self.category = category
    self.postType = postType
    self.isApproved = isApproved
    self.showInCarousel = showInCarousel
    self.likesCount = likesCount
    self.commentsCount = commentsCount
    self.isLiked = isLiked
    self.createdAt = createdAt
  }
}

extension CommunityPost {
  enum CodingKeys: String, WireKey {
    case id
    case userID = "user_id"
    case userName = "user_name"
    case userAvatar = "user_avatar"
    case title
    case content
    case imageURL = "image_url"
    case category
    case postType = "post_type"
    case isApproved = "is_approved"
    case showInCarousel = "show_in_carousel"
    case likesCount = "likes_count"
    case commentsCount = "comments_count"
    case isLiked = "is_liked"
    case createdAt = "created_at"
  }

  public init(from decoder: any Decoder) throws {
    let c = try decoder.container(keyedBy: CodingKeys.self)
    id = try c.identifier(.id)
    userID = try c.int(.userID, default: 0)
    userName = try c.stringIf(.userName)
    userAvatar = try c.stringIf(.userAvatar)
    title = try c.string(.title, default: "")
    content = try c.string(.content, default: "")
    imageURL = try c.stringIf(.imageURL)
    category = try c.string(.category, default: "")
    postType = try c.string(.postType, default: "image")
    isApproved = try c.boolIf(.isApproved)
    showInCarousel = try c.boolIf(.showInCarousel)
    likesCount = try c.int(.likesCount, default: 0)
    commentsCount = try c.int(.commentsCount, default: 0)
    isLiked = try c.bool(.isLiked, default: false)
    createdAt = try c.timestampIf(.createdAt)
  }
}
