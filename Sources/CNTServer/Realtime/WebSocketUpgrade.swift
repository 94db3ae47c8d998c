import CNTKit
import Crypto
import Foundation
import HTTPTypes
import HummingbirdCore
import NIOCore
import NIOHTTP1
import NIOHTTPTypes
import NIOHTTPTypesHTTP1
import NIOWebSocket

/// Makes a WebSocket of an HTTP connection where Socket.IO's path is asked for one (RFC 6455, section 4).
///
/// NIO's own upgraders look at the first request of a connection only; clients and proxies ask for the
/// upgrade on a connection that has carried others.
final class WebSocketUpgrade: ChannelDuplexHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPRequestPart
  typealias InboundOut = HTTPRequestPart
  typealias OutboundIn = HTTPResponsePart
  typealias OutboundOut = HTTPResponsePart

  private let hub: RealtimeHub
  private var unanswered = 0
  /// The request that becomes a WebSocket at its end.
  private var accepted: HTTPTypes.HTTPRequest?
  private var isUpgraded = false

  init(hub: RealtimeHub) { self.hub = hub }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard !isUpgraded else { return }
    switch unwrapInboundIn(data) {
    case .head(let head) where unanswered == 0 && isAcceptable(head): accepted = head
    case .head:
      unanswered += 1
      context.fireChannelRead(data)
    case .body where accepted != nil: break
    case .end where accepted != nil: upgrade(context)
    case .body, .end: context.fireChannelRead(data)
    }
  }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    if case .end = unwrapOutboundIn(data) { unanswered -= 1 }
    context.write(data, promise: promise)
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    // Requests that wait for news would hold up the end of the server.
    if event is ChannelShouldQuiesceEvent {
      let hub = hub
      Task { await hub.shutDown() }
    }
    context.fireUserInboundEventTriggered(event)
  }

  /// What is not, goes on as any request and is told why.
  private func isAcceptable(_ head: HTTPTypes.HTTPRequest) -> Bool {
    let tokens = (head.headerFields[.connection] ?? "").lowercased().split { ", ".contains($0) }
    guard head.method == .get, tokens.contains("upgrade"),
      head.headerFields[.upgrade]?.lowercased() == "websocket",
      head.headerFields[.secWebSocketVersion] == "13",
      let key = head.headerFields[.secWebSocketKey], Data(base64Encoded: key)?.count == 16
    else { return false }
    return RealtimeRequest(head, hub.settings)?.transport == .websocket
  }

  private func upgrade(_ context: ChannelHandlerContext) {
    guard let head = accepted, let request = RealtimeRequest(head, hub.settings) else { return }
    isUpgraded = true
    let key = (head.headerFields[.secWebSocketKey] ?? "") + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
    var fields = HTTPFields()
    fields[.upgrade] = "websocket"
    fields[.connection] = "Upgrade"
    fields[.secWebSocketAccept] =
      Data(Insecure.SHA1.hash(data: Data(key.utf8))).base64EncodedString()
    context.write(
      wrapOutboundOut(
        .head(HTTPTypes.HTTPResponse(status: .switchingProtocols, headerFields: fields))),
      promise: nil)
    context.flush()
    do {
      try change(
        context,
        WebSocketHandler.Invitation(
          sid: request.sid,
          address: hub.settings.proxies.client(
            peer: context.remoteAddress?.ipAddress ?? "local", head.headerFields),
          bearer: RealtimeRequest.bearer(head.headerFields)))
    } catch {
      context.close(promise: nil)
    }
  }

  /// Frames instead of requests. What stands behind hears nothing more until the connection ends.
  private func change(
    _ context: ChannelHandlerContext, _ invitation: WebSocketHandler.Invitation
  ) throws {
    let pipeline = context.pipeline.syncOperations
    let here = NIOAsyncPlace.before(self)
    let payload = hub.settings.limits.payload
    try pipeline.addHandlers(
      [
        WebSocketFrameEncoder(),
        ByteToMessageHandler(WebSocketFrameDecoder(maxFrameSize: payload)),
        WebSocketProtocolErrorHandler(), MaskedFramesOnly(),
        NIOWebSocketFrameAggregator(
          minNonFinalFragmentSize: 1, maxAccumulatedFrameCount: 1024,
          maxAccumulatedFrameSize: payload),
        WebSocketHandler(hub: hub, invitation: invitation),
      ], position: here)
    for name in [
      try pipeline.context(handlerType: HTTPConnectionStateHandler.self),
      try pipeline.context(handlerType: HTTP1ToHTTPServerCodec.self),
      try pipeline.context(handlerType: HTTPResponseEncoder.self),
      try pipeline.context(handlerType: ByteToMessageHandler<HTTPRequestDecoder>.self),
      context,
    ] { pipeline.removeHandler(context: name, promise: nil) }
  }

  private typealias NIOAsyncPlace = ChannelPipeline.SynchronousOperations.Position
}

extension HTTPField.Name {
  static let secWebSocketKey = Self("Sec-WebSocket-Key")!
  static let secWebSocketVersion = Self("Sec-WebSocket-Version")!
  static let secWebSocketAccept = Self("Sec-WebSocket-Accept")!
}
