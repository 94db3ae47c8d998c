import Foundation

extension SocketPacket {
  /// The packet as Engine.IO messages: its text, then one message for each attachment.
  ///
  /// The form is `<type>[<attachments>-][<namespace>,][<id>][<JSON>]`. Throws for what no peer would
  /// take: an infinite number, a placeholder without its attachment, a bad namespace or id.
  public func encoded() throws(RealtimeFault) -> [EnginePacket] {
    guard namespace.utf8.first == UInt8(ascii: "/"), namespace.utf8.count <= Self.longestNamespace,
      !namespace.utf8.contains(UInt8(ascii: ","))
    else { throw RealtimeFault(.badNamespace) }
    var (type, id, payload) = try parts()
    if !attachments.isEmpty {
      guard type == 2 || type == 3, let payload, payload.hasAttachments(attachments.count) else {
        throw RealtimeFault(.badAttachments)
      }
      type += 3
    }
    var text = "\(type)"
    if !attachments.isEmpty { text += "\(attachments.count)-" }
    if namespace != "/" { text += namespace + "," }
    if let id {
      guard (0...Self.largestID).contains(id) else { throw RealtimeFault(.badID) }
      text += "\(id)"
    }
    if let payload { text += try Self.json(payload) }
    return [.message(text)] + attachments.map(EnginePacket.binary)
  }

  private func parts() throws(RealtimeFault) -> (type: Int, id: Int?, payload: JSONValue?) {
    switch content {
    case .connect(let auth): return (0, nil, auth)
    case .disconnect: return (1, nil, nil)
    case .event(let name, let arguments, let id):
      guard !Self.reserved.contains(name) else { throw RealtimeFault(.badEvent) }
      return (2, id, .array([.string(name)] + arguments))
    case .acknowledgement(let arguments, let id): return (3, id, .array(arguments))
    case .connectError(let problem): return (4, nil, problem)
    }
  }

  private static func json(_ value: JSONValue) throws(RealtimeFault) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.withoutEscapingSlashes, .sortedKeys]
    do { return String(decoding: try encoder.encode(value), as: UTF8.self) } catch {
      throw RealtimeFault(.badJSON)
    }
  }
}
