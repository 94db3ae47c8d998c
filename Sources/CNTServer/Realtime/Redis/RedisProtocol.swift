import Foundation
import NIOCore

/// A value of RESP2 (https://redis.io/docs/latest/develop/reference/protocol-spec).
indirect enum RedisValue: Sendable, Equatable {
  case text(String)
  case error(String)
  case integer(Int)
  case bytes(Data?)
  case array([RedisValue]?)

  /// A command as its server reads it.
  static func command(_ words: [Data]) -> ByteBuffer {
    var buffer = ByteBuffer(string: "*\(words.count)\r\n")
    for word in words {
      buffer.writeString("$\(word.count)\r\n")
      buffer.writeBytes(word)
      buffer.writeString("\r\n")
    }
    return buffer
  }
}

/// Reads RESP2 as it comes. What is larger, or deeper, than anything that Redis is asked for ends the
/// connection.
struct RedisDecoder: ByteToMessageDecoder {
  typealias InboundOut = RedisValue

  struct Malformed: Error {}

  private static let largest = 64 << 20
  private static let deepest = 8

  mutating func decode(
    context: ChannelHandlerContext, buffer: inout ByteBuffer
  ) throws -> DecodingState {
    var rest = buffer
    guard let value = try Self.value(&rest, depth: 0) else {
      guard buffer.readableBytes <= Self.largest else { throw Malformed() }
      return .needMoreData
    }
    buffer = rest
    context.fireChannelRead(wrapInboundOut(value))
    return .continue
  }

  /// nil where more must come.
  static func value(_ buffer: inout ByteBuffer, depth: Int) throws -> RedisValue? {
    guard depth < deepest else { throw Malformed() }
    guard let line = try line(&buffer) else { return nil }
    let rest = String(line.dropFirst())
    switch line.first {
    case "+": return .text(rest)
    case "-": return .error(rest)
    case ":":
      guard let number = Int(rest) else { throw Malformed() }
      return .integer(number)
    case "$":
      guard let count = Int(rest), (-1...largest).contains(count) else { throw Malformed() }
      guard count >= 0 else { return .bytes(nil) }
      guard let bytes = buffer.readBytes(length: count), let end = buffer.readString(length: 2)
      else { return nil }
      guard end == "\r\n" else { throw Malformed() }
      return .bytes(Data(bytes))
    case "*":
      guard let count = Int(rest), (-1...1_000_000).contains(count) else { throw Malformed() }
      guard count >= 0 else { return .array(nil) }
      var values: [RedisValue] = []
      for _ in 0..<count {
        guard let value = try value(&buffer, depth: depth + 1) else { return nil }
        values.append(value)
      }
      return .array(values)
    default: throw Malformed()
    }
  }

  private static func line(_ buffer: inout ByteBuffer) throws -> String? {
    let view = buffer.readableBytesView
    guard let end = view.firstIndex(of: 0x0a) else {
      guard view.count <= 1 << 16 else { throw Malformed() }
      return nil
    }
    guard end > view.startIndex, view[end - 1] == 0x0d,
      let text = buffer.readString(length: end - view.startIndex + 1)
    else { throw Malformed() }
    return String(text.dropLast(1))
  }
}
