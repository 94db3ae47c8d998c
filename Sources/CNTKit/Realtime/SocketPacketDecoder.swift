import Foundation

/// Puts Socket.IO packets together from Engine.IO messages. After a fault the connection is over: what
/// follows could not be told apart any more.
public struct SocketPacketDecoder: Sendable {
  private let limits: RealtimeLimits
  /// A packet that waits for attachments.
  private var partial: (packet: SocketPacket, missing: Int, bytes: Int)?

  public init(limits: RealtimeLimits = RealtimeLimits()) { self.limits = limits }

  /// Takes a text message; nil while attachments are missing.
  public mutating func take(_ text: String) throws(RealtimeFault) -> SocketPacket? {
    guard partial == nil else { throw RealtimeFault(.outOfOrder) }
    guard text.utf8.count <= limits.payload else { throw RealtimeFault(.tooLarge) }
    var reader = Reader(bytes: Array(text.utf8), limits: limits)
    let (packet, count) = try reader.packet()
    guard count > 0 else { return packet }
    partial = (packet, count, 0)
    return nil
  }

  /// Takes a binary message: the next attachment.
  public mutating func take(_ data: Data) throws(RealtimeFault) -> SocketPacket? {
    guard var (packet, missing, bytes) = partial else { throw RealtimeFault(.outOfOrder) }
    bytes += data.count
    guard bytes <= limits.payload else { throw RealtimeFault(.tooLarge) }
    packet.attachments.append(data)
    missing -= 1
    partial = missing > 0 ? (packet, missing, bytes) : nil
    return missing > 0 ? nil : packet
  }
}

/// Reads `<type>[<attachments>-][<namespace>,][<id>][<JSON>]`.
private struct Reader {
  let bytes: [UInt8]
  let limits: RealtimeLimits
  var index = 0

  init(bytes: [UInt8], limits: RealtimeLimits) {
    self.bytes = bytes
    self.limits = limits
  }

  mutating func packet() throws(RealtimeFault) -> (SocketPacket, attachments: Int) {
    guard let type = bytes.first else { throw RealtimeFault(.empty) }
    guard (UInt8(ascii: "0")...UInt8(ascii: "6")).contains(type) else {
      throw RealtimeFault(.unknownType)
    }
    index = 1
    let isBinary = type >= UInt8(ascii: "5")
    let count = isBinary ? try attachmentCount() : 0
    let namespace = try namespace()
    let id = try number()
    let value = try json()
    let content = try content(type, id, value)
    if isBinary, value?.hasAttachments(count) != true { throw RealtimeFault(.badAttachments) }
    return (SocketPacket(content, in: namespace), count)
  }

  private func content(
    _ type: UInt8, _ id: Int?, _ value: JSONValue?
  ) throws(RealtimeFault) -> SocketPacket.Content {
    switch (type, id, value) {
    case (UInt8(ascii: "0"), nil, nil): return .connect(nil)
    case (UInt8(ascii: "0"), nil, .object?): return .connect(value)
    case (UInt8(ascii: "1"), nil, nil): return .disconnect
    case (UInt8(ascii: "2"), _, .array(let items)?), (UInt8(ascii: "5"), _, .array(let items)?):
      guard let name = items.first?.stringValue, !SocketPacket.reserved.contains(name) else {
        throw RealtimeFault(.badEvent)
      }
      return .event(name, Array(items.dropFirst()), id: id)
    case (UInt8(ascii: "3"), let id?, .array(let items)?),
      (UInt8(ascii: "6"), let id?, .array(let items)?):
      return .acknowledgement(items, id: id)
    case (UInt8(ascii: "4"), nil, .object(let members)?): return .connectError(.object(members))
    case (UInt8(ascii: "4"), nil, .string(let text)?): return .connectError(.string(text))
    default: throw RealtimeFault(.wrongPayload)
    }
  }

  private mutating func attachmentCount() throws(RealtimeFault) -> Int {
    guard let count = try number(), count > 0, index < bytes.count,
      bytes[index] == UInt8(ascii: "-")
    else { throw RealtimeFault(.badAttachments) }
    guard count <= limits.attachments else { throw RealtimeFault(.tooLarge) }
    index += 1
    return count
  }

  private mutating func namespace() throws(RealtimeFault) -> String {
    guard index < bytes.count, bytes[index] == UInt8(ascii: "/") else { return "/" }
    let end = bytes[index...].firstIndex(of: UInt8(ascii: ",")) ?? bytes.count
    guard end - index <= SocketPacket.longestNamespace,
      let name = String(validating: bytes[index..<end], as: UTF8.self)
    else { throw RealtimeFault(.badNamespace) }
    index = min(end + 1, bytes.count)
    return name
  }

  /// Digits, if there are some. No zeros in front, so that each number has one form.
  private mutating func number() throws(RealtimeFault) -> Int? {
    let start = index
    var value = 0
    while index < bytes.count, (0x30...0x39).contains(bytes[index]) {
      guard index - start < 16 else { throw RealtimeFault(.badID) }
      value = value * 10 + Int(bytes[index] - 0x30)
      index += 1
    }
    guard index > start else { return nil }
    guard value <= SocketPacket.largestID, index - start == 1 || bytes[start] != 0x30 else {
      throw RealtimeFault(.badID)
    }
    return value
  }

  private func json() throws(RealtimeFault) -> JSONValue? {
    guard index < bytes.count else { return nil }
    let data = Data(bytes[index...])
    // Zero bytes would make the decoder guess another encoding than UTF-8.
    guard let first = data.first,
      first == UInt8(ascii: "[") || first == UInt8(ascii: "{")
        || first == UInt8(ascii: "\""), !data.contains(0),
      JSONNesting.isAcceptable(data, deepest: limits.depth, mostValues: limits.values),
      let value = try? JSONDecoder().decode(JSONValue.self, from: data)
    else { throw RealtimeFault(.badJSON) }
    return value
  }
}
