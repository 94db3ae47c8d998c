import CNTKit
import Foundation

/// Socket.IO in a session: connecting to namespaces, events and acknowledgements.
extension RealtimeHub {
  func receive(_ packet: SocketPacket, _ session: EngineSession) async throws {
    let key = SocketKey(session: session.sid, namespace: packet.namespace)
    switch packet.content {
    case .connect(let auth): try await connect(key, auth, session)
    case .disconnect:
      remove(key.namespace, from: session)
      if session.sockets.isEmpty { expectConnection(session) }
    case .event(let name, let arguments, let id):
      guard session.sockets[key.namespace] != nil, let namespace = namespaces[key.namespace] else {
        throw RealtimeFault(.outOfOrder)
      }
      let answer = namespace.receive(
        self, key,
        SocketEvent(name: name, arguments: arguments, attachments: packet.attachments))
      guard let id else { return }
      try send(
        SocketPacket(
          .acknowledgement(answer.arguments, id: id), in: key.namespace,
          attachments: answer.attachments), to: session)
    case .acknowledgement(let arguments, let id):
      let waiting = session.sockets[key.namespace]?.acks.removeValue(forKey: id)
      waiting?.resume(
        returning: SocketAnswer(arguments: arguments, attachments: packet.attachments))
    case .connectError: throw RealtimeFault(.outOfOrder)
    }
  }

  func send(_ packet: SocketPacket, to session: EngineSession) throws {
    send(try packet.encoded(), to: session)
  }

  // MARK: Connecting

  private func connect(_ key: SocketKey, _ auth: JSONValue?, _ session: EngineSession) async throws
  {
    guard session.sockets[key.namespace] == nil, session.connecting.insert(key.namespace).inserted
    else { throw RealtimeFault(.outOfOrder) }
    defer { session.connecting.remove(key.namespace) }
    guard let namespace = namespaces[key.namespace] else {
      return try refuse(key, "Invalid namespace", session)
    }
    var admission: SocketNamespace.Admission
    var seen: Int
    repeat {
      seen = rightsChanges
      admission = await namespace.admit(auth, session.bearer)
    } while seen != rightsChanges && !session.isClosed
    guard !session.isClosed else { return }
    switch admission {
    case .refused(let message): try refuse(key, message, session)
    case .admitted(let identity):
      if let identity, connections(of: identity.viewer.id).count >= settings.mostPerUser {
        return try refuse(key, "Too many connections of this account", session)
      }
      var socket = EngineSession.Socket(id: RandomName.make(), identity: identity)
      session.sockets[key.namespace] = socket
      let all = Room(namespace: key.namespace)
      rooms[all, default: []].insert(key)
      if let identity {
        // Only the token says whose room it is.
        socket.rooms = [Self.room(ofUser: identity.viewer.id)]
        session.sockets[key.namespace] = socket
        rooms[
          Room(namespace: key.namespace, name: Self.room(ofUser: identity.viewer.id)),
          default: []
        ].insert(key)
        let left = max(0, identity.expires.timeIntervalSince(now()))
        after(.seconds(left), "token " + key.namespace, in: session) { hub, session in
          hub.close(session)
        }
      }
      try send(
        SocketPacket(.connect(.object(["sid": .string(socket.id)])), in: key.namespace),
        to: session)
      namespace.arrived(self, key)
    }
  }

  private func refuse(_ key: SocketKey, _ message: String, _ session: EngineSession) throws {
    try send(
      SocketPacket(.connectError(.object(["message": .string(message)])), in: key.namespace),
      to: session)
    if session.sockets.isEmpty { expectConnection(session) }
  }

  /// The room of everything that is for one person only.
  static func room(ofUser id: Int) -> String { "user_\(id)" }

  /// Takes a connection out of its rooms and out of its session.
  func remove(_ namespace: String, from session: EngineSession) {
    guard let socket = session.sockets.removeValue(forKey: namespace) else { return }
    session.timers.removeValue(forKey: "token " + namespace)?.cancel()
    let key = SocketKey(session: session.sid, namespace: namespace)
    for name in [nil] + socket.rooms.map(Optional.some) {
      take(key, outOf: Room(namespace: namespace, name: name))
    }
    for waiting in socket.acks.values { waiting.resume(returning: nil) }
    namespaces[namespace]?.left(self, key, socket.rooms)
  }

  // MARK: Who is there

  func identity(of key: SocketKey) -> Identity? {
    sessions[key.session]?.sockets[key.namespace]?.identity
  }

  private func connections(of user: Int) -> Set<SocketKey> {
    var keys: Set<SocketKey> = []
    for namespace in namespaces.keys {
      keys.formUnion(rooms[Room(namespace: namespace, name: Self.room(ofUser: user))] ?? [])
    }
    return keys
  }

  /// Ends the connections of somebody whose rights changed or whose account is gone.
  func dropConnections(of user: Int) {
    rightsChanges += 1
    for key in connections(of: user) { close(key.session) }
  }
}
