import Foundation

/// A signed-in person's tokens: always a valid one, refreshed once however many ask.
///
/// The platform rotates refresh tokens: two refreshes at once, or a lost answer, can spend one. So a
/// refresh is single-flight among tasks (this actor) and among processes (a lock file), and the new
/// pair is on the disk before it is used.
public actor Session {
  private let store: TokenStore
  private let transport: any HTTPTransport
  private let clock: any Clock<Duration>
  private let now: @Sendable () -> Date
  private var credentials: Credentials
  private var refresh: Task<Result<Credentials, APIError>, Never>?
  private var isOver = false

  /// Before its expiry a token is refreshed this early, seconds: clocks differ and requests take time.
  static let margin: TimeInterval = 30

  public init(
    _ credentials: Credentials, store: TokenStore, transport: any HTTPTransport,
    clock: any Clock<Duration> = ContinuousClock(), now: @escaping @Sendable () -> Date = { Date() }
  ) {
    self.credentials = credentials
    self.store = store
    self.transport = transport
    self.clock = clock
    self.now = now
  }

  /// The token as it is, valid or not: to see whether it was replaced meanwhile.
  public var currentAccessToken: String { credentials.accessToken }

  /// A token that is valid now.
  public func accessToken() async throws(APIError) -> String {
    if isOver { throw APIError(.signedOut) }
    if let expiry = AccessToken.expiry(of: credentials.accessToken),
      expiry.timeIntervalSince(now()) < Self.margin
    {
      return try await token(replacing: credentials.accessToken)
    }
    return credentials.accessToken
  }

  /// A token other than `rejected`, which the server did not take.
  public func token(replacing rejected: String) async throws(APIError) -> String {
    if isOver { throw APIError(.signedOut) }
    if credentials.accessToken != rejected { return credentials.accessToken }
    let running: Task<Result<Credentials, APIError>, Never>
    if let refresh {
      running = refresh
    } else {
      let old = credentials
      running = Task { await self.renew(old) }
      refresh = running
    }
    switch await running.value {
    case .success(let fresh): return fresh.accessToken
    case .failure(let error): throw error
    }
  }

  private func renew(_ old: Credentials) async -> Result<Credentials, APIError> {
    defer { refresh = nil }
    do throws(APIError) {
      let fresh = try await lockedRenew(old)
      credentials = fresh
      return .success(fresh)
    } catch {
      if error.isSignedOut { isOver = true }
      return .failure(error)
    }
  }

  private func lockedRenew(_ old: Credentials) async throws(APIError) -> Credentials {
    let lock = try await takeLock()
    defer { withExtendedLifetime(lock) {} }
    // Another process may have refreshed while this one waited.
    let kept: Credentials?
    do { kept = try store.load() } catch {
      throw APIError(.storage(recovery: error.recovery))
    }
    guard var current = kept else { throw APIError(.signedOut) }
    if current.accessToken != old.accessToken { return current }
    guard let token = current.refreshToken else { throw APIError(.signedOut) }
    // Refuse to spend the token while its successor could not be kept.
    do { try store.save(current) } catch { throw APIError(.storage(recovery: error.recovery)) }
    let answer = try await ask(current.server, token)
    current.accessToken = answer.accessToken
    if let new = answer.refreshToken { current.refreshToken = new }
    do { try store.save(current) } catch { throw APIError(.storage(recovery: error.recovery)) }
    return current
  }

  private func takeLock() async throws(APIError) -> FileLock {
    // 30 s: longer than three tries of a refresh take.
    for _ in 0..<600 {
      do {
        if let lock = try store.tryLock() { return lock }
      } catch {
        throw APIError(.storage(recovery: error.recovery))
      }
      try? await clock.sleep(for: .milliseconds(50))
    }
    throw APIError(.transport(TransportError(.timedOut, requestMayHaveArrived: false)))
  }

  /// A 401 is final. Anything else is tried three times, waiting 0.5 s, then 1 s, as the official
  /// client does.
  private func ask(
    _ server: ServerAddress, _ token: String
  ) async throws(APIError) -> RefreshResponse {
    let client = APIClient(server: server, transport: transport)
    var last = APIError(.signedOut)
    for wait in [Duration.zero, .milliseconds(500), .seconds(1)] {
      if wait > .zero { try? await clock.sleep(for: wait) }
      do {
        return try await client.call(.refresh(token: token))
      } catch {
        if error.isSignedOut { throw error }
        last = error
      }
    }
    throw last
  }
}
