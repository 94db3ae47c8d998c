/// `/auth`: none of these carries a token in its header.
extension Endpoint where Answer == TokenResponse {
  public static func login(_ body: LoginRequest) -> Endpoint {
    .json(.post, "/auth/login", body: .json(body), authorization: .none, timeouts: .auth)
  }

  public static func register(_ body: RegisterRequest) -> Endpoint {
    .json(.post, "/auth/register", body: .json(body), authorization: .none, timeouts: .auth)
  }
}

extension Endpoint where Answer == RefreshResponse {
  static func refresh(token: String) -> Endpoint {
    .json(
      .post, "/auth/refresh", body: .json(["refresh_token": token]), authorization: .none,
      timeouts: .auth)
  }
}

extension Endpoint where Answer == Void {
  static func logout(token: String) -> Endpoint {
    .ignoringAnswer(
      .post, "/auth/logout", body: .json(["refresh_token": token]), authorization: .none,
      timeouts: HTTPTimeouts(connect: 3, total: 5))
  }
}

/// Whether a name is free.
public struct UsernameCheck: Codable, Hashable, Sendable {
  public var available: Bool
  public var message: String?

  public init(available: Bool, message: String? = nil) {
    self.available = available
    self.message = message
  }
}

extension Endpoint where Answer == UsernameCheck {
  public static func checkUsername(_ name: String) -> Endpoint {
    .json(
      .post, "/auth/check-username", body: .json(["username": name]), authorization: .none,
      isIdempotent: true)
  }
}
