/// Somebody who asked to come to an event; `status` is pending, approved or rejected.
public struct EventAttendee: Codable, Hashable, Sendable, Identifiable {
  public var id: Int
  public var userID: Int
  public var status: String
  public var createdAt: Timestamp?
  public var user: UserSummary?

  public init(
    id: Int, userID: Int, status: String = "pending", createdAt: Timestamp? = nil,
    user: UserSummary? = nil
  ) {
    self.id = id
    self.userID = userID
    self.status = status
    self.createdAt = createdAt
    self.user = user
  }
}

extension EventAttendee {
  enum CodingKeys: String, WireKey {
    case id
    case userID = "user_id"
    case status
    case createdAt = "created_at"
    case user
  }

  public init(from decoder: any Decoder) throws {
    let c = try decoder.container(keyedBy: CodingKeys.self)
    id = try c.identifier(.id)
    userID = try c.identifier(.userID)
    status = try c.string(.status, default: "pending")
    createdAt = try c.timestampIf(.createdAt)
    user = c.valueIf(UserSummary.self, .user)
  }
}
