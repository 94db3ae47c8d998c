import CNTKit
import Foundation
import GRDB
import HTTPTypes
import HummingbirdCore

/// The admin desk: what waits, what is there, and deciding.
enum AdminRoutes {
  static let routes: [Route] = [
    Route(.get, "/api/v1/admin/dashboard", .admin, dashboard),
    Route(.get, "/api/v1/admin/pending", .admin) { call in
      try await call.read {
        try .json(AdminContent.fetch($0, AdminContent.all, AdminContent.pending))
      }
    },
    Route(.get, "/api/v1/admin/content", .admin, content),
    Route(.post, "/api/v1/admin/approve/{content_type}/{content_id}", .admin) {
      try await decide($0, approve: true)
    },
    Route(.post, "/api/v1/admin/reject/{content_type}/{content_id}", .admin) {
      try await decide($0, approve: false)
    },
    Route(.post, "/api/v1/admin/archive/{content_type}/{content_id}", .admin, archive),
    Route(.delete, "/api/v1/admin/{content_type}/{content_id}", .admin, delete),
  ]

  private static func dashboard(_ call: Call) async throws -> Reply {
    let counts = try await call.services.database.read { db -> AdminDashboard in
      func count(_ sql: String) throws -> Int {
        try Int.fetchOne(db, sql: "SELECT count(*) FROM \(sql)") ?? 0
      }
      return AdminDashboard(
        pendingPodcasts: try count("podcasts WHERE status = 'pending'"),
        pendingMovies: try count("movies WHERE status = 'pending'"),
        pendingMusic: try count("music_tracks WHERE is_published = 0"),
        pendingPosts: try count("community_posts WHERE is_approved = 0"),
        pendingEvents: try count("events WHERE status = 'pending'"),
        totalPodcasts: try count("podcasts WHERE status = 'approved'"),
        totalMovies: try count("movies WHERE status = 'approved'"),
        totalMusic: try count("music_tracks WHERE is_published = 1"),
        totalPosts: try count("community_posts WHERE is_approved = 1"),
        totalUsers: try count("users"),
        openSupportTickets: try count("support_messages WHERE status = 'open'"),
        unreadSupportMessages: try count("support_messages WHERE admin_seen = 0"),
        totalDocuments: try count("document_assets"))
    }
    return try .json(counts)
  }

  private static func content(_ call: Call) async throws -> Reply {
    let page = try call.page()
    var kinds = AdminContent.all
    if let type = call.text("content_type") { kinds = [try AdminContent.named(type)] }
    var filter = SQLFilter()
    if let status = call.text("status") { filter.add("status = ?", status) }
    return try await call.read { [kinds, filter] db in
      try .json(AdminContent.fetch(db, kinds, filter, page))
    }
  }

  /// Title, owner and state of a thing. `expected` in the query is the state in which the admin saw it:
  /// where another admin made it something else meanwhile, and not what is wanted, nothing is done.
  private static func found(
    _ db: Database, _ kind: AdminContent, _ id: Int, _ call: Call, wanted: String?
  ) throws -> (title: String, owner: Int?, isDone: Bool) {
    guard
      let row = try Row.fetchOne(
        db,
        sql: """
          SELECT title, \(kind.owner) AS owner, \(kind.status) AS status
          FROM \(kind.table) t WHERE id = ?
          """, arguments: [id])
    else { throw Problem.notFound(kind.title) }
    let status: String = row["status"]
    let isDone = status == wanted
    if let expected = call.text("expected"), status != expected, !isDone {
      throw Problem(409, "\(kind.title) is \(status) meanwhile")
    }
    return (row["title"], row["owner"], isDone)
  }

  /// Approves or rejects, and tells the one who made it. A rejected post is deleted. Where it is as
  /// wanted already, nobody is told twice.
  private static func decide(_ call: Call, approve: Bool) async throws -> Reply {
    let kind = try AdminContent.named(call.parameter("content_type"))
    let id = try call.id("content_id")
    let reason = approve ? nil : try await self.reason(call)
    let wanted = approve ? "approved" : "rejected"
    let stamp = call.services.stamp
    let reply = try await call.write { db in
      let found = try found(db, kind, id, call, wanted: wanted)
      if found.isDone {
        return try .json(
          [
            "message": .string("\(kind.title) \(wanted) already"), "id": .int(id),
          ] as [String: JSONValue])
      }
      try db.execute(sql: approve ? kind.approve : kind.reject, arguments: [id])
      if let owner = found.owner {
        try tell(db, owner, kind, id, title: found.title, approve, reason, stamp)
      }
      var answer: [String: JSONValue] = [
        "message": .string("\(kind.title) \(wanted)"), "id": .int(id),
      ]
      if !approve { answer["reason"] = reason.map(JSONValue.string) ?? .null }
      return try .json(answer)
    }
    // Other admins need not look at what is decided.
    await call.services.realtime.emit(
      "content_decided",
      [
        .object([
          "content_type": .string(kind.type), "content_id": .int(id), "status": .string(wanted),
        ])
      ], to: RealtimeHub.Room(namespace: "/admin"))
    return reply
  }

  private static func tell(
    _ db: Database, _ owner: Int, _ kind: AdminContent, _ id: Int, title: String, _ approve: Bool,
    _ reason: String?, _ stamp: String
  ) throws {
    var data: [String: JSONValue] = [
      "content_type": .string(kind.type), "content_id": .int(id), "content_title": .string(title),
    ]
    if !approve { data["reason"] = reason.map(JSONValue.string) ?? .null }
    let word = approve ? "approved" : "rejected"
    try NotificationRows.insert(
      db, to: owner, type: "content_\(word)", title: "\(kind.title) \(word)",
      message: "“\(title)” was \(word)"
        + (reason.map { $0.isEmpty ? "" : ": \($0)" } ?? (approve ? "" : ".")),
      data: data, stamp)
  }

  /// The reason of a rejection: the body may be empty, and null stands for none; anything else that is
  /// not a text is refused before a row is touched.
  private static func reason(_ call: Call) async throws -> String? {
    guard let members = try await call.objectIfAny(), let value = members["reason"], value != .null
    else { return nil }
    guard let text = value.stringValue else {
      throw Problem(invalid: [
        Invalid.type("string", [.string("body"), .string("reason")], input: value)
      ])
    }
    return text
  }

  /// Takes something off the platform; it can be approved again.
  private static func archive(_ call: Call) async throws -> Reply {
    let id = try call.id("content_id")
    let kind = try AdminContent.named(call.parameter("content_type"))
    return try await call.write { db in
      guard try !found(db, kind, id, call, wanted: "archived").isDone else {
        return try .message("\(kind.title) archived already")
      }
      try db.execute(sql: kind.archive, arguments: [id])
      return try .message("\(kind.title) archived")
    }
  }

  private static func delete(_ call: Call) async throws -> Reply {
    let id = try call.id("content_id")
    let kind = try AdminContent.named(call.parameter("content_type"))
    return try await call.write { db in
      _ = try found(db, kind, id, call, wanted: nil)
      try db.execute(sql: "DELETE FROM \(kind.table) WHERE id = ?", arguments: [id])
      return try .message("\(kind.title) deleted")
    }
  }
}
