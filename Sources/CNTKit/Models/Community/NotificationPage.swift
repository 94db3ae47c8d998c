/// One page of notifications, newest first.
public struct NotificationPage: Codable, Hashable, Sendable {
  public var notifications: [UserNotification]
  public var unreadCount: Int

  public init(
    notifications: [UserNotification] = [], unreadCount: Int = 0
  ) {
    self.notifications = notifications
    self.unreadCount = unreadCount
  }
}

extension NotificationPage {
  enum CodingKeys: String, WireKey {
    case notifications
    case unreadCount = "unread_count"
  }

  public init(from decoder: any Decoder) throws {
    let c = try decoder.container(keyedBy: CodingKeys.self)
    notifications = try c.decodeIfPresent([UserNotification].self, forKey: .notifications) ?? []
    unreadCount = try c.int(.unreadCount, default: 0)
  }
}
