import Foundation

/// A packet of Socket.IO 5: <https://socket.io/docs/v4/socket-io-protocol/>.
///
/// Binary values stand in `attachments`; where one belongs, the JSON has its placeholder
/// (``JSONValue/attachment(_:)``).
public struct SocketPacket: Hashable, Sendable {
  public enum Content: Hashable, Sendable {
    /// From the client: who it is. From the server: `{"sid"}`.
    case connect(JSONValue?)
    case disconnect
    /// `id`: the receiver is to acknowledge it.
    case event(String, [JSONValue], id: Int? = nil)
    case acknowledgement([JSONValue], id: Int)
    /// `{"message"}`, or a text alone from older servers.
    case connectError(JSONValue)
  }

  public var content: Content
  public var namespace: String
  public var attachments: [Data]

  public init(_ content: Content, in namespace: String = "/", attachments: [Data] = []) {
    self.content = content
    self.namespace = namespace
    self.attachments = attachments
  }

  /// Ids up to here are the same number for every peer (RFC 8259, section 6).
  public static let largestID = 1 << 53 - 1
  /// Bytes of a namespace's name.
  public static let longestNamespace = 128

  /// Names that mean something to the libraries themselves.
  static let reserved: Set<String> = [
    "connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener",
  ]
}

extension JSONValue {
  /// What stands for a packet's attachment.
  public static func attachment(_ index: Int) -> JSONValue {
    .object(["_placeholder": .bool(true), "num": .int(index)])
  }

  /// Which attachment this stands for; nil for any other value.
  public var attachmentIndex: Int? {
    guard case .object(let members) = self, members["_placeholder"] == .bool(true),
      case .int(let index)? = members["num"]
    else { return nil }
    return index
  }

  /// Whether every placeholder in here has its attachment. The depth is bounded by who read the value.
  func hasAttachments(_ count: Int) -> Bool {
    switch self {
    case .array(let values): return values.allSatisfy { $0.hasAttachments(count) }
    case .object(let members):
      if members["_placeholder"] == .bool(true) {
        guard let index = attachmentIndex else { return false }
        return (0..<count).contains(index)
      }
      return members.values.allSatisfy { $0.hasAttachments(count) }
    default: return true
    }
  }
}
