import CNTKit
import Foundation

/// Rooms, and what is said in them.
extension RealtimeHub {
  /// False when the connection is in too many rooms, or gone.
  func join(_ key: SocketKey, _ name: String) -> Bool {
    guard let session = sessions[key.session], var socket = session.sockets[key.namespace] else {
      return false
    }
    guard socket.rooms.contains(name) || socket.rooms.count < settings.mostRooms else {
      return false
    }
    socket.rooms.insert(name)
    session.sockets[key.namespace] = socket
    rooms[Room(namespace: key.namespace, name: name), default: []].insert(key)
    return true
  }

  /// Whether it was in there.
  func leave(_ key: SocketKey, _ name: String) -> Bool {
    guard let session = sessions[key.session],
      session.sockets[key.namespace]?.rooms.remove(name) != nil
    else { return false }
    take(key, outOf: Room(namespace: key.namespace, name: name))
    return true
  }

  func isIn(_ key: SocketKey, _ name: String) -> Bool {
    sessions[key.session]?.sockets[key.namespace]?.rooms.contains(name) == true
  }

  func take(_ key: SocketKey, outOf room: Room) {
    rooms[room]?.remove(key)
    if rooms[room]?.isEmpty == true { rooms[room] = nil }
  }

  /// How many sessions are open.
  var sessionCount: Int { sessions.count }

  /// How many are in a room.
  func count(_ room: Room) -> Int { rooms[room]?.count ?? 0 }

  /// Sends an event to one connection.
  func emit(_ name: String, _ arguments: [JSONValue], to key: SocketKey) {
    guard let session = sessions[key.session], session.sockets[key.namespace] != nil else { return }
    try? send(SocketPacket(.event(name, arguments), in: key.namespace), to: session)
  }

  /// Sends an event to a room.
  func emit(
    _ name: String, _ arguments: [JSONValue], to room: Room, except: SocketKey? = nil
  ) {
    deliver(SocketEvent(name: name, arguments: arguments), to: room, except: except)
  }

  /// Sends an event to everybody who is connected to the platform's namespace.
  func emitToAll(_ name: String, _ arguments: [JSONValue]) {
    deliver(
      SocketEvent(name: name, arguments: arguments), to: Room(namespace: "/", name: nil))
  }

  /// Sends an event, perhaps with attachments, to those in a room, on all instances.
  func deliver(_ event: SocketEvent, to room: Room, except: SocketKey? = nil) {
    deliverHere(event, to: room, except: except)
    relayed?(event, room)
  }

  /// Sets who tells other instances; nil for nobody.
  func relay(_ work: (@Sendable (SocketEvent, Room) -> Void)?) { relayed = work }

  /// Sends an event to those in a room who are connected to this instance. The packet is made once.
  func deliverHere(_ event: SocketEvent, to room: Room, except: SocketKey? = nil) {
    let members: Set<SocketKey>? =
      room.name == nil
      ? Set(
        sessions.values.filter { $0.sockets[room.namespace] != nil }
          .map { SocketKey(session: $0.sid, namespace: room.namespace) })
      : rooms[room]
    guard let keys = members,
      let packets = try? SocketPacket(
        .event(event.name, event.arguments), in: room.namespace, attachments: event.attachments
      ).encoded()
    else { return }
    for key in keys where key != except { send(packets, to: key.session) }
  }

  /// Asks one connection and waits for its acknowledgement; nil when none comes within `limit`.
  func ask(
    _ name: String, _ arguments: [JSONValue], _ key: SocketKey, atMost limit: Duration
  ) async -> SocketAnswer? {
    guard let session = sessions[key.session], var socket = session.sockets[key.namespace] else {
      return nil
    }
    let id = socket.nextAck
    socket.nextAck += 1
    session.sockets[key.namespace] = socket
    after(limit, "ack \(key.namespace) \(id)", in: session) { _, session in
      session.sockets[key.namespace]?.acks.removeValue(forKey: id)?.resume(returning: nil)
    }
    return await withCheckedContinuation { answer in
      session.sockets[key.namespace]?.acks[id] = answer
      do {
        try send(SocketPacket(.event(name, arguments, id: id), in: key.namespace), to: session)
      } catch {
        session.sockets[key.namespace]?.acks.removeValue(forKey: id)?.resume(returning: nil)
      }
    }
  }
}
