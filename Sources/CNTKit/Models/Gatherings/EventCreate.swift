/// The body of `POST /events/`.
public struct EventCreate: Codable, Hashable, Sendable {
  public var title: String
  public var eventDate: Timestamp
  public var description: String?
  public var location: String?
  public var latitude: Double?
  public var longitude: Double?
  public var maxAttendees: Int
  public var coverImage: String?

  public init(
    title: String, eventDate: Timestamp, description: String? = nil, location: String? = nil,
    latitude: Double? = nil, longitude: Double? = nil, maxAttendees: Int = 0,
    coverImage: String? = nil
  ) {
    self.title = title
    self.eventDate = eventDate
    self.description = description
    self.location = location
    self.latitude = latitude
    self.longitude = longitude
    self.maxAttendees = maxAttendees
    self.coverImage = coverImage
  }
}

extension EventCreate {
  enum CodingKeys: String, WireKey {
    case title
    case eventDate = "event_date"
    case description
    case location
    case latitude
    case longitude
    case maxAttendees = "max_attendees"
    case coverImage = "cover_image"
  }

  public init(from decoder: any Decoder) throws {
    let c = try decoder.container(keyedBy: CodingKeys.self)
    title = try c.string(.title)
    eventDate = try c.decode(Timestamp.self, forKey: .eventDate)
    description = try c.stringIf(.description)
    location = try c.stringIf(.location)
    latitude = try c.doubleIf(.latitude)
    longitude = try c.doubleIf(.longitude)
    maxAttendees = try c.int(.maxAttendees, default: 0)
    coverImage = try c.stringIf(.coverImage)
  }
}
