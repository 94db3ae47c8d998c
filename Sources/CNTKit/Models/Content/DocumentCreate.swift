/// What can be changed of a document (`PATCH /documents/{id}`).
public struct DocumentEdit: Codable, Hashable, Sendable {
  public var title: String
  public var category: String

  public init(title: String, category: String) {
    self.title = title
    self.category = category
  }
}

/// The body of `POST /documents`.
public struct DocumentCreate: Codable, Hashable, Sendable {
  public var title: String
  public var description: String?
  public var filePath: String
  public var thumbnailPath: String?
  public var category: String
  public var isFeatured: Bool

  public init(
    title: String, description: String? = nil, filePath: String, thumbnailPath: String? = nil,
    category: String = "Bible", isFeatured: Bool = false
  ) {
    self.title = title
    self.description = description
    self.filePath = filePath
    self.thumbnailPath = thumbnailPath
    self.category = category
    self.isFeatured = isFeatured
  }
}

extension DocumentCreate {
  enum CodingKeys: String, WireKey {
    case title
    case description
    case filePath = "file_path"
    case thumbnailPath = "thumbnail_path"
    case category
    case isFeatured = "is_featured"
  }

  public init(from decoder: any Decoder) throws {
    let c = try decoder.container(keyedBy: CodingKeys.self)
    title = try c.string(.title)
    description = try c.stringIf(.description)
    filePath = try c.string(.filePath)
    thumbnailPath = try c.stringIf(.thumbnailPath)
    category = try c.string(.category, default: "Bible")
    isFeatured = try c.bool(.isFeatured, default: false)
  }
}
