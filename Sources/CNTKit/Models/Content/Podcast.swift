/// An audio or video podcast episode. `videoURL` set means video; neither URL set means that it cannot be played.
public struct Podcast: Codable, Hashable, Sendable, Identifiable {
  public var id: Int
  public var title: String
  public var description: String?
  public var audioURL: String?
  public var videoURL: String?
  public var coverImage: String?
  public var creatorID: Int?
  public var categoryID: Int?
  public var duration: Int?
  public var status: String
  public var playsCount: Int
  public var createdAt: Timestamp?

  public init(
    id: Int, title: String, description: String? = nil, audioURL: String? = nil,
    videoURL: String? = nil, coverImage: String? = nil, creatorID: Int? = nil,
    categoryID: Int? = nil, duration: Int? = nil, status: String = "pending", playsCount: Int = 0,
    createdAt: Timestamp? = nil
  ) {
    self.id = id
    self.title = title
    self.description = description
    self.audioURL = audioURL
    self.videoURL = videoURL
    self.coverImage = coverImage
    self.creatorID = creatorID
    self.categoryID = categoryID
    self.duration = duration
    self.status = status
    self.playsCount = playsCount
    self.createdAt = createdAt
  }
}

extension Podcast {
  enum CodingKeys: String, WireKey {
    case id
    case title
    case description
    case audioURL = "audio_url"
    case videoURL = "video_url"
    case coverImage = "cover_image"
    case creatorID = "creator_id"
    case categoryID = "category_id"
    case duration
    case status
    case playsCount = "plays_count"
    case createdAt = "created_at"
  }

  public init(from decoder: any Decoder) throws {
    let c = try decoder.container(keyedBy: CodingKeys.self)
    id = try c.identifier(.id)
    title = try c.string(.title)
    description = try c.stringIf(.description)
    audioURL = try c.stringIf(.audioURL)
    videoURL = try c.stringIf(.videoURL)
    coverImage = try c.stringIf(.coverImage)
    creatorID = try c.intIf(.creatorID)
    categoryID = try c.intIf(.categoryID)
    duration = try c.intIf(.duration)
    status = try c.string(.status, default: "pending")
    playsCount = try c.int(.playsCount, default: 0)
    createdAt = try c.timestampIf(.createdAt)
  }
}
