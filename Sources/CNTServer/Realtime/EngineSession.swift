import CNTKit
import Foundation

/// A session of Engine.IO, and the Socket.IO connections in it. Lives on the hub.
final class EngineSession {
  let sid: String
  let address: String
  /// The token of the request that opened it.
  let bearer: String?
  var outlet: WebSocketOutlet?
  /// A WebSocket that the client tries, and whether it has been answered.
  var candidate: (outlet: WebSocketOutlet, isProbed: Bool)?
  var isClosed = false

  /// What waits for the next request of long polling.
  var queue: [EnginePacket] = []
  var queuedBytes = 0
  /// The request that waits, and its number.
  var poll: (answer: CheckedContinuation<[EnginePacket], Never>, number: Int)?
  var polls = 0
  var isPosting = false

  var decoder: SocketPacketDecoder
  var sockets: [String: Socket] = [:]
  /// Namespaces whose admission is being looked at.
  var connecting: Set<String> = []
  var bucket: TokenBucket

  var heartbeat: Task<Void, Never>?
  /// By what they are for: a new one takes the place of an old one.
  var timers: [String: Task<Void, Never>] = [:]

  struct Socket {
    /// Not the session's: that one is a secret of its client.
    var id: String
    var identity: Identity?
    var rooms: Set<String> = []
    var nextAck = 0
    var acks: [Int: CheckedContinuation<SocketAnswer?, Never>] = [:]
  }

  init(sid: String, address: String, bearer: String?, settings: RealtimeSettings) {
    self.sid = sid
    self.address = address
    self.bearer = bearer
    decoder = SocketPacketDecoder(limits: settings.limits)
    bucket = TokenBucket(rate: settings.packetsPerSecond, depth: settings.packetsAtOnce)
  }

  /// Takes what one answer of long polling has room for.
  func takeQueued(atMost limit: Int) -> [EnginePacket] {
    let count = EnginePayload.fitting(queue, atMost: limit)
    let packets = Array(queue.prefix(count))
    queue.removeFirst(count)
    queuedBytes -= packets.reduce(0) { $0 + $1.size }
    return packets
  }

  /// Answers the request that waits, if there is one.
  func answerPoll(_ packets: [EnginePacket]) {
    poll?.answer.resume(returning: packets)
    poll = nil
  }
}

/// So many at once, so many a second in the long run.
struct TokenBucket: Sendable {
  let rate: Double
  let depth: Double
  private var level: Double
  private var last: ContinuousClock.Instant?

  init(rate: Double, depth: Double) {
    self.rate = rate
    self.depth = depth
    level = depth
  }

  /// Whether there is so much more at `now`.
  mutating func take(_ cost: Double = 1, _ now: ContinuousClock.Instant = .now) -> Bool {
    if let last { level = min(depth, level + rate * max(0, (now - last) / .seconds(1))) }
    last = now
    guard level >= cost else { return false }
    level -= cost
    return true
  }
}
