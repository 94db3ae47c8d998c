/// The body of `POST /community/posts`.
public struct CommunityPostCreate: Codable, Hashable, Sendable {
  public var title: String
  public var content: String
  public var category: String
  public var imageURL: String?
  public var postType: String?

  public init(
    title: String, content: String, category: String, imageURL: String? = nil,
    postType: String? = nil
  ) {
    self.title = title
    self.content = content
    self.category = category
    self.imageURL = imageURL
    self.postType = postType
  }
}

extension CommunityPostCreate {
  enum CodingKeys: String, WireKey {
    case title
    case content
    case category
    case imageURL = "image_url"
    case postType = "post_type"
  }

  public init(from decoder: any Decoder) throws {
    let c = try decoder.container(keyedBy: CodingKeys.self)
    title = try c.string(.title)
    content = try c.string(.content)
    category = try c.string(.category)
    imageURL = try c.stringIf(.imageURL)
    postType = try c.stringIf(.postType)
  }
}
