import CNTKit
import Foundation
import NIOCore
import NIOWebSocket
import Synchronization

/// The way to one WebSocket, from wherever. What waits to be written is bounded.
final class WebSocketOutlet: Sendable {
  /// What comes from the other side.
  enum Frame: Sendable {
    case text(String)
    case binary(Data)

    /// In bytes.
    var size: Int {
      switch self {
      case .text(let text): text.utf8.count
      case .binary(let data): data.count
      }
    }
  }

  private struct Waiting {
    var bytes = 0
    var packets = 0
    var isClosing = false
  }

  private let channel: any Channel
  private let context: NIOLoopBound<ChannelHandlerContext>
  private let mostBytes: Int
  private let mostPackets: Int
  private let waiting = Mutex(Waiting())

  init(_ context: ChannelHandlerContext, mostBytes: Int, mostPackets: Int) {
    channel = context.channel
    self.context = NIOLoopBound(context, eventLoop: context.eventLoop)
    self.mostBytes = mostBytes
    self.mostPackets = mostPackets
  }

  /// False when the reader is too slow, or gone.
  @discardableResult
  func send(_ packet: EnginePacket) -> Bool {
    let size = packet.size
    let isTaken = waiting.withLock { waiting in
      guard !waiting.isClosing else { return false }
      waiting.bytes += size
      waiting.packets += 1
      return waiting.bytes <= mostBytes && waiting.packets <= mostPackets
    }
    guard isTaken else { return false }
    channel.eventLoop.execute { [self] in
      let context = context.value
      let written = context.eventLoop.makePromise(of: Void.self)
      written.futureResult.whenComplete { _ in
        self.waiting.withLock { waiting in
          waiting.bytes -= size
          waiting.packets -= 1
        }
      }
      context.writeAndFlush(NIOAny(Self.frame(packet)), promise: written)
    }
    return true
  }

  /// Says goodbye and closes when that is written, or soon all the same.
  func close(_ code: WebSocketErrorCode = .goingAway) {
    let isFirst = waiting.withLock { waiting in
      defer { waiting.isClosing = true }
      return !waiting.isClosing
    }
    guard isFirst else { return }
    channel.eventLoop.execute { [self] in
      let context = context.value
      var data = ByteBuffer()
      data.write(webSocketErrorCode: code)
      let channel = channel
      let written = context.eventLoop.makePromise(of: Void.self)
      written.futureResult.whenComplete { _ in channel.close(promise: nil) }
      context.writeAndFlush(
        NIOAny(WebSocketFrame(fin: true, opcode: .connectionClose, data: data)), promise: written)
      channel.eventLoop.scheduleTask(in: .seconds(2)) { channel.close(promise: nil) }
    }
  }

  private static func frame(_ packet: EnginePacket) -> WebSocketFrame {
    if case .binary(let data) = packet {
      return WebSocketFrame(fin: true, opcode: .binary, data: ByteBuffer(bytes: data))
    }
    return WebSocketFrame(fin: true, opcode: .text, data: ByteBuffer(string: packet.text))
  }
}
