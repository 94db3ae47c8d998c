import CNTKit
import Foundation
import GRDB

/// The platform's events: streams with their chat and their count of viewers, and the rooms that
/// notifications go to. `docs/realtime.md` has the list.
///
/// Who connects without a token is a guest, as the platform's web client is: guests watch and talk.
/// Whatever is for one person goes to the room that a token alone opens.
enum PlatformNamespace {
  /// Seconds in which changes of a room's count become one message.
  static let countPause = Duration.milliseconds(250)
  /// Unicode scalars of a message, and of what guests call themselves.
  static let longestMessage = 2000
  static let longestName = 100

  static func all(
    tokens: TokenService, _ settings: RealtimeSettings
  ) -> [String: SocketNamespace] {
    ["/": main(tokens), "/admin": admin(tokens)].merging(settings.furtherNamespaces) { $1 }
  }

  private static func main(_ tokens: TokenService) -> SocketNamespace {
    SocketNamespace(
      admit: { auth, bearer in
        guard let token = token(auth, bearer) else { return .admitted(nil) }
        guard let identity = await tokens.identity(of: token) else {
          return .refused(message: "Not authorized")
        }
        return .admitted(identity)
      },
      arrived: { hub, key in
        hub.emit("welcome", [.object(["message": .string("Connected to CNT")])], to: key)
      },
      left: { hub, _, rooms in
        for room in rooms where room.hasPrefix("stream_") {
          announceCount(String(room.dropFirst(7)), hub)
        }
      },
      receive: { hub, key, event in
        take(event, key, hub)
        return SocketAnswer()
      })
  }

  /// For admins only; tells them what another one decided.
  private static func admin(_ tokens: TokenService) -> SocketNamespace {
    SocketNamespace(
      admit: { auth, bearer in
        guard let token = token(auth, bearer), let identity = await tokens.identity(of: token),
          identity.viewer.isAdmin
        else { return .refused(message: "Admin access required") }
        return .admitted(identity)
      },
      arrived: { _, _ in }, left: { _, _, _ in }, receive: { _, _, _ in SocketAnswer() })
  }

  private static func token(_ auth: JSONValue?, _ bearer: String?) -> String? {
    guard let value = auth?["token"], value != .null else { return bearer }
    // What is there and is no text is a bad token, not none.
    return value.stringValue ?? ""
  }

  // MARK: Events of clients

  private static func take(_ event: SocketEvent, _ key: SocketKey, _ hub: isolated RealtimeHub) {
    switch event.name {
    case "join_stream": join(event, key, hub)
    case "leave_stream":
      guard let id = streamID(event), hub.leave(key, "stream_\(id)") else { return }
      announceCount(id, hub)
    case "chat_message": chat(event, key, hub)
    case "stream_update": update(event, key, hub)
    // The web client sends everything newer as `message` with the name in it.
    case "message": speak(event, key, hub)
    default: break
    }
  }

  private static func join(_ event: SocketEvent, _ key: SocketKey, _ hub: isolated RealtimeHub) {
    guard let id = streamID(event), hub.join(key, "stream_\(id)") else { return }
    hub.emit("joined_stream", [.object(["stream_id": event["stream_id"] ?? .string(id)])], to: key)
    announceCount(id, hub)
  }

  private static func chat(_ event: SocketEvent, _ key: SocketKey, _ hub: isolated RealtimeHub) {
    guard let id = streamID(event), hub.isIn(key, "stream_\(id)"),
      let text = event["message"]?.stringValue, !text.isEmpty,
      !TextLimits.isLonger(text, than: longestMessage)
    else { return }
    var message: [String: JSONValue] = [
      "message": .string(text),
      "timestamp": shortText(event["timestamp"]).map(JSONValue.string) ?? .string(stamp(hub)),
    ]
    if let identity = hub.identity(of: key) {
      // Nobody with an account speaks under another name.
      message["username"] = .string(identity.name)
      message["user_id"] = .int(identity.viewer.id)
    } else {
      message["username"] = .string(shortText(event["username"]) ?? "Guest")
      message["is_guest"] = .bool(true)
    }
    hub.emit(
      "new_message", [.object(message)],
      to: RealtimeHub.Room(namespace: key.namespace, name: "stream_\(id)"), except: key)
  }

  private static func update(_ event: SocketEvent, _ key: SocketKey, _ hub: isolated RealtimeHub) {
    guard let id = streamID(event), hub.isIn(key, "stream_\(id)") else { return }
    switch event["type"]?.stringValue {
    // The server counts for itself.
    case "viewer_count": announceCount(id, hub)
    case let type? where type == "started" || type == "ended":
      // Clients leave a stream that ended. Its host says so through the API; here only admins do.
      guard hub.identity(of: key)?.viewer.isAdmin == true else { return }
      status(id, type, hub)
    default: break
    }
  }

  private static func speak(_ event: SocketEvent, _ key: SocketKey, _ hub: isolated RealtimeHub) {
    guard let id = streamID(event), hub.isIn(key, "stream_\(id)") else { return }
    let names = ["request_id", "stream_id", "participant_id", "participant_name"]
    var members: [String: JSONValue] = [:]
    for name in names {
      guard let value = event[name] else { continue }
      guard value.intValue != nil || shortText(value) != nil else { return }
      members[name] = value
    }
    let name: String
    switch event["event"]?.stringValue {
    case "request_speak_permission": name = "speak_permission_requested"
    case "permission_granted" where hub.identity(of: key)?.viewer.isAdmin == true:
      name = "permission_granted"
    default: return
    }
    hub.emit(
      name, [.object(members)],
      to: RealtimeHub.Room(namespace: key.namespace, name: "stream_\(id)"), except: key)
  }

  // MARK: Streams

  private static func streamID(_ event: SocketEvent) -> String? {
    switch event["stream_id"] {
    case .int(let id)?: return id >= 0 ? "\(id)" : nil
    case .string(let text)?:
      let isPlain = text.utf8.allSatisfy {
        (0x30...0x39).contains($0) || (0x41...0x5a).contains($0) || (0x61...0x7a).contains($0)
          || $0 == 0x2d || $0 == 0x5f
      }
      return isPlain && (1...64).contains(text.utf8.count) ? text : nil
    default: return nil
    }
  }

  private static func shortText(_ value: JSONValue?) -> String? {
    guard let text = value?.stringValue, !text.isEmpty,
      !TextLimits.isLonger(text, than: longestName)
    else { return nil }
    return text
  }

  private static func stamp(_ hub: isolated RealtimeHub) -> String {
    Timestamp(secondsSince1970: Int(hub.now().timeIntervalSince1970)).text
  }

  /// Tells a room how many are in it, once for many changes.
  static func announceCount(_ stream: String, _ hub: isolated RealtimeHub) {
    hub.soon("count " + stream, after: countPause) { hub in
      hub.sayCounts()
      // Each instance tells its own people, the number being everybody's.
      hub.deliverHere(state(stream, "viewer_count", hub), to: room(stream))
    }
  }

  private static func room(_ stream: String) -> RealtimeHub.Room {
    RealtimeHub.Room(namespace: "/", name: "stream_\(stream)")
  }

  private static func status(_ stream: String, _ type: String, _ hub: isolated RealtimeHub) {
    hub.deliver(state(stream, type, hub), to: room(stream))
  }

  private static func state(
    _ stream: String, _ type: String, _ hub: isolated RealtimeHub
  ) -> SocketEvent {
    SocketEvent(
      name: "stream_status",
      arguments: [
        .object([
          "stream_id": Int(stream).flatMap { "\($0)" == stream ? .int($0) : nil }
            ?? .string(stream),
          "type": .string(type),
          "viewer_count": .int(hub.viewers("stream_\(stream)")),
        ])
      ])
  }
}
