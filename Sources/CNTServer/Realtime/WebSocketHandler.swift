import CNTKit
import Foundation
import HTTPTypes
import NIOCore
import NIOWebSocket

/// One WebSocket after its handshake: frames to the hub, in order and no more than it gets done with.
final class WebSocketHandler: ChannelDuplexHandler, RemovableChannelHandler {
  typealias InboundIn = WebSocketFrame
  typealias OutboundIn = Never
  typealias OutboundOut = WebSocketFrame

  /// What the request asked for.
  struct Invitation: Sendable {
    var sid: String?
    var address: String
    var bearer: String?
  }

  /// Frames that wait for the hub until no more are read.
  private static let mostWaiting = 32

  private let hub: RealtimeHub
  private let invitation: Invitation
  private var frames: AsyncStream<WebSocketOutlet.Frame>.Continuation?
  private var waiting = 0
  private var waitingBytes = 0
  private var isReadHeld = false
  private var outlet: WebSocketOutlet?

  init(hub: RealtimeHub, invitation: Invitation) {
    self.hub = hub
    self.invitation = invitation
  }

  func handlerAdded(context: ChannelHandlerContext) {
    let (hub, invitation) = (hub, invitation)
    let outlet = WebSocketOutlet(
      context, mostBytes: hub.settings.mostWaiting, mostPackets: hub.settings.mostWaitingPackets)
    self.outlet = outlet
    let (stream, continuation) = AsyncStream.makeStream(of: WebSocketOutlet.Frame.self)
    frames = continuation
    let handler = NIOLoopBound((self, context), eventLoop: context.eventLoop)
    let eventLoop = context.eventLoop
    Task {
      guard
        let sid = await hub.attach(
          outlet, sid: invitation.sid, address: invitation.address, bearer: invitation.bearer)
      else { return outlet.close(.policyViolation) }
      for await frame in stream {
        await hub.receive(frame, from: outlet, sid: sid)
        eventLoop.execute {
          let (handler, context) = handler.value
          handler.didReceive(frame.size, context)
        }
      }
      await hub.drop(outlet, sid: sid)
    }
  }

  private func didReceive(_ size: Int, _ context: ChannelHandlerContext) {
    waiting -= 1
    waitingBytes -= size
    resume(context)
  }

  /// Who does not read what is answered, pongs too, is not read either.
  private func mayRead(_ context: ChannelHandlerContext) -> Bool {
    waiting < Self.mostWaiting && waitingBytes < hub.settings.limits.payload
      && context.channel.isWritable
  }

  private func resume(_ context: ChannelHandlerContext) {
    guard isReadHeld, mayRead(context) else { return }
    isReadHeld = false
    context.read()
  }

  func read(context: ChannelHandlerContext) {
    if mayRead(context) { context.read() } else { isReadHeld = true }
  }

  func channelWritabilityChanged(context: ChannelHandlerContext) {
    resume(context)
    context.fireChannelWritabilityChanged()
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let frame = unwrapInboundIn(data)
    switch frame.opcode {
    case .text:
      guard let text = String(validating: frame.unmaskedData.readableBytesView, as: UTF8.self)
      else { return end(.dataInconsistentWithMessage) }
      take(.text(text))
    case .binary: take(.binary(Data(frame.unmaskedData.readableBytesView)))
    case .ping:
      context.writeAndFlush(
        wrapOutboundOut(WebSocketFrame(fin: true, opcode: .pong, data: frame.unmaskedData)),
        promise: nil)
    case .connectionClose:
      end(.normalClosure)
    case .pong: break
    default: end(.protocolError)
    }
  }

  private func take(_ frame: WebSocketOutlet.Frame) {
    waiting += 1
    waitingBytes += frame.size
    frames?.yield(frame)
  }

  private func end(_ code: WebSocketErrorCode) {
    outlet?.close(code)
    frames?.finish()
  }

  func channelInactive(context: ChannelHandlerContext) {
    frames?.finish()
    context.fireChannelInactive()
  }

  func handlerRemoved(context: ChannelHandlerContext) { frames?.finish() }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    end(.protocolError)
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if event is ChannelShouldQuiesceEvent { end(.goingAway) }
    context.fireUserInboundEventTriggered(event)
  }
}

/// Refuses frames of a client that are not masked (RFC 6455, section 5.1).
final class MaskedFramesOnly: ChannelInboundHandler, RemovableChannelHandler {
  typealias InboundIn = WebSocketFrame
  typealias InboundOut = WebSocketFrame

  struct Unmasked: Error {}

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard unwrapInboundIn(data).maskKey != nil else { return context.fireErrorCaught(Unmasked()) }
    context.fireChannelRead(data)
  }
}
