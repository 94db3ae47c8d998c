/// The part of a content row that is embedded in favourites and playlists.
public struct ContentSummary: Codable, Hashable, Sendable {
  public var title: String
  public var description: String?
  public var coverImage: String?
  public var audioURL: String?
  public var videoURL: String?
  public var duration: Int?

  public init(
    title: String = "", description: String? = nil, coverImage: String? = nil,
    audioURL: String? = nil, videoURL: String? = nil, duration: Int? = nil
  ) {
    self.title = title
    self.description = description
    self.coverImage = coverImage
    self.audioURL = audioURL
    self.videoURL = videoURL
    self.duration = duration
  }
}

extension ContentSummary {
  enum CodingKeys: String, WireKey {
    case title
    case description
    case coverImage = "cover_image"
    case audioURL = "audio_url"
    case videoURL = "video_url"
    case duration
  }

  public init(from decoder: any Decoder) throws {
    let c = try decoder.container(keyedBy: CodingKeys.self)
    title = try c.string(.title, default: "")
    description = try c.stringIf(.description)
    coverImage = try c.stringIf(.coverImage)
    audioURL = try c.stringIf(.audioURL)
    videoURL = try c.stringIf(.videoURL)
    duration = try c.intIf(.duration)
  }
}
