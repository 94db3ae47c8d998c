/// The body of `POST /community/posts/{id}/comments`.
public struct CommentCreate: Codable, Hashable, Sendable {
  public var content: String

  public init(
    content: String
  ) {
    self.content = content
  }
}

extension CommentCreate {
  enum CodingKeys: String, WireKey {
    case content
  }

  public init(from decoder: any Decoder) throws {
    let c = try decoder.container(keyedBy: CodingKeys.self)
    content = try c.string(.content)
  }
}
