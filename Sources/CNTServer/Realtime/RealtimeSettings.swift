import CNTKit

/// How connections that stay open are kept, and what one peer may take.
public struct RealtimeSettings: Sendable {
  /// Between two pings, as the platform has it.
  public var pingInterval = Duration.seconds(25)
  /// How long the answer to one may take.
  public var pingTimeout = Duration.seconds(20)
  /// Who opens a session says within this what for; a change of transport takes no longer either.
  public var handshakeTimeout = Duration.seconds(20)
  /// What a packet may be at most; `payload` is what clients are told as `maxPayload`.
  public var limits = RealtimeLimits()
  /// As `PlatformSettings` has them.
  var allowedOrigins: Set<String>?
  var proxies = TrustedProxies()
  /// Sessions at once, of all.
  public var mostSessions = 20_000
  /// Sessions of one address. This machine's own addresses have no limit: a proxy in front is one.
  public var mostPerAddress = 200
  /// Connections of one account.
  public var mostPerUser = 20
  /// Packets a second that a session may send in the long run, and at once.
  public var packetsPerSecond = 20.0
  public var packetsAtOnce = 100.0
  /// What waits for one reader, bytes and packets; who is slower is dropped.
  public var mostWaiting = 2_000_000
  public var mostWaitingPackets = 2000
  /// Rooms of one connection.
  public var mostRooms = 32
  /// Beside the platform's own.
  var furtherNamespaces: [String: SocketNamespace] = [:]
  var clock: any Clock<Duration> = ContinuousClock()

  public init() {}
}
