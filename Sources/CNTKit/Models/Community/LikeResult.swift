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
    // Without the state an answer says nothing: guessing it would toggle once too often.
    guard let state = try c.boolIf(.liked) ?? alias.boolIf(.isLiked) else {
      throw DecodingError.keyNotFound(
        CodingKeys.liked,
        DecodingError.Context(codingPath: c.codingPath, debugDescription: "Expected the state."))
    }
    liked = state
    likesCount = try c.int(.likesCount, default: 0)
  }
}
