/// What a like toggle left behind.
public struct LikeResult: Codable, Hashable, Sendable {
  public var liked: Bool
  public var likesCount: Int

  public init(
    liked: Bool = false, likesCount: Int = 0
  ) {
    self.liked = liked
    self.likesCount = likesCount
  }
}

extension LikeResult {
  enum CodingKeys: String, WireKey {
    case liked
    case likesCount = "likes_count"
  }

  /// Other names that builds of the platform use for the same keys.
  private enum Alias: String, WireKey {
    case isLiked = "is_liked"
  }

  public init(from decoder: any Decoder) throws {
    let c = try decoder.container(keyedBy: CodingKeys.self)
    let alias = try decoder.container(keyedBy: Alias.self)
    liked = try c.boolIf(.liked) ?? alias.boolIf(.isLiked) ?? false
    likesCount = try c.int(.likesCount, default: 0)
  }
}
