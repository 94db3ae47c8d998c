/// Where an uploaded file was stored.
public struct UploadResult: Codable, Hashable, Sendable {
  public var filename: String
  public var url: String
  public var contentType: String
  public var filePath: String?
  public var duration: Int?
  public var thumbnailURL: String?

  public init(
    filename: String = "", url: String, contentType: String = "", filePath: String? = nil,
    duration: Int? = nil, thumbnailURL: String? = nil
  ) {
    self.filename = filename
    self.url = url
    self.contentType = contentType
    self.filePath = filePath
    self.duration = duration
    self.thumbnailURL = thumbnailURL
  }
}

extension UploadResult {
  enum CodingKeys: String, WireKey {
    case filename
    case url
    case contentType = "content_type"
    case filePath = "file_path"
    case duration
    case thumbnailURL = "thumbnail_url"
  }

  public init(from decoder: any Decoder) throws {
    let c = try decoder.container(keyedBy: CodingKeys.self)
    filename = try c.string(.filename, default: "")
    url = try c.string(.url)
    contentType = try c.string(.contentType, default: "")
    filePath = try c.stringIf(.filePath)
    duration = try c.intIf(.duration)
    thumbnailURL = try c.stringIf(.thumbnailURL)
  }
}
