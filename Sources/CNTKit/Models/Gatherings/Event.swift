/// A gathering. `maxAttendees` 0 means no limit.
public struct Event: Codable, Hashable, Sendable, Identifiable {
  public var id: Int
  public var hostID: Int
  public var title: String
  public var description: String?
  public var eventDate: Timestamp?
  public var location: String?
  public var latitude: Double?
  public var longitude: Double?
  public var maxAttendees: Int
  public var status: String
  public var coverImage: String?
  public var createdAt: Timestamp?
  public var updatedAt: Timestamp?
  public var host: UserSummary?
  public var attendeesCount: Int
  public var isAttending: Bool
  public var myAttendanceStatus: String?

  public init(
    id: Int, hostID: Int = 0, title: String, description: String? = nil,
    eventDate: Timestamp? = nil, location: String? = nil, latitude: Double? = nil,
    longitude: Double? = nil, maxAttendees: Int = 0, status: String = "published",
    coverImage: String? = nil, createdAt: Timestamp? = nil, updatedAt: Timestamp? = nil,
    host: UserSummary? = nil, attendeesCount: Int = 0, isAttending: Bool = false,
    myAttendanceStatus: String? = nil
  ) {
    self.id = id
    self.hostID = hostID
    self.title = title
    self.description = description
    self.eventDate = eventDate
    self.location = location
    self.latitude = latitude
    self.longitude = longitude
    self.maxAttendees = maxAttendees
    self.status = status
    self.coverImage = coverImage
    self.createdAt = createdAt
    self.updatedAt = updatedAt
    self.host = host
    self.attendeesCount = attendeesCount
    self.isAttending = isAttending
    self.myAttendanceStatus = myAttendanceStatus
  }
}

extension Event {
  enum CodingKeys: String, WireKey {
    case id
    case hostID = "host_id"
    case title
    case description
    case eventDate = "event_date"
    case location
    case latitude
    case longitude
    case maxAttendees = "max_attendees"
    case status
    case coverImage = "cover_image"
    case createdAt = "created_at"
    case updatedAt = "updated_at"
    case host
    case attendeesCount = "attendees_count"
    case isAttending = "is_attending"
    case myAttendanceStatus = "my_attendance_status"
  }

  public init(from decoder: any Decoder) throws {
    let c = try decoder.container(keyedBy: CodingKeys.self)
    id = try c.identifier(.id)
    hostID = try c.int(.hostID, default: 0)
    title = try c.string(.title)
    description = try c.stringIf(.description)
    eventDate = try c.timestampIf(.eventDate)
    location = try c.stringIf(.location)
    latitude = try c.doubleIf(.latitude)
    longitude = try c.doubleIf(.longitude)
    maxAttendees = try c.int(.maxAttendees, default: 0)
    status = try c.string(.status, default: "published")
    coverImage = try c.stringIf(.coverImage)
    createdAt = try c.timestampIf(.createdAt)
    updatedAt = try c.timestampIf(.updatedAt)
    host = c.valueIf(UserSummary.self, .host)
    attendeesCount = try c.int(.attendeesCount, default: 0)
    isAttending = try c.bool(.isAttending, default: false)
    myAttendanceStatus = try c.stringIf(.myAttendanceStatus)
  }
}
