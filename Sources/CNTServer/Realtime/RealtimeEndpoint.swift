import CNTKit
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

/// Long polling: Socket.IO's path as requests and answers.
enum RealtimeEndpoint {
  static func reply(
    to request: Request, address: String, hub: RealtimeHub
  ) async throws -> Reply {
    do throws(RealtimeRequest.Refusal) {
      return try await answer(request, address, hub)
    } catch {
      let text = (try? JSONEncoder().encode(error.message)) ?? Data()
      return Reply(status: 400, body: .bytes(text, contentType: "text/plain"))
    }
  }

  private static func answer(
    _ request: Request, _ address: String, _ hub: RealtimeHub
  ) async throws(RealtimeRequest.Refusal) -> Reply {
    let asked = try RealtimeRequest(
      query: QueryText.parse(request.uri.query ?? ""), origin: request.headers[.origin],
      hub.settings)
    // A WebSocket never comes here, unless its handshake was bad.
    guard asked.transport == .polling else { throw .transport }
    switch (request.method, asked.sid) {
    case (.get, nil):
      let opened = await hub.open(
        address: address, bearer: RealtimeRequest.bearer(request.headers), outlet: nil)
      guard let opened else { throw .busy }
      return payload([opened.packet])
    case (.get, let sid?):
      guard let packets = await hub.poll(sid) else { throw .session(String(sid.prefix(40))) }
      return payload(packets)
    case (.post, let sid?):
      guard await hub.beginPost(sid) else { throw .session(String(sid.prefix(40))) }
      guard await hub.post(await body(of: request, hub.settings.limits.payload), sid) else {
        throw .body
      }
      return Reply(status: 200, body: .bytes(Data("ok".utf8), contentType: "text/html"))
    default: throw .body
    }
  }

  private static func payload(_ packets: [EnginePacket]) -> Reply {
    Reply(
      status: 200, headers: [("Cache-Control", "no-store")],
      body: .bytes(
        Data(EnginePayload.encode(packets).utf8), contentType: "text/plain; charset=UTF-8"))
  }

  /// nil when it is larger than it may be, or did not come whole.
  private static func body(of request: Request, _ limit: Int) async -> Data? {
    var data = Data()
    do {
      for try await buffer in request.body {
        guard data.count + buffer.readableBytes <= limit else { return nil }
        data.append(contentsOf: buffer.readableBytesView)
      }
    } catch {
      return nil
    }
    return data
  }
}
