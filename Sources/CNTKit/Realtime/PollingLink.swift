import Foundation

/// One Engine.IO session over long polling, with Socket.IO's default namespace in it.
///
/// Only long polling: the libcurl of Debian 12 has no WebSocket, and HTTP goes through every proxy that
/// lets the API through.
actor PollingLink {
  /// Why a link ended, or never began.
  enum End: Error, Hashable {
    /// Try again after a while.
    case lost
    /// The server has no Socket.IO.
    case missing
    /// The server does not take the token.
    case refused
    /// The server does not want this client any more.
    case dismissed
  }

  private let address: String
  private let transport: any HTTPTransport
  private let handshake: EngineHandshake
  private let limits: RealtimeLimits
  private var decoder: SocketPacketDecoder
  private var outgoing: [EnginePacket] = []
  private var isPosting = false
  /// Events that came with, or before, the confirmation.
  private var early: [RealtimeEvent] = []

  /// Seconds that an answer may take beyond the time in which the server pings.
  private static let margin = 5

  private init(
    _ address: String, _ transport: any HTTPTransport, _ handshake: EngineHandshake,
    _ limits: RealtimeLimits
  ) {
    self.address = address
    self.transport = transport
    self.handshake = handshake
    self.limits = limits
    decoder = SocketPacketDecoder(limits: limits)
  }

  /// Opens a session and connects to the default namespace with `auth`.
  static func open(
    _ server: ServerAddress, _ transport: any HTTPTransport, auth: JSONValue?
  ) async throws(End) -> PollingLink {
    var limits = RealtimeLimits()
    // A server may put several messages of the usual size into one answer.
    limits.payload = 8 << 20
    let address = server.origin + "/socket.io/?EIO=4&transport=polling"
    let data = try await get(address, transport, HTTPTimeouts.json)
    guard let packets = try? EnginePayload.decode(data, limits: limits),
      case .open(let text)? = packets.first,
      let handshake = try? JSONDecoder().decode(EngineHandshake.self, from: Data(text.utf8)),
      (1...600_000).contains(handshake.pingInterval), (1...600_000).contains(handshake.pingTimeout),
      (1...200).contains(handshake.sid.utf8.count)
      // Not Socket.IO: a page of a hotel's network, say.
    else { throw .dismissed }
    let link = PollingLink(
      address + "&sid=" + ServerAddress.escape(handshake.sid), transport, handshake, limits)
    try await link.send(SocketPacket(.connect(auth)))
    try await link.confirm()
    return link
  }

  /// Reads until the server confirms or refuses.
  private func confirm() async throws(End) {
    for _ in 0..<10 {
      var isConfirmed = false
      for packet in try await packets() {
        switch packet.content {
        case .connect: isConfirmed = true
        case .connectError: throw .refused
        case .disconnect: throw .dismissed
        case .event(let name, let arguments, _): early.append(RealtimeEvent(name, arguments))
        case .acknowledgement: break
        }
      }
      if isConfirmed { return }
    }
    throw .lost
  }

  /// The next events; waits until there are some, or until the server has nothing to say but that it is
  /// there.
  func events() async throws(End) -> [RealtimeEvent] {
    if !early.isEmpty {
      defer { early = [] }
      return early
    }
    var events: [RealtimeEvent] = []
    for packet in try await packets() {
      switch packet.content {
      case .event(let name, let arguments, let id):
        events.append(RealtimeEvent(name, arguments))
        if let id { try await send(SocketPacket(.acknowledgement([], id: id))) }
      case .disconnect, .connectError: throw .dismissed
      case .connect, .acknowledgement: break
      }
    }
    return events
  }

  func send(_ packet: SocketPacket) async throws(End) {
    do { outgoing += try packet.encoded() } catch { throw .lost }
    try await flush()
  }

  /// Tells the server that nobody listens any more; whether it hears that does not matter.
  func close() async {
    outgoing = [.close]
    try? await flush()
  }

  // MARK: HTTP

  /// One answer of the server, as packets of the default namespace.
  private func packets() async throws(End) -> [SocketPacket] {
    let seconds = (handshake.pingInterval + handshake.pingTimeout) / 1000 + Self.margin
    let data = try await Self.get(
      address, transport, HTTPTimeouts(connect: 10, total: seconds, idle: seconds))
    var packets: [SocketPacket] = []
    do {
      for packet in try EnginePayload.decode(data, limits: limits) {
        switch packet {
        case .ping: outgoing.append(.pong(""))
        case .message(let text): if let whole = try decoder.take(text) { packets.append(whole) }
        case .binary(let data): if let whole = try decoder.take(data) { packets.append(whole) }
        case .close: throw End.lost
        case .noop, .open, .pong, .upgrade: break
        }
      }
    } catch {
      throw .lost
    }
    try await flush()
    return packets.filter { $0.namespace == "/" }
  }

  /// Sends what waits: one request at a time, as the protocol wants.
  private func flush() async throws(End) {
    guard !isPosting else { return }
    isPosting = true
    defer { isPosting = false }
    while !outgoing.isEmpty {
      let count = EnginePayload.fitting(outgoing, atMost: handshake.maxPayload ?? 100_000)
      let body = Data(EnginePayload.encode(outgoing.prefix(count)).utf8)
      outgoing.removeFirst(count)
      let request = HTTPRequest(
        .post, address, body: .data(body, contentType: "text/plain;charset=UTF-8"))
      guard let response = try? await transport.send(request), response.status == 200 else {
        throw .lost
      }
    }
  }

  private static func get(
    _ address: String, _ transport: any HTTPTransport, _ timeouts: HTTPTimeouts
  ) async throws(End) -> Data {
    let request = HTTPRequest(.get, address, timeouts: timeouts)
    guard let response = try? await transport.send(request) else { throw .lost }
    switch response.status {
    case 200: return response.body
    case 404, 405, 501: throw .missing
    default: throw .lost
    }
  }
}
