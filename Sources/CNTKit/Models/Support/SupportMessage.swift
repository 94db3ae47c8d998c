/// A question to the people who run the platform, with their answer.
public struct SupportMessage: Codable, Hashable, Sendable, Identifiable {
  public var id: Int
  public var subject: String
  public var message: String
  /// `open`, `responded` or `closed`.
  public var status: String
  public var adminResponse: String?
  public var userID: Int
  public var adminID: Int?
  /// Whether an admin read it.
  public var adminSeen: Bool
  /// Whether the one who asked read the answer; true while there is none.
  public var userSeen: Bool
  public var createdAt: Timestamp?
  public var updatedAt: Timestamp?
  public var respondedAt: Timestamp?
  /// Who asked, as admins are told.
  public var user: SupportUser?

  public init(
    id: Int, subject: String, message: String, status: String = "open",
    adminResponse: String? = nil, userID: Int, adminID: Int? = nil, adminSeen: Bool = false,
    userSeen: Bool = true, createdAt: Timestamp? = nil, updatedAt: Timestamp? = nil,
    respondedAt: Timestamp? = nil, user: SupportUser? = nil
  ) {
    self.id = id
    self.subject = subject
    self.message = message
    self.status = status
    self.adminResponse = adminResponse
    self.userID = userID
    self.adminID = adminID
    self.adminSeen = adminSeen
    self.userSeen = userSeen
    self.createdAt = createdAt
    self.updatedAt = updatedAt
    self.respondedAt = respondedAt
    self.user = user
  }
}

/// Who asked for support.
public struct SupportUser: Codable, Hashable, Sendable {
  public var id: Int
  public var name: String?
  public var email: String?
  public var avatar: String?

  public init(id: Int, name: String? = nil, email: String? = nil, avatar: String? = nil) {
    self.id = id
    self.name = name
    self.email = email
    self.avatar = avatar
  }
}

extension SupportMessage {
  enum CodingKeys: String, WireKey {
    case id
    case subject
    case message
    case status
    case adminResponse = "admin_response"
    case userID = "user_id"
    case adminID = "admin_id"
    case adminSeen = "admin_seen"
    case userSeen = "user_seen"
    case createdAt = "created_at"
    case updatedAt = "updated_at"
    case respondedAt = "responded_at"
    case user
  }

  public init(from decoder: any Decoder) throws {
    let c = try decoder.container(keyedBy: CodingKeys.self)
    id = try c.identifier(.id)
    subject = try c.string(.subject, default: "")
    message = try c.string(.message, default: "")
    status = try c.string(.status, default: "open")
    adminResponse = try c.stringIf(.adminResponse)
    userID = try c.int(.userID, default: 0)
    adminID = try c.intIf(.adminID)
    adminSeen = try c.bool(.adminSeen, default: false)
    userSeen = try c.bool(.userSeen, default: true)
    createdAt = try c.timestampIf(.createdAt)
    updatedAt = try c.timestampIf(.updatedAt)
    respondedAt = try c.timestampIf(.respondedAt)
    user = c.valueIf(SupportUser.self, .user)
  }
}
