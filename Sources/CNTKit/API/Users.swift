extension Endpoint where Answer == User {
  public static var me: Endpoint { .json(.get, "/users/me", authorization: .required) }
}

extension Endpoint where Answer == PublicUser {
  public static func publicUser(_ id: Int) -> Endpoint {
    .json(.get, "/users/\(id)/public", authorization: .none)
  }
}

extension Endpoint where Answer == Void {
  /// Changes one's own account; the answer is the account, which the next pull brings.
  public static func updateMe(_ changes: MemberChanges) -> Endpoint {
    .ignoringAnswer(.put, "/users/me", body: .json(changes), isIdempotent: true)
  }
}
