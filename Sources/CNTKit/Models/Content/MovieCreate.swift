/// The body of `POST /movies/`; only an admin may set `status` to approved.
public struct MovieCreate: Codable, Hashable, Sendable {
  public var title: String
  public var videoURL: String
  public var description: String?
  public var coverImage: String?
  public var previewURL: String?
  public var duration: Int?
  public var director: String?
  public var cast: String?
  public var releaseDate: Timestamp?
  public var rating: Double?
  public var categoryID: Int?
  public var isFeatured: Bool?
  public var status: String?

  public init(
    title: String, videoURL: String, description: String? = nil, coverImage: String? = nil,
    previewURL: String? = nil, duration: Int? = nil, director: String? = nil, cast: String? = nil,
    releaseDate: Timestamp? = nil, rating: Double? = nil, categoryID: Int? = nil,
    isFeatured: Bool? = nil, status: String? = nil
  ) {
    self.title = title
    self.videoURL = videoURL
    self.description = description
    self.coverImage = coverImage
    self.previewURL = previewURL
    self.duration = duration
    self.director = director
    self.cast = cast
    self.releaseDate = releaseDate
    self.rating = rating
    self.categoryID = categoryID
    self.isFeatured = isFeatured
    self.status = status
  }
}

extension MovieCreate {
  enum CodingKeys: String, WireKey {
    case title
    case videoURL = "video_url"
    case description
    case coverImage = "cover_image"
    case previewURL = "preview_url"
    case duration
    case director
    case cast
    case releaseDate = "release_date"
    case rating
    case categoryID = "category_id"
    case isFeatured = "is_featured"
    case status
  }

  public init(from decoder: any Decoder) throws {
    let c = try decoder.container(keyedBy: CodingKeys.self)
    title = try c.string(.title)
    videoURL = try c.string(.videoURL)
    description = try c.stringIf(.description)
    coverImage = try c.stringIf(.coverImage)
    previewURL = try c.stringIf(.previewURL)
    duration = try c.intIf(.duration)
    director = try c.stringIf(.director)
    cast = try c.stringIf(.cast)
    releaseDate = try c.timestampIf(.releaseDate)
    rating = try c.doubleIf(.rating)
    categoryID = try c.intIf(.categoryID)
    isFeatured = try c.boolIf(.isFeatured)
    status = try c.stringIf(.status)
  }
}
