/// A film or an animated Bible story.
public struct Movie: Codable, Hashable, Sendable, Identifiable {
  public var id: Int
  public var title: String
  public var description: String?
  public var videoURL: String?
  public var coverImage: String?
  public var previewURL: String?
  public var previewStartTime: Int?
  public var previewEndTime: Int?
  public var director: String?
  public var cast: String?
  public var releaseDate: Timestamp?
  public var rating: Double?
  public var categoryID: Int?
  public var creatorID: Int?
  public var duration: Int?
  public var status: String
  public var playsCount: Int
  public var isFeatured: Bool
  public var createdAt: Timestamp?

  public init(
    id: Int, title: String, description: String? = nil, videoURL: String? = nil,
    coverImage: String? = nil, previewURL: String? = nil, previewStartTime: Int? = nil,
    previewEndTime: Int? = nil, director: String? = nil, cast: String? = nil,
    releaseDate: Timestamp? = nil, rating: Double? = nil, categoryID: Int? = nil,
    creatorID: Int? = nil, duration: Int? = nil, status: String = "pending", playsCount: Int = 0,
    isFeatured: Bool = false, createdAt: Timestamp? = nil
  ) {
    self.id = id
    self.title = title
    self.description = description
    self.videoURL = videoURL
    self.coverImage = coverImage
    self.previewURL = previewURL
    self.previewStartTime = previewStartTime
    self.previewEndTime = previewEndTime
    self.director = director
    self.cast = cast
    self.releaseDate = releaseDate
    self.rating = rating
    self.categoryID = categoryID
    self.creatorID = creatorID
    self.duration = duration
    self.status = status
    self.playsCount = playsCount
    self.isFeatured = isFeatured
    self.createdAt = createdAt
  }
}

extension Movie {
  enum CodingKeys: String, WireKey {
    case id
    case title
    case description
    case videoURL = "video_url"
    case coverImage = "cover_image"
    case previewURL = "preview_url"
    case previewStartTime = "preview_start_time"
    case previewEndTime = "preview_end_time"
    case director
    case cast
    case releaseDate = "release_date"
    case rating
    case categoryID = "category_id"
    case creatorID = "creator_id"
    case duration
    case status
    case playsCount = "plays_count"
    case isFeatured = "is_featured"
    case createdAt = "created_at"
  }

  public init(from decoder: any Decoder) throws {
    let c = try decoder.container(keyedBy: CodingKeys.self)
    id = try c.identifier(.id)
    title = try c.string(.title)
    description = try c.stringIf(.description)
    videoURL = try c.stringIf(.videoURL)
    coverImage = try c.stringIf(.coverImage)
    previewURL = try c.stringIf(.previewURL)
    previewStartTime = try c.intIf(.previewStartTime)
    previewEndTime = try c.intIf(.previewEndTime)
    director = try c.stringIf(.director)
    cast = try c.stringIf(.cast)
    releaseDate = try c.timestampIf(.releaseDate)
    rating = try c.doubleIf(.rating)
    categoryID = try c.intIf(.categoryID)
    creatorID = try c.intIf(.creatorID)
    duration = try c.intIf(.duration)
    status = try c.string(.status, default: "pending")
    playsCount = try c.int(.playsCount, default: 0)
    isFeatured = try c.bool(.isFeatured, default: false)
    createdAt = try c.timestampIf(.createdAt)
  }
}
