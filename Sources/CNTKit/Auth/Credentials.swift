/// Who is signed in where, with the tokens. A secret: it never describes its tokens.
public struct Credentials: Codable, Hashable, Sendable {
  public var server: ServerAddress
  public var accessToken: String
  public var refreshToken: String?
  public var userID: Int
  public var username: String?
  public var email: String
  public var name: String
  public var isAdmin: Bool

  public init(server: ServerAddress, answer: TokenResponse) {
    self.server = server
    accessToken = answer.accessToken
    refreshToken = answer.refreshToken
    userID = answer.userID
    username = answer.username
    email = answer.email
    name = answer.name
    isAdmin = answer.isAdmin
  }
}

extension Credentials: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  public var description: String { "Credentials(user \(userID) at \(server.origin))" }
  public var debugDescription: String { description }
  public var customMirror: Mirror { Mirror(self, children: []) }
}
