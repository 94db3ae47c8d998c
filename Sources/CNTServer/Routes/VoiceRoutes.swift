import CNTKit
import Foundation
import GRDB

/// Rooms in which somebody talks with the voice agent. Guests may, and so they get into no other room.
enum VoiceRoutes {
  static let routes: [Route] = [
    Route(.post, "/api/v1/livekit/voice/token", .optional, token).needing(.liveKit),
    Route(.post, "/api/v1/livekit/voice/room", .optional, makeRoom).needing(.liveKit),
    Route(.delete, "/api/v1/livekit/voice/room/{room_name}", .member, removeRoom).needing(.liveKit),
    Route(.get, "/api/v1/livekit/voice/rooms", .member, rooms).needing(.liveKit),
    Route(.get, "/api/v1/livekit/voice/health", .open, health),
  ]

  /// The agent comes to rooms with this prefix only.
  static let prefix = "voice-agent-"
  private static let mostParticipants = 10

  private static func room(_ members: [String: JSONValue]) throws -> String {
    guard let value = members["room_name"] else {
      throw Problem(invalid: [Invalid.missing("room_name", input: .object(members))])
    }
    guard let name = value.stringValue else {
      throw Problem(invalid: [
        Invalid.type("string", [.string("body"), .string("room_name")], input: value)
      ])
    }
    try check(name)
    return name
  }

  private static func check(_ name: String) throws {
    let isPlain = name.utf8.allSatisfy {
      (0x30...0x39).contains($0) || (0x41...0x5a).contains($0) || (0x61...0x7a).contains($0)
        || $0 == 0x2d || $0 == 0x5f
    }
    guard name.hasPrefix(prefix), isPlain, (prefix.count + 1...100).contains(name.utf8.count) else {
      throw Problem(400, "room_name begins with \(prefix), then letters, digits, - and _")
    }
  }

  private static func token(_ call: Call) async throws -> Reply {
    let members = try await call.object()
    let name = try room(members)
    let given = members["user_identity"]?.stringValue ?? ""
    guard !TextLimits.isLonger(given, than: 200) else {
      throw Problem(400, "user_identity has at most 200 characters")
    }
    let liveKit = try call.services.outside.requireLiveKit()
    // Nobody takes another's place: who has an account comes under it.
    let own = call.viewer.map { "user-\($0.id)-" } ?? "guest-"
    let identity = own + (given.isEmpty ? RandomName.make() : given)
    let token = try await liveKit.join(
      room: name, identity: identity, name: nil, metadata: nil, isHost: false,
      agent: liveKit.settings.voiceAgent)
    return try .json([
      "token": token, "room_name": name, "ws_url": liveKit.settings.publicURL,
    ])
  }

  private static func makeRoom(_ call: Call) async throws -> Reply {
    let members = try await call.object()
    let name = try room(members)
    let most = members["max_participants"] ?? .int(mostParticipants)
    guard case .int(let count) = most, (1...100).contains(count) else {
      throw Problem(400, "max_participants is a number from 1 to 100")
    }
    let liveKit = try call.services.outside.requireLiveKit()
    let made = try await liveKit.ask(
      "CreateRoom",
      ["name": .string(name), "max_participants": .int(count), "empty_timeout": .int(300)],
      grant: LiveKitAPI.Grant(roomCreate: true))
    return try .json(["success": .bool(true), "room": made] as [String: JSONValue])
  }

  private static func removeRoom(_ call: Call) async throws -> Reply {
    let name = call.parameter("room_name")
    try check(name)
    let liveKit = try call.services.outside.requireLiveKit()
    try await call.confirm()
    if let kept = try await call.kept() { return kept }
    _ = try await liveKit.ask(
      "DeleteRoom", ["room": .string(name)], grant: LiveKitAPI.Grant(roomCreate: true))
    return try await call.write { _ in try .message("Room deleted") }
  }

  /// Those of everybody for admins; members need none.
  private static func rooms(_ call: Call) async throws -> Reply {
    guard try call.member().isAdmin else { throw Problem.forbidden }
    let liveKit = try call.services.outside.requireLiveKit()
    let answer = try await liveKit.ask("ListRooms", [:], grant: LiveKitAPI.Grant(roomList: true))
    guard case .array(let rooms)? = answer["rooms"] else {
      return try .json(["rooms": [JSONValue]()])
    }
    let own = rooms.filter { $0["name"]?.stringValue?.hasPrefix(prefix) == true }
    return try .json([
      "rooms": own.map { room -> JSONValue in
        .object([
          "name": room["name"] ?? .null,
          "num_participants": number(room["num_participants"] ?? room["numParticipants"]),
          "creation_time": number(room["creation_time"] ?? room["creationTime"]),
        ])
      }
    ])
  }

  /// Twirp writes 64-bit numbers as texts.
  private static func number(_ value: JSONValue?) -> JSONValue {
    switch value {
    case .string(let text)?: Int(text).map(JSONValue.int) ?? .int(0)
    case .int?: value ?? .int(0)
    default: .int(0)
    }
  }

  private static func health(_ call: Call) async throws -> Reply {
    guard let liveKit = call.services.outside.liveKit else {
      return try .json(
        ["status": .string("not_configured"), "agent_running": .bool(false)] as [String: JSONValue])
    }
    let answer = try? await liveKit.ask(
      "ListRooms", [:], grant: LiveKitAPI.Grant(roomList: true))
    return try .json(
      [
        "status": .string(answer == nil ? "unavailable" : "healthy"),
        "agent_running": .bool(answer != nil && liveKit.settings.voiceAgent != nil),
      ] as [String: JSONValue])
  }
}
