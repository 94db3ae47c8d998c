import Foundation

/// A packet of Engine.IO 4: <https://socket.io/docs/v4/engine-io-protocol/>.
public enum EnginePacket: Hashable, Sendable {
  /// From the server: the session, as ``EngineHandshake`` in JSON.
  case open(String)
  case close
  /// From the server; with `probe` from a client that tries another transport.
  case ping(String)
  case pong(String)
  case message(String)
  case binary(Data)
  /// The client goes on with the transport that it tried.
  case upgrade
  /// Ends a waiting request and says nothing.
  case noop

  /// As a text: a digit for the type, then what it carries; a binary message is `b` and base64.
  public var text: String {
    switch self {
    case .open(let text): "0" + text
    case .close: "1"
    case .ping(let text): "2" + text
    case .pong(let text): "3" + text
    case .message(let text): "4" + text
    case .binary(let data): "b" + data.base64EncodedString()
    case .upgrade: "5"
    case .noop: "6"
    }
  }

  /// Bytes that the packet takes in a payload.
  public var size: Int {
    switch self {
    case .open(let text), .ping(let text), .pong(let text), .message(let text):
      1 + text.utf8.count
    case .binary(let data): 1 + (data.count + 2) / 3 * 4
    case .close, .upgrade, .noop: 1
    }
  }

  /// Reads the text of a packet. Where the transport has frames for binary messages (`isBinarySafe`),
  /// base64 is refused.
  public init(
    text: some StringProtocol, limits: RealtimeLimits = RealtimeLimits(), isBinarySafe: Bool = false
  ) throws(RealtimeFault) {
    guard text.utf8.count <= limits.payload else { throw RealtimeFault(.tooLarge) }
    guard let type = text.utf8.first else { throw RealtimeFault(.empty) }
    guard type < 0x80 else { throw RealtimeFault(.unknownType) }
    let rest = String(decoding: text.utf8.dropFirst(), as: UTF8.self)
    switch type {
    case UInt8(ascii: "0"): self = .open(rest)
    case UInt8(ascii: "1"): self = .close
    case UInt8(ascii: "2"): self = .ping(rest)
    case UInt8(ascii: "3"): self = .pong(rest)
    case UInt8(ascii: "4"): self = .message(rest)
    case UInt8(ascii: "5"): self = .upgrade
    case UInt8(ascii: "6"): self = .noop
    case UInt8(ascii: "b") where !isBinarySafe:
      guard let data = Data(base64Encoded: rest) else { throw RealtimeFault(.badBase64) }
      self = .binary(data)
    default: throw RealtimeFault(.unknownType)
    }
  }
}

/// Packets in the body of one request or answer of long polling, parted by U+001E.
public enum EnginePayload {
  private static let separator = "\u{1e}"

  public static func encode(_ packets: some Sequence<EnginePacket>) -> String {
    packets.map(\.text).joined(separator: separator)
  }

  public static func decode(
    _ data: Data, limits: RealtimeLimits = RealtimeLimits()
  ) throws(RealtimeFault) -> [EnginePacket] {
    guard data.count <= limits.payload else { throw RealtimeFault(.tooLarge) }
    guard let text = String(validating: data, as: UTF8.self) else { throw RealtimeFault(.notText) }
    var packets: [EnginePacket] = []
    let parts = text.unicodeScalars.split(
      separator: "\u{1e}", maxSplits: limits.packets, omittingEmptySubsequences: false)
    for part in parts {
      guard packets.count < limits.packets else { throw RealtimeFault(.tooLarge) }
      packets.append(try EnginePacket(text: Substring(part), limits: limits))
    }
    return packets
  }

  /// How many of `packets` one payload takes, at least one.
  public static func fitting(_ packets: some Sequence<EnginePacket>, atMost limit: Int) -> Int {
    var count = 0
    var bytes = 0
    for packet in packets.prefix(RealtimeLimits.packetsInPayload) {
      bytes += packet.size + 1
      if count > 0, bytes > limit { break }
      count += 1
    }
    return count
  }
}

/// What the server opens a session with.
public struct EngineHandshake: Codable, Hashable, Sendable {
  /// The session.
  public var sid: String
  /// Transports that the client may go on to.
  public var upgrades: [String]
  /// Between two pings of the server, milliseconds.
  public var pingInterval: Int
  /// How long the server waits for the answer to one, milliseconds.
  public var pingTimeout: Int
  /// Bytes that the server takes in one payload; older servers do not say.
  public var maxPayload: Int?

  public init(
    sid: String, upgrades: [String], pingInterval: Int, pingTimeout: Int, maxPayload: Int?
  ) {
    self.sid = sid
    self.upgrades = upgrades
    self.pingInterval = pingInterval
    self.pingTimeout = pingTimeout
    self.maxPayload = maxPayload
  }
}
