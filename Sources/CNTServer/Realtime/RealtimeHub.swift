import CNTKit
import Foundation
import Logging

/// Everybody who is connected, and what is said to whom: Engine.IO 4 sessions over long polling and
/// WebSocket, Socket.IO 5 in them. One actor, so that what is sent has one order.
actor RealtimeHub {
  nonisolated let settings: RealtimeSettings
  let namespaces: [String: SocketNamespace]
  let now: @Sendable () -> Date
  let logger: Logger
  var sessions: [String: EngineSession] = [:]
  var rooms: [Room: Set<SocketKey>] = [:]
  private var byAddress: [String: Int] = [:]
  private var isOver = false
  /// What other instances said of their viewers, and when.
  var countsElsewhere: [String: (rooms: [String: Int], at: Date)] = [:]
  var countsTold: (@Sendable ([String: Int]) -> Void)?
  /// Tells other instances.
  var relayed: (@Sendable (SocketEvent, Room) -> Void)?
  /// Rises whenever somebody's rights change: who is being let in then is looked at again.
  var rightsChanges = 0
  /// What is about to be said, by name.
  private var coming: Set<String> = []

  /// Who gets an event: those in a room of a namespace, or all of it.
  struct Room: Hashable, Sendable {
    var namespace: String
    var name: String?
  }

  init(
    settings: RealtimeSettings, namespaces: [String: SocketNamespace],
    now: @escaping @Sendable () -> Date, logger: Logger
  ) {
    self.settings = settings
    self.namespaces = namespaces
    self.now = now
    self.logger = logger
  }

  // MARK: Opening

  /// Opens a session; nil when there are too many. With an outlet its handshake goes there at once.
  func open(
    address: String, bearer: String?, outlet: WebSocketOutlet?
  ) -> (sid: String, packet: EnginePacket)? {
    let (address, isNear) = PeerAddress.origin(address)
    guard !isOver, sessions.count < settings.mostSessions,
      isNear || byAddress[address, default: 0] < settings.mostPerAddress
    else { return nil }
    let session = EngineSession(
      sid: RandomName.make(), address: address, bearer: bearer, settings: settings)
    session.outlet = outlet
    sessions[session.sid] = session
    byAddress[address, default: 0] += 1
    let handshake = EngineHandshake(
      sid: session.sid, upgrades: outlet == nil ? ["websocket"] : [],
      pingInterval: settings.pingInterval.milliseconds,
      pingTimeout: settings.pingTimeout.milliseconds, maxPayload: settings.limits.payload)
    let json = (try? JSONEncoder().encode(handshake)).map { String(decoding: $0, as: UTF8.self) }
    let packet = EnginePacket.open(json ?? "{}")
    outlet?.send(packet)
    beat(session)
    expectConnection(session)
    return (session.sid, packet)
  }

  // MARK: Staying

  /// Pings after a while, and closes when no answer comes.
  func beat(_ session: EngineSession) {
    session.heartbeat?.cancel()
    let (sid, settings) = (session.sid, settings)
    session.heartbeat = Task { [weak self] in
      guard (try? await settings.clock.sleep(for: settings.pingInterval)) != nil else { return }
      await self?.send([.ping("")], to: sid)
      guard (try? await settings.clock.sleep(for: settings.pingTimeout)) != nil else { return }
      await self?.close(sid)
    }
  }

  /// Closes a session in which nobody connects.
  func expectConnection(_ session: EngineSession) {
    after(settings.handshakeTimeout, "connect", in: session) { hub, session in
      if session.sockets.isEmpty, session.connecting.isEmpty { hub.close(session) }
    }
  }

  /// Does something later, unless the session is closed by then.
  func after(
    _ wait: Duration, _ name: String, in session: EngineSession,
    _ work: @escaping @Sendable (isolated RealtimeHub, EngineSession) -> Void
  ) {
    let (sid, clock) = (session.sid, settings.clock)
    session.timers[name]?.cancel()
    session.timers[name] = Task { [weak self] in
      guard (try? await clock.sleep(for: wait)) != nil, !Task.isCancelled else { return }
      await self?.with(sid, work)
    }
  }

  private func with(
    _ sid: String, _ work: @Sendable (isolated RealtimeHub, EngineSession) -> Void
  ) {
    if let session = sessions[sid] { work(self, session) }
  }

  /// Does something after a while, once however often it is asked for meanwhile.
  func soon(
    _ name: String, after wait: Duration,
    _ work: @escaping @Sendable (isolated RealtimeHub) -> Void
  ) {
    guard coming.insert(name).inserted else { return }
    let clock = settings.clock
    Task { [weak self] in
      try? await clock.sleep(for: wait)
      await self?.come(name, work)
    }
  }

  private func come(_ name: String, _ work: @Sendable (isolated RealtimeHub) -> Void) {
    coming.remove(name)
    work(self)
  }

  // MARK: Sending

  func send(_ packets: [EnginePacket], to sid: String) {
    if let session = sessions[sid] { send(packets, to: session) }
  }

  func send(_ packets: [EnginePacket], to session: EngineSession) {
    guard !session.isClosed else { return }
    if let outlet = session.outlet {
      for packet in packets where !outlet.send(packet) {
        close(session)
        return
      }
      return
    }
    session.queue += packets
    session.queuedBytes += packets.reduce(0) { $0 + $1.size }
    guard session.queuedBytes <= settings.mostWaiting,
      session.queue.count <= settings.mostWaitingPackets
    else { return close(session) }
    if session.poll != nil, session.candidate?.isProbed != true {
      session.answerPoll(session.takeQueued(atMost: settings.limits.payload))
    }
  }

  // MARK: Closing

  func close(_ sid: String) {
    if let session = sessions[sid] { close(session) }
  }

  /// Ends a session; a request that waits is answered with `farewell`.
  func close(_ session: EngineSession, farewell: EnginePacket = .close) {
    guard !session.isClosed else { return }
    session.isClosed = true
    sessions[session.sid] = nil
    byAddress[session.address] = byAddress[session.address].flatMap { $0 > 1 ? $0 - 1 : nil }
    session.heartbeat?.cancel()
    session.timers.values.forEach { $0.cancel() }
    session.timers = [:]
    session.answerPoll([farewell])
    session.outlet?.close()
    session.candidate?.outlet.close()
    session.candidate = nil
    for namespace in session.sockets.keys { remove(namespace, from: session) }
  }

  /// Ends every session and takes no new ones: the server is about to end.
  func shutDown() {
    isOver = true
    for session in Array(sessions.values) { close(session) }
  }
}

/// Where a peer comes from, for counting.
enum PeerAddress {
  /// IPv4 as it is, IPv6 by the network of 64 bits that one household has; and whether it is this
  /// machine, where a proxy in front is.
  static func origin(_ address: String) -> (name: String, isNear: Bool) {
    let bare = address.hasPrefix("::ffff:") ? String(address.dropFirst(7)) : address
    let isNear = bare.hasPrefix("127.") || bare == "::1" || bare == "local"
    var numbers = in6_addr()
    guard !isNear, bare.contains(":"), inet_pton(AF_INET6, bare, &numbers) == 1 else {
      return (bare, isNear)
    }
    let network = withUnsafeBytes(of: numbers) { $0.prefix(8).map { String($0, radix: 16) } }
    return (network.joined(separator: "."), false)
  }
}

/// Names that nobody guesses.
enum RandomName {
  /// 120 random bits in letters, digits, `-` and `_`.
  static func make() -> String {
    var random = SystemRandomNumberGenerator()
    let bytes = (0..<15).map { _ in UInt8.random(in: 0...255, using: &random) }
    return Data(bytes).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_")
  }
}

extension Duration {
  var milliseconds: Int { Int((self / .milliseconds(1)).rounded()) }
}
