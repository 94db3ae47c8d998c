/// The admin desk. The words for kinds are podcast, movie, music, community_post and event.
extension Endpoint where Answer == AdminDashboard {
  public static var adminDashboard: Endpoint {
    .json(.get, "/admin/dashboard", authorization: .required)
  }
}

extension Endpoint where Answer == [AdminContentItem] {
  public static var adminPending: Endpoint {
    .json(.get, "/admin/pending", authorization: .required)
  }

  public static func adminContent(
    type: String, status: String, skip: Int, limit: Int
  ) -> Endpoint {
    .json(
      .get, "/admin/content",
      query: [
        ("content_type", type), ("status", status), ("skip", "\(skip)"), ("limit", "\(limit)"),
      ], authorization: .required)
  }
}

extension Endpoint where Answer == Void {
  public static func approve(type: String, id: Int) -> Endpoint {
    .ignoringAnswer(
      .post, "/admin/approve/\(ServerAddress.escape(type))/\(id)", isIdempotent: true)
  }

  public static func reject(type: String, id: Int, reason: String?) -> Endpoint {
    .ignoringAnswer(
      .post, "/admin/reject/\(ServerAddress.escape(type))/\(id)",
      body: .jsonWithNulls(["reason": reason]), isIdempotent: true)
  }

  public static func setAdmin(user id: Int, _ isAdmin: Bool) -> Endpoint {
    .ignoringAnswer(
      .patch, "/admin/users/\(id)/admin", body: .json(["is_admin": isAdmin]), isIdempotent: true)
  }
}

extension Endpoint where Answer == [AdminUser] {
  public static func adminUsers(skip: Int, limit: Int, search: String? = nil) -> Endpoint {
    .json(
      .get, "/admin/users",
      query: [("skip", "\(skip)"), ("limit", "\(limit)"), ("search", search)],
      authorization: .required)
  }
}
