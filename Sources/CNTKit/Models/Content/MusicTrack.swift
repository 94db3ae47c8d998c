/// A piece of music.
public struct MusicTrack: Codable, Hashable, Sendable, Identifiable {
  public var id: Int
  public var title: String
  public var artist: String
  public var album: String?
  public var genre: String?
  public var audioURL: String?
  public var coverImage: String?
  public var duration: Int?
  public var lyrics: String?
  public var isFeatured: Bool
  public var isPublished: Bool
  public var playsCount: Int
  public var createdAt: Timestamp?

  public init(
    id: Int, title: String, artist: String = "", album: String? = nil, genre: String? = nil,
    audioURL: String? = nil, coverImage: String? = nil, duration: Int? = nil, lyrics: String? = nil,
    isFeatured: Bool = false, isPublished: Bool = true, playsCount: Int = 0,
    createdAt: Timestamp? = nil
  ) {
    self.id = id
    self.title = title
    self.artist = artist
    self.album = album
    self.genre = genre
    self.audioURL = audioURL
    self.coverImage = coverImage
    self.duration = duration
    self.lyrics = lyrics
    self.isFeatured = isFeatured
    self.isPublished = isPublished
    self.playsCount = playsCount
    self.createdAt = createdAt
  }
}

extension MusicTrack {
  enum CodingKeys: String, WireKey {
    case id
    case title
    case artist
    case album
    case genre
    case audioURL = "audio_url"
    case coverImage = "cover_image"
    case duration
    case lyrics
    case isFeatured = "is_featured"
    case isPublished = "is_published"
    case playsCount = "plays_count"
    case createdAt = "created_at"
  }

  public init(from decoder: any Decoder) throws {
    let c = try decoder.container(keyedBy: CodingKeys.self)
    id = try c.identifier(.id)
    title = try c.string(.title)
    artist = try c.string(.artist, default: "")
    album = try c.stringIf(.album)
    genre = try c.stringIf(.genre)
    audioURL = try c.stringIf(.audioURL)
    coverImage = try c.stringIf(.coverImage)
    duration = try c.intIf(.duration)
    lyrics = try c.stringIf(.lyrics)
    isFeatured = try c.bool(.isFeatured, default: false)
    isPublished = try c.bool(.isPublished, default: true)
    playsCount = try c.int(.playsCount, default: 0)
    createdAt = try c.timestampIf(.createdAt)
  }
}
