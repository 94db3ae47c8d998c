/// Why something that came in as Engine.IO or Socket.IO is not taken.
public struct RealtimeFault: Error, Hashable, Sendable {
  public enum Reason: Hashable, Sendable {
    /// A packet without a type.
    case empty
    /// A type that the protocol does not have.
    case unknownType
    /// More bytes, packets or attachments than are taken.
    case tooLarge
    /// Not UTF-8.
    case notText
    /// `b` without good base64 behind it.
    case badBase64
    /// A namespace that does not begin with a slash or is too long.
    case badNamespace
    /// The id of an acknowledgement that is no number, or one that not all peers can count to.
    case badID
    /// Not JSON, or nested too deeply.
    case badJSON
    /// JSON of another kind than the packet's type wants.
    case wrongPayload
    /// An event without a name, or with one that the protocol keeps for itself.
    case badEvent
    /// A count of attachments that is none, or a placeholder without its attachment.
    case badAttachments
    /// Something else where an attachment must come, or an attachment that nothing announced.
    case outOfOrder
  }

  public var reason: Reason

  public init(_ reason: Reason) { self.reason = reason }
}

/// What is taken from a peer at most.
public struct RealtimeLimits: Hashable, Sendable {
  /// Bytes of a packet or of a payload of long polling; the platform says 1 000 000.
  public var payload = 1_000_000
  /// Packets of one payload of long polling.
  public var packets = 1000
  /// Attachments of one Socket.IO packet.
  public var attachments = 10
  /// Levels of arrays and objects.
  public var depth = 32
  /// Values of one packet, those within others counted.
  public var values = 10_000

  public init() {}

  /// Packets that are put into one payload: python-socketio takes no more.
  public static let packetsInPayload = 16
}
