/// A name that content is filed under; `type` says which kind of content (podcast, music, movie, community).
public struct Category: Codable, Hashable, Sendable, Identifiable {
  public var id: Int
  public var name: String
  public var type: String

  public init(
    id: Int, name: String, type: String = ""
  ) {
    self.id = id
    self.name = name
    self.type = type
  }
}

extension Category {
  enum CodingKeys: String, WireKey {
    case id
    case name
    case type
  }

  public init(from decoder: any Decoder) throws {
    let c = try decoder.container(keyedBy: CodingKeys.self)
    id = try c.identifier(.id)
    name = try c.string(.name)
    type = try c.string(.type, default: "")
  }
}
