/// Where the outcome of a media edit was stored; `url` and `path` are equal.
public struct EditResult: Codable, Hashable, Sendable {
  public var url: String
  public var filename: String
  public var path: String

  public init(
    url: String, filename: String = "", path: String = ""
  ) {
    self.url = url
    self.filename = filename
    self.path = path
  }
}

extension EditResult {
  enum CodingKeys: String, WireKey {
    case url
    case filename
    case path
  }

  public init(from decoder: any Decoder) throws {
    let c = try decoder.container(keyedBy: CodingKeys.self)
    url = try c.string(.url)
    filename = try c.string(.filename, default: "")
    path = try c.string(.path, default: "")
  }
}
