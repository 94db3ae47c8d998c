import CNTKit
import Foundation

/// What is done in a namespace of Socket.IO. The functions that get the hub run on it and do not wait.
struct SocketNamespace: Sendable {
  /// Whether somebody may connect: what they sent as `auth`, and the token of the `Authorization` header.
  var admit: @Sendable (_ auth: JSONValue?, _ bearer: String?) async -> Admission
  /// After the connection was confirmed.
  var arrived: @Sendable (isolated RealtimeHub, SocketKey) -> Void
  /// After it is gone, with the rooms it was in.
  var left: @Sendable (isolated RealtimeHub, SocketKey, Set<String>) -> Void
  /// Takes an event and returns what it is acknowledged with, where the client asked for that.
  var receive: @Sendable (isolated RealtimeHub, SocketKey, SocketEvent) -> SocketAnswer

  enum Admission: Sendable {
    case refused(message: String)
    case admitted(Identity?)
  }
}

/// Who is on the other side, by a token that was good.
struct Identity: Sendable, Hashable {
  var viewer: Call.Viewer
  var name: String
  /// A connection lives no longer than its token.
  var expires: Date
}

/// One Socket.IO connection: a session of Engine.IO and a namespace in it.
struct SocketKey: Hashable, Sendable {
  var session: String
  var namespace: String
}

/// An event and what came with it.
struct SocketEvent: Sendable {
  var name: String
  var arguments: [JSONValue]
  var attachments: [Data] = []

  /// A member of the object that the platform's events carry.
  subscript(member: String) -> JSONValue? { arguments.first?[member] }
}

/// What an event is acknowledged with.
struct SocketAnswer: Sendable {
  var arguments: [JSONValue] = []
  var attachments: [Data] = []
}
