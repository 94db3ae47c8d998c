/// A document, usually a PDF of the Bible.
public struct DocumentAsset: Codable, Hashable, Sendable, Identifiable {
  public var id: Int
  public var title: String
  public var description: String?
  public var filePath: String
  public var thumbnailPath: String?
  public var category: String
  public var isFeatured: Bool
  public var fileType: String?
  public var fileSize: Int?
  public var createdAt: Timestamp?

  public init(
    id: Int, title: String, description: String? = nil, filePath: String = "",
    thumbnailPath: String? = nil, category: String = "Bible", isFeatured: Bool = false,
    fileType: String? = nil, fileSize: Int? = nil, createdAt: Timestamp? = nil
  ) {
    self.id = id
    self.title = title
    self.description = description
    self.filePath = filePath
    self.thumbnailPath = thumbnailPath
    self.category = category
    self.isFeatured = isFeatured
    self.fileType = fileType
    self.fileSize = fileSize
    self.createdAt = createdAt
  }
}

extension DocumentAsset {
  enum CodingKeys: String, WireKey {
    case id
    case title
    case description
    case filePath = "file_path"
    case thumbnailPath = "thumbnail_path"
    case category
    case isFeatured = "is_featured"
    case fileType = "file_type"
    case fileSize = "file_size"
    case createdAt = "created_at"
  }

  /// Other names that builds of the platform use for the same keys.
  private enum Alias: String, WireKey {
    case fileURL = "file_url"
  }

  public init(from decoder: any Decoder) throws {
    let c = try decoder.container(keyedBy: CodingKeys.self)
    let alias = try decoder.container(keyedBy: Alias.self)
    id = try c.identifier(.id)
    title = try c.string(.title)
    description = try c.stringIf(.description)
    filePath = try c.stringIf(.filePath) ?? alias.stringIf(.fileURL) ?? ""
    thumbnailPath = try c.stringIf(.thumbnailPath)
    category = try c.string(.category, default: "Bible")
    isFeatured = try c.bool(.isFeatured, default: false)
    fileType = try c.stringIf(.fileType)
    fileSize = try c.intIf(.fileSize)
    createdAt = try c.timestampIf(.createdAt)
  }
}
