/// The body of `POST /music/tracks`.
public struct MusicTrackCreate: Codable, Hashable, Sendable {
  public var title: String
  public var artist: String
  public var album: String?
  public var genre: String?
  public var lyrics: String?
  public var audioURL: String?
  public var coverImage: String?
  public var duration: Int?
  public var isFeatured: Bool?

  public init(
    title: String, artist: String, album: String? = nil, genre: String? = nil,
    lyrics: String? = nil, audioURL: String? = nil, coverImage: String? = nil, duration: Int? = nil,
    isFeatured: Bool? = nil
  ) {
    self.title = title
    self.artist = artist
    self.album = album
    self.genre = genre
    self.lyrics = lyrics
    self.audioURL = audioURL
    self.coverImage = coverImage
    self.duration = duration
    self.isFeatured = isFeatured
  }
}

extension MusicTrackCreate {
  enum CodingKeys: String, WireKey {
    case title
    case artist
    case album
    case genre
    case lyrics
    case audioURL = "audio_url"
    case coverImage = "cover_image"
    case duration
    case isFeatured = "is_featured"
  }

  public init(from decoder: any Decoder) throws {
    let c = try decoder.container(keyedBy: CodingKeys.self)
    title = try c.string(.title)
    artist = try c.string(.artist)
    album = try c.stringIf(.album)
    genre = try c.stringIf(.genre)
    lyrics = try c.stringIf(.lyrics)
    audioURL = try c.stringIf(.audioURL)
    coverImage = try c.stringIf(.coverImage)
    duration = try c.intIf(.duration)
    isFeatured = try c.boolIf(.isFeatured)
  }
}
