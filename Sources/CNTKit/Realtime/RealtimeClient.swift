import Foundation

/// Listens to what the platform tells as it happens: connects, stays connected, and comes back after
/// failures with growing, spread out pauses.
///
/// Nothing depends on it: where a server has no Socket.IO, or the network lets no answer wait, all is as
/// it is without, only later.
public actor RealtimeClient {
  private let server: ServerAddress
  private let transport: any HTTPTransport
  private let session: Session?
  private let userID: Int?
  private let clock: any Clock<Duration>
  private let random: @Sendable () -> Double
  private var link: PollingLink?
  private var listeners: [Int: AsyncStream<RealtimeEvent>.Continuation] = [:]
  private var listenersEver = 0

  /// How long a server that has no Socket.IO is not asked again.
  static let pauseWhenMissing = Duration.seconds(3600)
  /// The same for one that does not want this client.
  static let pauseWhenRefused = Duration.seconds(300)

  /// `transport` is best one of its own: a request waits in it nearly all the time.
  public init(
    server: ServerAddress, transport: any HTTPTransport, session: Session?, userID: Int?,
    clock: any Clock<Duration> = ContinuousClock(),
    random: @escaping @Sendable () -> Double = { Double.random(in: 0...1) }
  ) {
    self.server = server
    self.transport = transport
    self.session = session
    self.userID = userID
    self.clock = clock
    self.random = random
  }

  /// Whether the server has confirmed the connection and has been heard of since.
  public var isConnected: Bool { link != nil }

  /// What happens from now on; a listener that does not keep up loses the oldest.
  public func events() -> AsyncStream<RealtimeEvent> {
    let (stream, continuation) = AsyncStream.makeStream(
      of: RealtimeEvent.self, bufferingPolicy: .bufferingNewest(256))
    listenersEver += 1
    let number = listenersEver
    listeners[number] = continuation
    continuation.onTermination = { [weak self] _ in
      Task { await self?.forget(number) }
    }
    if link != nil { continuation.yield(.connected) }
    return stream
  }

  private func forget(_ number: Int) { listeners[number] = nil }

  /// Sends an event; false when there is no connection.
  @discardableResult
  public func emit(_ name: String, _ arguments: [JSONValue]) async -> Bool {
    guard let link else { return false }
    return (try? await link.send(SocketPacket(.event(name, arguments)))) != nil
  }

  /// Listens until cancelled, or until the session is over.
  public func run() async {
    var backoff = Backoff()
    /// The token that the server refused.
    var refused: String?
    while !Task.isCancelled {
      let wait: Duration
      do throws(APIError) {
        let token = try await token(insteadOf: refused)
        refused = nil
        switch await listen(token, &backoff) {
        case .lost: wait = backoff.next(random: random())
        case .missing: wait = Self.pauseWhenMissing
        case .dismissed: wait = Self.pauseWhenRefused
        case .refused:
          refused = token
          wait = max(.seconds(2), backoff.next(random: random()))
        }
      } catch {
        if error.isSignedOut { return }
        wait = backoff.next(random: random())
      }
      guard (try? await clock.sleep(for: wait)) != nil else { return }
    }
  }

  private func token(insteadOf refused: String?) async throws(APIError) -> String? {
    guard let session else { return nil }
    if let refused { return try await session.token(replacing: refused) }
    return try await session.accessToken()
  }

  /// One connection, from its beginning to its end.
  private func listen(_ token: String?, _ backoff: inout Backoff) async -> PollingLink.End {
    var auth: [String: JSONValue] = [:]
    if let token { auth["token"] = .string(token) }
    // The deployed platform asks for no token and takes the id.
    if let userID { auth["user_id"] = .int(userID) }
    do throws(PollingLink.End) {
      let link = try await PollingLink.open(
        server, transport, auth: auth.isEmpty ? nil : .object(auth))
      self.link = link
      tell(.connected)
      defer {
        self.link = nil
        tell(.disconnected)
        if Task.isCancelled { Task { await link.close() } }
      }
      while !Task.isCancelled {
        let events = try await link.events()
        for event in events { tell(event) }
        // A cache that answers at once must not make this a loop without a pause.
        if events.isEmpty { try? await clock.sleep(for: .milliseconds(500)) }
        // Heard of twice: not only let in.
        backoff.succeeded()
      }
      return .lost
    } catch {
      return error
    }
  }

  private func tell(_ event: RealtimeEvent) {
    for listener in listeners.values { listener.yield(event) }
  }
}
