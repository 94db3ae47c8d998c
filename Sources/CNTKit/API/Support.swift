extension Endpoint where Answer == [SupportMessage] {
  /// One's own.
  public static var ownSupportMessages: Endpoint {
    .json(.get, "/support/messages/me", authorization: .required)
  }

  /// Everybody's, for admins.
  public static var allSupportMessages: Endpoint {
    .json(.get, "/support/messages", authorization: .required)
  }
}

extension Endpoint where Answer == SupportMessage {
  public static func askSupport(_ body: SupportMessageCreate) -> Endpoint {
    .json(.post, "/support/messages", body: .json(body), authorization: .required)
  }
}

extension Endpoint where Answer == Void {
  public static func answerSupport(_ id: Int, _ body: SupportReply) -> Endpoint {
    .ignoringAnswer(.post, "/support/messages/\(id)/reply", body: .json(body))
  }

  public static func seeSupport(_ id: Int, asAdmin: Bool) -> Endpoint {
    .ignoringAnswer(
      .post, "/support/messages/\(id)/mark-read",
      body: .json(["actor": asAdmin ? "admin" : "user"]),
      isIdempotent: true)
  }

  /// Stated by the platform's documents only; a build may lack it.
  public static func closeSupport(_ id: Int) -> Endpoint {
    .ignoringAnswer(.post, "/support/messages/\(id)/close", isIdempotent: true)
  }
}
