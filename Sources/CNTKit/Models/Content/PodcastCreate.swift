/// The body of `POST /podcasts/`; only `title` is required.
public struct PodcastCreate: Codable, Hashable, Sendable {
  public var title: String
  public var description: String?
  public var audioURL: String?
  public var videoURL: String?
  public var coverImage: String?
  public var useDefaultThumbnail: Bool?
  public var categoryID: Int?
  public var duration: Int?

  public init(
    title: String, description: String? = nil, audioURL: String? = nil, videoURL: String? = nil,
    coverImage: String? = nil, useDefaultThumbnail: Bool? = nil, categoryID: Int? = nil,
    duration: Int? = nil
  ) {
    self.title = title
    self.description = description
    self.audioURL = audioURL
    self.videoURL = videoURL
    self.coverImage = coverImage
    self.useDefaultThumbnail = useDefaultThumbnail
    self.categoryID = categoryID
    self.duration = duration
  }
}

extension PodcastCreate {
  enum CodingKeys: String, WireKey {
    case title
    case description
    case audioURL = "audio_url"
    case videoURL = "video_url"
    case coverImage = "cover_image"
    case useDefaultThumbnail = "use_default_thumbnail"
    case categoryID = "category_id"
    case duration
  }

  public init(from decoder: any Decoder) throws {
    let c = try decoder.container(keyedBy: CodingKeys.self)
    title = try c.string(.title)
    description = try c.stringIf(.description)
    audioURL = try c.stringIf(.audioURL)
    videoURL = try c.stringIf(.videoURL)
    coverImage = try c.stringIf(.coverImage)
    useDefaultThumbnail = try c.boolIf(.useDefaultThumbnail)
    categoryID = try c.intIf(.categoryID)
    duration = try c.intIf(.duration)
  }
}
