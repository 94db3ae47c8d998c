import CNTKit
import Foundation
import GRDB

/// Events: lists, making, joining, and the host's decisions.
enum EventRoutes {
  static let routes: [Route] = [
    Route(.get, "/api/v1/events/", .optional, list),
    Route(.post, "/api/v1/events/", .member, create),
    Route(.get, "/api/v1/events/my/hosted", .member) {
      try await mine($0, "e.host_id = ?")
    },
    Route(.get, "/api/v1/events/my/attending", .member) {
      try await mine($0, "e.id IN (SELECT event_id FROM event_attendees WHERE user_id = ?)")
    },
    Route(.get, "/api/v1/events/{event_id}", .optional) { call in
      let id = try call.id("event_id")
      return try await call.read { try .json(EventRows.one($0, id, call.viewer)) }
    },
    Route(.put, "/api/v1/events/{event_id}", .member, update),
    Route(.delete, "/api/v1/events/{event_id}", .member, delete),
    Route(.post, "/api/v1/events/{event_id}/join", .member, join),
    Route(.delete, "/api/v1/events/{event_id}/leave", .member, leave),
    Route(.get, "/api/v1/events/{event_id}/attendees", .member, attendees),
    Route(.put, "/api/v1/events/{event_id}/attendees/{user_id}", .member, decide),
  ]

  private static func mine(_ call: Call, _ condition: String) async throws -> Reply {
    var filter = EventRows.visible(to: call.viewer)
    filter.add(condition, try call.member().id)
    return try await call.read { [filter] db in
      try .json(EventRows.fetch(db, call.viewer, filter))
    }
  }

  private static func list(_ call: Call) async throws -> Reply {
    let page = try call.page(defaultLimit: 20)
    var filter = EventRows.visible(to: call.viewer)
    if let status = call.text("status_filter") { filter.add("e.status = ?", status) }
    if try call.boolean("upcoming_only") ?? false {
      filter.add("e.event_date >= ?", call.services.stamp)
    }
    if try call.boolean("past_only") ?? false {
      filter.add("e.event_date < ?", call.services.stamp)
    }
    return try await call.read { [filter] db in
      let events = try EventRows.fetch(db, call.viewer, filter, page)
      let total = try Int.fetchOne(
        db, sql: "SELECT count(*) FROM events e \(filter.sql)", arguments: filter.arguments)
      return try .json(EventPage(events: events, total: total ?? 0))
    }
  }

  /// An admin's event is live at once; anybody else's waits.
  private static func create(_ call: Call) async throws -> Reply {
    let body = try await call.body(
      EventCreate.self, required: ["title", "event_date"], texts: ["title", "event_date"])
    guard body.maxAttendees >= 0 else { throw Problem(400, "max_attendees cannot be negative") }
    let viewer = try call.member()
    let stamp = call.services.stamp
    return try await call.write { db in
      let id = try db.insert(
        into: "events",
        [
          ("host_id", viewer.id), ("title", body.title), ("description", body.description),
          ("event_date", naive(body.eventDate)), ("location", body.location),
          ("latitude", body.latitude), ("longitude", body.longitude),
          ("max_attendees", body.maxAttendees), ("cover_image", body.coverImage),
          ("status", viewer.isAdmin ? "published" : "pending"), ("created_at", stamp),
        ])
      return try .json(EventRows.one(db, id, viewer))
    }
  }

  /// The digits as they were entered; the platform drops a zone without converting.
  private static func naive(_ stamp: Timestamp) -> String {
    Timestamp(secondsSince1970: stamp.secondsSince1970, microseconds: stamp.microseconds).text
  }

  private static func update(_ call: Call) async throws -> Reply {
    let id = try call.id("event_id")
    let changes = try changes(try await call.object())
    let viewer = try call.member()
    let stamp = call.services.stamp
    return try await call.write { db in
      let event = try EventRows.owned(db, id, viewer)
      for (key, value) in changes {
        try db.execute(
          sql: "UPDATE events SET \(key) = ?, updated_at = ? WHERE id = ?",
          arguments: [value, stamp, event.id])
      }
      return try .json(EventRows.one(db, id, viewer))
    }
  }

  /// Columns with their new values; only the keys that are given change.
  private static func changes(_ members: [String: JSONValue]) throws -> [(String, DatabaseValue)] {
    let texts = ["title", "description", "location", "cover_image"]
    let numbers = ["latitude", "longitude", "max_attendees"]
    var changes: [(String, DatabaseValue)] = []
    for (key, value) in members {
      let path: [JSONValue] = [.string("body"), .string(key)]
      switch (key, value) {
      case (_, .string(let text)) where texts.contains(key):
        changes.append((key, text.databaseValue))
      case (_, .null) where texts.contains(key) && key != "title": changes.append((key, .null))
      case ("max_attendees", .int(let number)):
        guard number >= 0 else { throw Problem(400, "max_attendees cannot be negative") }
        guard number <= Call.largestInteger else {
          throw Problem(invalid: [
            Invalid.value(path, "Expected an integer of at most 53 bits.", input: value)
          ])
        }
        changes.append((key, number.databaseValue))
      case (_, .int(let number)) where numbers.contains(key):
        changes.append((key, number.databaseValue))
      case (_, .double(let number)) where numbers.contains(key) && key != "max_attendees":
        changes.append((key, number.databaseValue))
      case ("event_date", .string(let text)):
        guard let stamp = Timestamp(text) else {
          throw Problem(invalid: [
            Invalid.value(path, "Input should be a valid datetime", input: value)
          ])
        }
        changes.append((key, naive(stamp).databaseValue))
      default:
        if texts.contains(key) || numbers.contains(key) || key == "event_date" {
          throw Problem(invalid: [Invalid.value(path, "Input has the wrong type", input: value)])
        }
      }
    }
    return changes
  }

  private static func delete(_ call: Call) async throws -> Reply {
    let id = try call.id("event_id")
    let viewer = try call.member()
    return try await call.write { db in
      let event = try EventRows.owned(db, id, viewer)
      try db.execute(sql: "DELETE FROM events WHERE id = ?", arguments: [event.id])
      return try .message("Event deleted")
    }
  }

  /// Asks the host; asking again changes nothing.
  private static func join(_ call: Call) async throws -> Reply {
    let id = try call.id("event_id")
    let viewer = try call.member()
    let stamp = call.services.stamp
    return try await call.write { db in
      let event = try EventRows.one(db, id, viewer)
      guard event.hostID != viewer.id else { throw Problem(400, "You host this event") }
      let taken =
        try Int.fetchOne(
          db,
          sql: """
            SELECT count(*) FROM event_attendees WHERE event_id = ? AND status <> 'rejected'
              AND user_id <> ?
            """, arguments: [event.id, viewer.id]) ?? 0
      if event.maxAttendees > 0, taken >= event.maxAttendees { throw Problem(400, "Event is full") }
      try db.execute(
        sql: """
          INSERT INTO event_attendees (event_id, user_id, created_at) VALUES (?, ?, ?)
          ON CONFLICT DO NOTHING
          """, arguments: [event.id, viewer.id, stamp])
      let status = try String.fetchOne(
        db, sql: "SELECT status FROM event_attendees WHERE event_id = ? AND user_id = ?",
        arguments: [event.id, viewer.id])
      return try .json(["message": "Request sent to the host", "status": status ?? "pending"])
    }
  }

  /// One may leave what has been hidden since one joined.
  private static func leave(_ call: Call) async throws -> Reply {
    let id = try call.id("event_id")
    let viewer = try call.member()
    return try await call.write { db in
      try db.execute(
        sql: "DELETE FROM event_attendees WHERE event_id = ? AND user_id = ?",
        arguments: [id, viewer.id])
      // Leaving again changes nothing, but tells nobody of an event that is hidden from them.
      if db.changesCount == 0 { _ = try EventRows.one(db, id, viewer) }
      return try .message("You left the event")
    }
  }

  private static func attendees(_ call: Call) async throws -> Reply {
    let id = try call.id("event_id")
    return try await call.read { db in
      var filter = SQLFilter()
      filter.add("a.event_id = ?", try EventRows.one(db, id, call.viewer).id)
      if let status = call.text("status_filter") { filter.add("a.status = ?", status) }
      let rows: [EventAttendee] = try Fetched.all(
        db,
        """
        SELECT a.id, a.user_id, a.status, a.created_at,
          json_object('id', u.id, 'username', u.username, 'name', u.name, 'avatar', u.avatar) AS user
        FROM event_attendees a JOIN users u ON u.id = a.user_id
        \(filter.sql) ORDER BY a.created_at, a.id
        """, filter.arguments)
      return try .json(rows)
    }
  }

  private static func decide(_ call: Call) async throws -> Reply {
    let id = try call.id("event_id")
    let user = try call.id("user_id")
    let body = try await call.body(
      [String: JSONValue].self, required: ["status"], texts: ["status"])
    let status = body["status"]?.stringValue ?? ""
    guard ["approved", "rejected", "pending"].contains(status) else {
      throw Problem(400, "status must be approved or rejected")
    }
    let viewer = try call.member()
    return try await call.write { db in
      let event = try EventRows.owned(db, id, viewer)
      try db.execute(
        sql: "UPDATE event_attendees SET status = ? WHERE event_id = ? AND user_id = ?",
        arguments: [status, event.id, user])
      guard db.changesCount > 0 else { throw Problem.notFound("Attendee") }
      return try .json(["message": "Attendee \(status)", "status": status])
    }
  }
}
