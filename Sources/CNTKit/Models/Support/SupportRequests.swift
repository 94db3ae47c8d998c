/// The body of `POST /support/messages`.
public struct SupportMessageCreate: Codable, Hashable, Sendable {
  public var subject: String
  public var message: String

  public init(subject: String, message: String) {
    self.subject = subject
    self.message = message
  }
}

/// The body of `POST /support/messages/{id}/reply`.
public struct SupportReply: Codable, Hashable, Sendable {
  public var response: String
  public var status: String

  public init(response: String, status: String = "responded") {
    self.response = response
    self.status = status
  }
}

/// How many questions there are (`GET /support/messages/stats`).
public struct SupportStats: Codable, Hashable, Sendable {
  public var total: Int
  public var openCount: Int
  /// Not read by any admin.
  public var unreadAdminCount: Int
  /// Answers that the one who asked has not read.
  public var unreadUserCount: Int

  public init(
    total: Int = 0, openCount: Int = 0, unreadAdminCount: Int = 0, unreadUserCount: Int = 0
  ) {
    self.total = total
    self.openCount = openCount
    self.unreadAdminCount = unreadAdminCount
    self.unreadUserCount = unreadUserCount
  }

  enum CodingKeys: String, WireKey {
    case total
    case openCount = "open_count"
    case unreadAdminCount = "unread_admin_count"
    case unreadUserCount = "unread_user_count"
  }

  public init(from decoder: any Decoder) throws {
    let c = try decoder.container(keyedBy: CodingKeys.self)
    total = try c.int(.total, default: 0)
    openCount = try c.int(.openCount, default: 0)
    unreadAdminCount = try c.int(.unreadAdminCount, default: 0)
    unreadUserCount = try c.int(.unreadUserCount, default: 0)
  }
}
