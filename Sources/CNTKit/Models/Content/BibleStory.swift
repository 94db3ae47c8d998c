/// A Bible story to read or hear.
public struct BibleStory: Codable, Hashable, Sendable, Identifiable {
  public var id: Int
  public var title: String
  public var scriptureReference: String
  public var content: String
  public var audioURL: String?
  public var coverImage: String?
  public var createdAt: Timestamp?

  public init(
    id: Int, title: String, scriptureReference: String = "", content: String = "",
    audioURL: String? = nil, coverImage: String? = nil, createdAt: Timestamp? = nil
  ) {
    self.id = id
    self.title = title
    self.scriptureReference = scriptureReference
    self.content = content
    self.audioURL = audioURL
    self.coverImage = coverImage
    self.createdAt = createdAt
  }
}

extension BibleStory {
  enum CodingKeys: String, WireKey {
    case id
    case title
    case scriptureReference = "scripture_reference"
    case content
    case audioURL = "audio_url"
    case coverImage = "cover_image"
    case createdAt = "created_at"
  }

  public init(from decoder: any Decoder) throws {
    let c = try decoder.container(keyedBy: CodingKeys.self)
    id = try c.identifier(.id)
    title = try c.string(.title)
    scriptureReference = try c.string(.scriptureReference, default: "")
    content = try c.string(.content, default: "")
    audioURL = try c.stringIf(.audioURL)
    coverImage = try c.stringIf(.coverImage)
    createdAt = try c.timestampIf(.createdAt)
  }
}
