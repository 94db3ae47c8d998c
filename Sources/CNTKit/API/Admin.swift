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
  /// `expecting`: the state in which the admin saw it. `cnt-server` answers 409 when another admin
  /// made it something else meanwhile; the deployed platform does not look at it.
  public static func approve(type: String, id: Int, expecting state: String? = nil) -> Endpoint {
    .ignoringAnswer(
      .post, "/admin/approve/\(ServerAddress.escape(type))/\(id)", query: [("expected", state)],
      isIdempotent: true)
  }

  public static func reject(
    type: String, id: Int, reason: String?, expecting state: String? = nil
  ) -> Endpoint {
    .ignoringAnswer(
      .post, "/admin/reject/\(ServerAddress.escape(type))/\(id)", query: [("expected", state)],
      body: .jsonWithNulls(["reason": reason]), isIdempotent: true)
  }

  /// Takes something off the platform without deleting it. Not on every build.
  public static func archive(type: String, id: Int) -> Endpoint {
    .ignoringAnswer(
      .post, "/admin/archive/\(ServerAddress.escape(type))/\(id)", isIdempotent: true)
  }

  public static func deleteContent(type: String, id: Int) -> Endpoint {
    .ignoringAnswer(
      .delete, "/admin/\(ServerAddress.escape(type))/\(id)", isIdempotent: true)
  }

  public static func deleteUser(_ id: Int) -> Endpoint {
    .ignoringAnswer(.delete, "/admin/users/\(id)", isIdempotent: true)
  }

  public static func setCarousel(post id: Int, _ isShown: Bool) -> Endpoint {
    .ignoringAnswer(
      .patch, "/community/posts/\(id)/carousel-visibility",
      body: .json(["show_in_carousel": isShown]), isIdempotent: true)
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

extension Endpoint where Answer == AdminUser {
  public static func adminUser(_ id: Int) -> Endpoint {
    .json(.get, "/admin/users/\(id)", authorization: .required)
  }
}

extension Endpoint where Answer == CommissionSettings {
  public static var commission: Endpoint {
    .json(.get, "/admin/settings/commission", authorization: .required)
  }

  public static func setCommission(_ change: CommissionChange) -> Endpoint {
    .json(
      .put, "/admin/settings/commission", body: .json(change), authorization: .required,
      isIdempotent: true)
  }
}
