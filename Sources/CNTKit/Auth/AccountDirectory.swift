import Foundation

/// Signing in and out, and which account is the current one.
public struct AccountDirectory: Sendable {
  public let paths: Paths
  public let transport: any HTTPTransport

  public init(paths: Paths, transport: any HTTPTransport) {
    self.paths = paths
    self.transport = transport
  }

  private struct Current: Codable {
    var server: ServerAddress
    var userID: Int
  }

  /// The folder of an account.
  public func folder(of credentials: Credentials) -> String {
    paths.account(server: credentials.server, userID: credentials.userID)
  }

  /// The account that was used last, if it still has tokens.
  public func current() throws(PrivateFile.Problem) -> Credentials? {
    guard let data = try PrivateFile.read(paths.currentAccountFile),
      let current = try? JSONDecoder().decode(Current.self, from: data)
    else { return nil }
    let folder = paths.account(server: current.server, userID: current.userID)
    return try TokenStore(folder: folder).load()
  }

  /// Asks the server for tokens, keeps them, and makes the account the current one.
  public func signIn(server: String, name: String, password: String) async throws -> Credentials {
    let address = try ServerAddress(server)
    let client = APIClient(server: address, transport: transport)
    let answer: TokenResponse
    do {
      answer = try await client.call(
        .login(LoginRequest(usernameOrEmail: name, password: password)))
    } catch let error where error.isSignedOut {
      throw WrongPassword(detail: error.detail)
    }
    let credentials = Credentials(server: address, answer: answer)
    let folder = folder(of: credentials)
    try Paths.makeFolder(folder)
    try TokenStore(folder: folder).save(credentials)
    let current = try JSONEncoder().encode(Current(server: address, userID: credentials.userID))
    try PrivateFile.write(current, to: paths.currentAccountFile)
    return credentials
  }

  /// The server did not take name and password.
  public struct WrongPassword: Error, Hashable, Sendable {
    public var detail: String

    /// The sentence that says what to do.
    public var recovery: String {
      "The name or the password is wrong: check both and try again."
    }
  }

  /// A client that acts as this account.
  public func client(for credentials: Credentials) -> APIClient {
    let store = TokenStore(folder: folder(of: credentials))
    return APIClient(
      server: credentials.server, transport: transport,
      session: Session(credentials, store: store, transport: transport))
  }

  /// Ends the session, here and on the server; no account is the current one then.
  public func signOut(_ credentials: Credentials) async {
    forget(credentials)
    await revoke(credentials)
  }

  /// Removes the tokens from this machine; needs no network.
  public func forget(_ credentials: Credentials) {
    unlink(paths.currentAccountFile)
    TokenStore(folder: folder(of: credentials)).remove()
  }

  /// Asks the server to end the session. What is on this machine stays as it is: somebody may have
  /// signed in again meanwhile.
  public func revoke(_ credentials: Credentials) async {
    guard let token = credentials.refreshToken else { return }
    let client = APIClient(server: credentials.server, transport: transport)
    try? await client.call(Endpoint<Void>.logout(token: token))
  }
}
