import CNTKit
import Foundation
import HTTPTypes

/// What a request to Socket.IO's path asks for.
struct RealtimeRequest {
  static let path = "/socket.io/"

  enum Transport: String { case polling, websocket }

  var transport: Transport
  /// nil for a new session.
  var sid: String?

  /// Why a request is not taken, in the platform's words: a JSON text with status 400.
  enum Refusal: Error {
    case version, transport, session(String), origin, busy, body

    var message: String {
      switch self {
      case .version:
        "The client is using an unsupported version of the Socket.IO or Engine.IO protocols"
      case .transport: "Invalid transport"
      case .session(let sid): "Invalid session \(sid)"
      case .origin: "Not an accepted origin."
      case .busy: "Too many connections"
      case .body: "Invalid request"
      }
    }
  }

  /// nil for any other path, and for what is refused.
  init?(_ head: HTTPTypes.HTTPRequest, _ settings: RealtimeSettings) {
    let parts = (head.path ?? "").split(separator: "?", maxSplits: 1)
    guard parts.first.map(String.init) == Self.path else { return nil }
    let query = QueryText.parse(parts.count > 1 ? String(parts[1]) : "")
    guard
      let request = try? RealtimeRequest(
        query: query, origin: head.headerFields[.origin], settings)
    else { return nil }
    self = request
  }

  init(
    query: [(name: String, value: String)], origin: String?, _ settings: RealtimeSettings
  ) throws(Refusal) {
    func text(_ name: String) -> String? { query.last { $0.name == name }?.value }
    guard text("EIO") == "4" else { throw .version }
    guard let transport = text("transport").flatMap(Transport.init) else { throw .transport }
    if let origin, let allowed = settings.allowedOrigins, !allowed.contains(origin) {
      throw .origin
    }
    self.transport = transport
    sid = text("sid")
  }

  /// The token of an `Authorization` header.
  static func bearer(_ fields: HTTPFields) -> String? {
    guard let header = fields[.authorization], header.lowercased().hasPrefix("bearer ") else {
      return nil
    }
    return header.dropFirst(7).trimmingCharacters(in: .whitespaces)
  }
}
