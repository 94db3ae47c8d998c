/// A live stream or a meeting; both share one table.
public struct LiveStream: Codable, Hashable, Sendable, Identifiable {
  public var id: Int
  public var hostID: Int
  public var hostName: String?
  public var title: String
  public var description: String?
  public var thumbnail: String?
  public var category: String?
  public var roomName: String
  public var status: String
  public var viewerCount: Int
  public var scheduledStart: Timestamp?
  public var startedAt: Timestamp?
  public var endedAt: Timestamp?
  public var createdAt: Timestamp?

  public init(
    id: Int, hostID: Int = 0, hostName: String? = nil, title: String, description: String? = nil,
    thumbnail: String? = nil, category: String? = nil, roomName: String = "",
    status: String = "scheduled", viewerCount: Int = 0, scheduledStart: Timestamp? = nil,
    startedAt: Timestamp? = nil, endedAt: Timestamp? = nil, createdAt: Timestamp? = nil
  ) {
    self.id = id
    self.hostID = hostID
    self.hostName = hostName
    self.title = title
    self.description = description
    self.thumbnail = thumbnail
    self.category = category
    self.roomName = roomName
    self.status = status
    self.viewerCount = viewerCount
    self.scheduledStart = scheduledStart
    self.startedAt = startedAt
    self.endedAt = endedAt
    self.createdAt = createdAt
  }
}

extension LiveStream {
  enum CodingKeys: String, WireKey {
    case id
    case hostID = "host_id"
    case hostName = "host_name"
    case title
    case description
    case thumbnail
    case category
    case roomName = "room_name"
    case status
    case viewerCount = "viewer_count"
    case scheduledStart = "scheduled_start"
    case startedAt = "started_at"
    case endedAt = "ended_at"
    case createdAt = "created_at"
  }

  /// Other names that builds of the platform use for the same keys.
  private enum Alias: String, WireKey {
    case userName = "user_name"
  }

  public init(from decoder: any Decoder) throws {
    let c = try decoder.container(keyedBy: CodingKeys.self)
    let alias = try decoder.container(keyedBy: Alias.self)
    id = try c.identifier(.id)
    hostID = try c.int(.hostID, default: 0)
    hostName = try c.stringIf(.hostName) ?? alias.stringIf(.userName)
    title = try c.string(.title)
    description = try c.stringIf(.description)
    thumbnail = try c.stringIf(.thumbnail)
    category = try c.stringIf(.category)
    roomName = try c.string(.roomName, default: "")
    status = try c.string(.status, default: "scheduled")
    viewerCount = try c.int(.viewerCount, default: 0)
    scheduledStart = try c.timestampIf(.scheduledStart)
    startedAt = try c.timestampIf(.startedAt)
    endedAt = try c.timestampIf(.endedAt)
    createdAt = try c.timestampIf(.createdAt)
  }
}
