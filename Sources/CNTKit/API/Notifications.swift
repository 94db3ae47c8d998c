extension Endpoint where Answer == NotificationPage {
  /// Newest first; `offset`, not `skip`.
  public static func notifications(limit: Int, offset: Int) -> Endpoint {
    .json(
      .get, "/notifications", query: [("limit", "\(limit)"), ("offset", "\(offset)")],
      authorization: .required)
  }
}

extension Endpoint where Answer == Void {
  public static func markNotificationsRead(_ ids: [Int]) -> Endpoint {
    .ignoringAnswer(
      .post, "/notifications/read", body: .json(["notification_ids": ids]), isIdempotent: true)
  }

  public static var markAllNotificationsRead: Endpoint {
    .ignoringAnswer(.post, "/notifications/read-all", isIdempotent: true)
  }
}
