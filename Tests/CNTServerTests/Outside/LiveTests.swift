import CNTKit
import Foundation
import JWTKit
import Testing

@testable import CNTServer

/// Streams, and who is let into their rooms.
struct LiveTests {
  private static let settings: PlatformSettings = {
    var settings = PlatformSettings()
    settings.liveKit = LiveKitSettings(
      url: "ws://livekit.invalid:7880", key: "APIkey", secret: "a secret of some length for tests",
      publicURL: "wss://live.example.org", voiceAgent: "cnt-agent")
    return settings
  }()

  private func claims(_ token: String?) async throws -> LiveKitAPI.Claims {
    let keys = JWTKeyCollection()
    await keys.add(
      hmac: HMACKey(from: Data("a secret of some length for tests".utf8)), digestAlgorithm: .sha256)
    return try await keys.verify(token ?? "", as: LiveKitAPI.Claims.self)
  }

  @Test func `a stream begins at once, or when its time comes`() async throws {
    try await ServerHarness.run { server async throws in
      let grace = try await server.token("grace")
      let now = try await server.call(
        "POST", "/api/v1/live/streams", as: grace, json: #"{"title":"Evening Prayer!"}"#)
      #expect(now.status == 200 && now.json["status"]?.stringValue == "live")
      let room = now.json["room_name"]?.stringValue ?? ""
      #expect(room.wholeMatch(of: /evening-prayer-[0-9a-f]{8}|evening-prayer--[0-9a-f]{8}/) != nil)
      let later = try await server.call(
        "POST", "/api/v1/live/streams", as: grace,
        json: #"{"title":"Easter","scheduled_start":"2999-01-01T10:00:00"}"#)
      #expect(later.json["status"]?.stringValue == "scheduled")
      #expect(later.json["started_at"] == .null)
      let live = try await server.call("GET", "/api/v1/live/streams?status=live")
      guard case .array(let rows) = live.json else { throw Problem(500, "no array") }
      #expect(rows.count == 1 && rows[0]["host_name"]?.stringValue == "Grace")
    }
  }

  @Test func `only its host and admins change a stream, and what ended stays so`() async throws {
    try await ServerHarness.run { server async throws in
      let (grace, miriam) = (try await server.token("grace"), try await server.token("miriam"))
      let id =
        try await server.call(
          "POST", "/api/v1/live/streams", as: grace, json: #"{"title":"T"}"#
        ).json["id"]?.intValue ?? 0
      let path = "/api/v1/live/streams/\(id)"
      for (method, end) in [("PUT", ""), ("DELETE", ""), ("POST", "/end")] {
        let answer = try await server.call(method, path + end, as: miriam, json: #"{"title":"X"}"#)
        #expect(answer.status == 403)
      }
      let ended = try await server.call("POST", path + "/end", as: grace)
      #expect(ended.json["status"]?.stringValue == "ended" && ended.json["ended_at"] != .null)
      let again = try await server.call("PUT", path, as: grace, json: #"{"status":"live"}"#)
      #expect(again.status == 409)
      let admin = try await server.token("admin")
      #expect(try await server.call("DELETE", path, as: admin).status == 200)
      #expect(try await server.call("POST", path + "/end", as: admin).status == 404)
    }
  }

  @Test func `the token opens one room, and moderates it for its host only`() async throws {
    try await ServerHarness.run(outside: Self.settings) { server async throws in
      let (grace, miriam) = (try await server.token("grace"), try await server.token("miriam"))
      let stream = try await server.call(
        "POST", "/api/v1/live/streams", as: grace, json: #"{"title":"T"}"#
      ).json
      let (id, room) = (stream["id"]?.intValue ?? 0, stream["room_name"]?.stringValue ?? "")
      let body = #"{"identity":"host-1","name":"Grace"}"#
      let mine = try await server.call(
        "POST", "/api/v1/live/streams/\(id)/livekit-token", as: grace, json: body)
      #expect(mine.json["ws_url"]?.stringValue == "wss://live.example.org")
      #expect(mine.json["room_name"]?.stringValue == room)
      let own = try await claims(mine.json["token"]?.stringValue)
      #expect(own.iss.value == "APIkey" && own.sub?.value == "host-1" && own.name == "Grace")
      #expect(own.video.room == room && own.video.roomJoin == true && own.video.roomAdmin == true)
      #expect(own.exp.value > Date())
      let theirs = try await server.call(
        "POST", "/api/v1/live/streams/by-room/\(room)/livekit-token", as: miriam, json: body)
      let other = try await claims(theirs.json["token"]?.stringValue)
      #expect(other.video.roomAdmin == false && other.video.canPublish == true)
      let join = try await server.call(
        "POST", "/api/v1/live/streams/\(id)/join", as: miriam, json: body)
      #expect(join.json["url"]?.stringValue == "wss://live.example.org")
      _ = try await server.call("POST", "/api/v1/live/streams/\(id)/end", as: grace)
      for (path, status) in [
        ("/api/v1/live/streams/\(id)/join", 400), ("/api/v1/live/streams/999/join", 404),
        ("/api/v1/live/streams/by-room/none/join", 404),
      ] {
        #expect(try await server.call("POST", path, as: miriam, json: body).status == status)
      }
    }
  }

  @Test func `guests get into rooms of the voice agent and into no other`() async throws {
    try await ServerHarness.run(outside: Self.settings) { server async throws in
      let answer = try await server.call(
        "POST", "/api/v1/livekit/voice/token", json: #"{"room_name":"voice-agent-17"}"#)
      let claims = try await claims(answer.json["token"]?.stringValue)
      #expect(claims.video.room == "voice-agent-17" && claims.video.roomAdmin == false)
      #expect(claims.sub?.value.hasPrefix("guest-") == true)
      #expect(claims.roomConfig?.agents.map(\.agentName) == ["cnt-agent"])
      for room in ["evening-prayer-1a2b3c4d", "voice-agent-", "voice-agent-a b", ""] {
        let refused = try await server.call(
          "POST", "/api/v1/livekit/voice/token", json: #"{"room_name":"\#(room)"}"#)
        #expect(refused.status == 400, "\(room)")
      }
    }
  }

  @Test func `rooms are made and counted at the LiveKit server`() async throws {
    let outside = FakeOutside()
    outside.answer("/CreateRoom", #"{"name":"voice-agent-1"}"#)
    outside.answer(
      "/ListRooms",
      #"{"rooms":[{"name":"voice-agent-1","num_participants":2,"creation_time":"1700000000"},{"name":"other"}]}"#
    )
    try await ServerHarness.run(outside: Self.settings, transport: outside) { server async throws in
      let made = try await server.call(
        "POST", "/api/v1/livekit/voice/room", json: #"{"room_name":"voice-agent-1"}"#)
      #expect(made.json["success"] == .bool(true))
      let asked = try #require(outside.asked.first)
      #expect(
        asked.url == "http://livekit.invalid:7880/twirp/livekit.RoomService/CreateRoom")
      let bearer = asked.headers["Authorization"]?.dropFirst(7).description
      #expect(try await claims(bearer).video.roomCreate == true)
      let grace = try await server.token("grace")
      #expect(try await server.call("GET", "/api/v1/livekit/voice/rooms", as: grace).status == 403)
      let admin = try await server.token("admin")
      let rooms = try await server.call("GET", "/api/v1/livekit/voice/rooms", as: admin)
      #expect(
        rooms.json["rooms"]
          == .array([
            .object([
              "name": .string("voice-agent-1"), "num_participants": .int(2),
              "creation_time": .int(1_700_000_000),
            ])
          ]))
    }
  }

  @Test func `without a LiveKit server that is said`() async throws {
    try await ServerHarness.run { server async throws in
      let grace = try await server.token("grace")
      let id =
        try await server.call(
          "POST", "/api/v1/live/streams", as: grace, json: #"{"title":"T"}"#
        ).json["id"]?.intValue ?? 0
      let answer = try await server.call(
        "POST", "/api/v1/live/streams/\(id)/join", as: grace,
        json: #"{"identity":"i","name":"n"}"#)
      #expect(answer.status == 503)
      #expect(answer.json["detail"]?.stringValue?.contains("LIVEKIT_URL") == true)
    }
  }
}
