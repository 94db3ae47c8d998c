extension Endpoint where Answer == User {
  public static var me: Endpoint { .json(.get, "/users/me", authorization: .required) }
}

extension Endpoint where Answer == PublicUser {
  public static func publicUser(_ id: Int) -> Endpoint {
    .json(.get, "/users/\(id)/public", authorization: .none)
  }
}
