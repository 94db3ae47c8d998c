import CNTKit

/// What one server of a community tells the others.
struct BusMessage: Sendable, Hashable {
  var event: String
  var arguments: [JSONValue]
  var namespace: String
  /// nil for everybody in the namespace.
  var room: String?
  /// The Socket.IO id of the one who is left out.
  var skip: String?
}

/// The way to the other servers.
protocol RealtimeBus: Sendable {
  /// Does not wait; where there is no connection the message is lost, as it is for a client without one.
  func publish(_ message: BusMessage)
}
