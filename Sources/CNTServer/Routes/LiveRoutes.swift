import CNTKit
import Foundation
import GRDB
import Synchronization

/// Live streams and meetings, which share a table, and the tokens that let people into their rooms.
enum LiveRoutes {
  static let routes: [Route] = [
    Route(.get, "/api/v1/live/streams", .optional, list),
    Route(.post, "/api/v1/live/streams", .member, create),
    Route(.put, "/api/v1/live/streams/{stream_id}", .member, update),
    Route(.delete, "/api/v1/live/streams/{stream_id}", .member, delete),
    Route(.post, "/api/v1/live/streams/{stream_id}/end", .member, end),
    Route(.post, "/api/v1/live/streams/{stream_id}/join", .member) {
      try await admit($0, address: "url")
    }.needing(.liveKit),
    Route(.post, "/api/v1/live/streams/by-room/{room_name}/join", .member) {
      try await admit($0, address: "url")
    }.needing(.liveKit),
    Route(.post, "/api/v1/live/streams/{stream_id}/livekit-token", .member) {
      try await admit($0, address: "ws_url")
    }.needing(.liveKit),
    Route(.post, "/api/v1/live/streams/by-room/{room_name}/livekit-token", .member) {
      try await admit($0, address: "ws_url")
    }.needing(.liveKit),
  ]

  static let missing = Problem(404, "Stream/Meeting not found")
  private static let states = ["scheduled", "live", "ended"]

  static func fetch(_ db: Database, _ filter: SQLFilter) throws -> [LiveStream] {
    try Fetched.all(
      db,
      """
      SELECT s.*, coalesce(u.name, u.username) AS host_name
      FROM live_streams s JOIN users u ON u.id = s.host_id \(filter.sql) ORDER BY s.id DESC
      LIMIT 10000
      """, filter.arguments)
  }

  private static func one(_ db: Database, _ id: Int) throws -> LiveStream {
    var filter = SQLFilter()
    filter.add("s.id = ?", id)
    guard let stream = try fetch(db, filter).first else { throw missing }
    return stream
  }

  /// The row, for its host or an admin.
  private static func own(
    _ db: Database, _ id: Int, _ viewer: Call.Viewer
  ) throws -> LiveStream {
    let stream = try one(db, id)
    guard stream.hostID == viewer.id || viewer.isAdmin else { throw Problem.notOwner }
    return stream
  }

  private static func list(_ call: Call) async throws -> Reply {
    var filter = SQLFilter()
    if let status = call.text("status") { filter.add("s.status = ?", status) }
    let streams = try await call.services.database.read { [filter] in try fetch($0, filter) }
    return try .json(await counted(streams, call.services.realtime))
  }

  /// With those who watch now: who they are is known to the hub, not to the table.
  private static func counted(
    _ streams: [LiveStream], _ hub: RealtimeHub
  ) async -> [LiveStream] {
    var counted = streams
    for index in counted.indices where counted[index].status == "live" {
      counted[index].viewerCount = await hub.viewers("stream_\(counted[index].id)")
    }
    return counted
  }

  /// One that has no start ahead of it is live at once, and everybody is told.
  private static func create(_ call: Call) async throws -> Reply {
    let members = try await call.object()
    let values = try values(members)
    guard case .string(let title)? = members["title"] else {
      throw Problem(invalid: [
        members["title"].map {
          Invalid.type("string", [.string("body"), .string("title")], input: $0)
        }
          ?? Invalid.missing("title", input: .object(members))
      ])
    }
    let viewer = try call.member()
    let stamp = call.services.stamp
    let start = values.first { $0.0 == "scheduled_start" }.flatMap {
      String.fromDatabaseValue($0.1)
    }
    let isLive = start.map { $0 <= stamp } ?? true
    let room = roomName(title)
    let reply = try await call.write { db in
      let id = try db.insert(
        into: "live_streams",
        values.map { ($0.0, $0.1 as (any DatabaseValueConvertible)?) } + [
          ("host_id", viewer.id), ("room_name", room), ("status", isLive ? "live" : "scheduled"),
          ("started_at", isLive ? stamp : nil), ("created_at", stamp),
        ])
      if isLive { try tellFollowers(db, of: viewer.id, id, title, stamp) }
      return try .json(one(db, id))
    }
    if isLive { await announce(reply, call.services.realtime) }
    return reply
  }

  /// A notification to each who follows the host.
  private static func tellFollowers(
    _ db: Database, of host: Int, _ id: Int, _ title: String, _ stamp: String
  ) throws {
    let followers = try Int.fetchAll(
      db,
      sql: """
        SELECT f.user_id FROM artist_followers f JOIN artists a ON a.id = f.artist_id
        WHERE a.user_id = ?1 AND f.user_id <> ?1
        """, arguments: [host])
    for follower in followers {
      try NotificationRows.insert(
        db, to: follower, type: "live_stream", title: "Live now", message: title,
        data: ["stream_id": .int(id)], stamp)
    }
  }

  /// `live_stream_started` to everybody who is connected.
  private static func announce(_ reply: Reply, _ hub: RealtimeHub) async {
    guard case .bytes(let data, _) = reply.body,
      !reply.headers.contains(where: { $0.0 == "Idempotent-Replayed" }),
      let stream = try? JSONDecoder().decode(LiveStream.self, from: data)
    else { return }
    await hub.emitToAll(
      "live_stream_started",
      [
        .object([
          "stream_id": .int(stream.id), "host_name": .string(stream.hostName ?? ""),
          "stream_title": .string(stream.title), "room_name": .string(stream.roomName),
        ])
      ])
  }

  private static func update(_ call: Call) async throws -> Reply {
    let id = try call.id("stream_id")
    let members = try await call.object()
    let values = try values(members)
    let state = members["status"]?.stringValue
    if members["status"] != nil, state.map(states.contains) != true {
      throw Problem(400, "status must be one of \(states.joined(separator: ", "))")
    }
    let viewer = try call.member()
    let stamp = call.services.stamp
    let begins = AnswerFlag()
    let reply = try await call.write { db in
      let before = try own(db, id, viewer)
      guard before.status != "ended" || state == nil || state == "ended" else {
        throw Problem(409, "What has ended cannot begin again: make a new stream")
      }
      for (column, value) in values {
        try db.execute(
          sql: "UPDATE live_streams SET \"\(column)\" = ? WHERE id = ?", arguments: [value, id])
      }
      if let state, state != before.status {
        try setState(db, id, state, stamp)
        begins.value = state
      }
      return try .json(one(db, id))
    }
    if begins.value == "live" { await announce(reply, call.services.realtime) }
    if begins.value == "ended" { await tellEnd(id, call.services.realtime) }
    return reply
  }

  private static func setState(_ db: Database, _ id: Int, _ state: String, _ stamp: String) throws {
    try db.execute(
      sql: """
        UPDATE live_streams SET status = ?2,
          started_at = CASE ?2 WHEN 'live' THEN coalesce(started_at, ?3) ELSE started_at END,
          ended_at = CASE ?2 WHEN 'ended' THEN ?3 ELSE ended_at END
        WHERE id = ?1
        """, arguments: [id, state, stamp])
  }

  private static func end(_ call: Call) async throws -> Reply {
    let id = try call.id("stream_id")
    let viewer = try call.member()
    let stamp = call.services.stamp
    let ends = AnswerFlag()
    let reply = try await call.write { db in
      if try own(db, id, viewer).status != "ended" {
        try setState(db, id, "ended", stamp)
        ends.value = "ended"
      }
      return try .json(one(db, id))
    }
    if ends.value != nil { await tellEnd(id, call.services.realtime) }
    return reply
  }

  private static func delete(_ call: Call) async throws -> Reply {
    let id = try call.id("stream_id")
    let viewer = try call.member()
    let reply = try await call.write { db in
      _ = try own(db, id, viewer)
      try db.execute(sql: "DELETE FROM live_streams WHERE id = ?", arguments: [id])
      return try .message("Stream deleted successfully")
    }
    await tellEnd(id, call.services.realtime)
    return reply
  }

  private static func tellEnd(_ id: Int, _ hub: RealtimeHub) async {
    let room = RealtimeHub.Room(namespace: "/", name: "stream_\(id)")
    await hub.emit(
      "stream_status",
      [
        .object([
          "stream_id": .int(id), "type": .string("ended"),
          "viewer_count": .int(await hub.viewers("stream_\(id)")),
        ])
      ], to: room)
  }

  /// A token for the room. The host and admins may moderate; all may speak, as the platform's clients
  /// expect of meetings.
  private static func admit(_ call: Call, address: String) async throws -> Reply {
    let room = call.parameter("room_name")
    let id = room.isEmpty ? try call.id("stream_id") : nil
    let viewer = try call.member()
    let body = try await call.body(
      JoinRequest.self, required: ["identity", "name"], texts: ["identity", "name", "email"])
    guard !body.identity.isEmpty, !TextLimits.isLonger(body.identity, than: 200) else {
      throw Problem(400, "identity has 1 to 200 characters")
    }
    var filter = SQLFilter()
    if let id { filter.add("s.id = ?", id) } else { filter.add("s.room_name = ?", room) }
    let found = try await call.services.database.read { [filter] in try fetch($0, filter).first }
    guard let stream = found else { throw missing }
    guard stream.status != "ended" else { throw Problem(400, "The stream has ended") }
    let liveKit = try call.services.outside.requireLiveKit()
    let isHost = stream.hostID == viewer.id || viewer.isAdmin
    let metadata = try JSONEncoder().encode(
      ["user_id": JSONValue.int(viewer.id), "is_host": .bool(isHost)])
    let token = try await liveKit.join(
      room: stream.roomName, identity: body.identity, name: body.name,
      metadata: String(decoding: metadata, as: UTF8.self), isHost: isHost)
    return try .json([
      "token": token, address: liveKit.settings.publicURL, "room_name": stream.roomName,
    ])
  }

  private struct JoinRequest: Decodable, Sendable {
    var identity: String
    var name: String
    var email: String?
  }

  /// Columns of a body with their values; keys that are unknown are passed over.
  private static func values(
    _ members: [String: JSONValue]
  ) throws -> [(String, DatabaseValue)] {
    let texts = ["title", "description", "thumbnail", "category", "scheduled_start"]
    return try texts.compactMap { key in
      switch members[key] {
      case nil: return nil
      case .null? where key != "title": return (key, .null)
      case .string(let text)? where key == "title":
        guard !text.allSatisfy(\.isWhitespace) else { throw Problem(400, "title is missing") }
        return (key, text.databaseValue)
      case .string(let text)? where key == "scheduled_start":
        guard let time = Timestamp(text) else {
          throw Problem(400, "\(key) must be a date and time")
        }
        return (key, time.text.databaseValue)
      case .string(let text)?: return (key, text.databaseValue)
      case let other?:
        throw Problem(invalid: [
          Invalid.type("string", [.string("body"), .string(key)], input: other)
        ])
      }
    }
  }

  /// The platform's form: letters of the title and eight digits that nobody guesses.
  static func roomName(_ title: String) -> String {
    var name = ""
    for character in title.lowercased() {
      if character.isASCII, character.isLetter || character.isNumber || character == "-" {
        name.append(character)
      } else if name.last != "-" {
        name.append("-")
      }
    }
    let digits = String(UInt32.random(in: 0...UInt32.max), radix: 16)
    return String(name.prefix(100)) + "-" + String(repeating: "0", count: 8 - digits.count) + digits
  }
}

/// Something that a write found out for what follows it. Of a write that is repeated nothing follows.
final class AnswerFlag: Sendable {
  private let stored = Mutex<String?>(nil)

  var value: String? {
    get { stored.withLock { $0 } }
    set { stored.withLock { $0 = newValue } }
  }
}
