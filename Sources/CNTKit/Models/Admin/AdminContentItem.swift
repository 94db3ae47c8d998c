/// A row of the admin desk: any kind of content. `type` is podcast, movie, music, community_post or event.
public struct AdminContentItem: Codable, Hashable, Sendable, Identifiable {
  public var id: Int
  public var type: String
  public var title: String
  public var creatorName: String?
  public var status: String?
  public var createdAt: Timestamp?
  public var description: String?
  public var coverImage: String?
  public var thumbnailURL: String?
  public var imageURL: String?
  public var audioURL: String?
  public var videoURL: String?
  public var duration: Int?

  public init(
    id: Int, type: String, title: String = "", creatorName: String? = nil, status: String? = nil,
    createdAt: Timestamp? = nil, description: String? = nil, coverImage: String? = nil,
    thumbnailURL: String? = nil, imageURL: String? = nil, audioURL: String? = nil,
    videoURL: String? = nil, duration: Int? = nil
  ) {
    self.id = id
    self.type = type
    self.title = title
    self.creatorName = creatorName
    self.status = status
    self.createdAt = createdAt
    self.description = description
    self.coverImage = coverImage
    self.thumbnailURL = thumbnailURL
    self.imageURL = imageURL
    self.audioURL = audioURL
    self.videoURL = videoURL
    self.duration = duration
  }
}

extension AdminContentItem {
  enum CodingKeys: String, WireKey {
    case id
    case type
    case title
    case creatorName = "creator_name"
    case status
    case createdAt = "created_at"
    case description
    case coverImage = "cover_image"
    case thumbnailURL = "thumbnail_url"
    case imageURL = "image_url"
    case audioURL = "audio_url"
    case videoURL = "video_url"
    case duration
  }

  /// Other names that builds of the platform use for the same keys.
  private enum Alias: String, WireKey {
    case name
  }

  public init(from decoder: any Decoder) throws {
    let c = try decoder.container(keyedBy: CodingKeys.self)
    let alias = try decoder.container(keyedBy: Alias.self)
    id = try c.identifier(.id)
    type = try c.string(.type)
    title = try c.stringIf(.title) ?? alias.stringIf(.name) ?? ""
    creatorName = try c.stringIf(.creatorName)
    status = try c.stringIf(.status)
    createdAt = try c.timestampIf(.createdAt)
    description = try c.stringIf(.description)
    coverImage = try c.stringIf(.coverImage)
    thumbnailURL = try c.stringIf(.thumbnailURL)
    imageURL = try c.stringIf(.imageURL)
    audioURL = try c.stringIf(.audioURL)
    videoURL = try c.stringIf(.videoURL)
    duration = try c.intIf(.duration)
  }
}
