import CNTKit
import Foundation

@testable import CNTServer

/// Somebody who follows the change feed and keeps what it says, and what the lists say to compare.
struct FeedReader {
  let server: ServerHarness
  let token: String
  var cursor: String?
  /// Rows as they came, by kind, type and id.
  var rows: [String: JSONValue] = [:]

  init(_ server: ServerHarness, as name: String) async throws {
    self.server = server
    token = try await server.token(name)
  }

  struct Change: Hashable {
    var op: String
    var key: String
    var row: JSONValue
  }

  /// One page from where this reader is.
  func page(limit: Int = 500, cursor: String?? = nil) async throws -> ServerHarness.Answer {
    let from = cursor ?? self.cursor
    let query = from.map { "&cursor=\($0)" } ?? ""
    return try await server.call("GET", "/api/v1/sync/changes?limit=\(limit)\(query)", as: token)
  }

  /// Reads to the end and returns what came, in order.
  @discardableResult
  mutating func catchUp(limit: Int = 500) async throws -> [Change] {
    var all: [Change] = []
    var hasMore = true
    while hasMore {
      let answer = try await page(limit: limit)
      guard answer.status == 200, let next = answer.json["cursor"]?.stringValue else {
        throw Refused(status: answer.status)
      }
      cursor = next
      hasMore = answer.json["has_more"] == .bool(true)
      for change in answer.json["changes"]?.list ?? [] { all.append(Self.change(change)) }
    }
    for change in all { rows[change.key] = change.op == "upsert" ? change.row : nil }
    return all
  }

  struct Refused: Error { var status: Int }

  private static func change(_ value: JSONValue) -> Change {
    let kind = value["kind"]?.stringValue ?? ""
    var row = value["row"] ?? .null
    if kind == "movie", case .object(var members) = row {
      members["is_kids"] = value["is_kids"] ?? .null
      row = .object(members)
    }
    return Change(
      op: value["op"]?.stringValue ?? "",
      key: key(kind, value["id"]?.intValue ?? -1, value["type"]?.stringValue), row: row)
  }

  static func key(_ kind: String, _ id: Int, _ type: String? = nil) -> String {
    type.map { "\(kind) \($0) \(id)" } ?? "\(kind) \(id)"
  }

  /// Everything that the platform's own lists show this viewer, in the form of `rows`.
  func lists() async throws -> [String: JSONValue] {
    var all: [String: JSONValue] = [:]
    func add(_ kind: String, _ path: String, _ inside: String? = nil) async throws {
      let json = try await server.call("GET", "/api/v1" + path, as: token).json
      for row in (inside.map { json[$0] ?? .null } ?? json).list {
        all[Self.key(kind, row["id"]?.intValue ?? -1)] = row
      }
    }
    try await add("podcast", "/podcasts/?limit=1000")
    try await add("music", "/music/tracks?limit=1000")
    try await add("bible_story", "/bible-stories/")
    try await add("document", "/documents/")
    try await add("category", "/categories/")
    try await add("community_post", "/community/posts?approved_only=false&limit=1000")
    for key in all.keys where key.hasPrefix("community_post ") {
      try await add("comment", "/community/posts/\(key.dropFirst(15))/comments")
    }
    try await add("event", "/events/?limit=1000", "events")
    try await add("notification", "/notifications?limit=1000", "notifications")
    for (path, isKids) in [("", false), ("animated-bible-stories/", true)] {
      for row in try await get("/movies/\(path)?limit=1000").list {
        guard case .object(var members) = row, let id = row["id"]?.intValue else { continue }
        members["is_kids"] = .bool(isKids)
        all[Self.key("movie", id)] = .object(members)
      }
    }
    for user in 1...6 {
      let artist = try await get("/artists/by-user/\(user)")
      if let id = artist["id"]?.intValue { all[Self.key("artist", id)] = artist }
    }
    for list in try await get("/playlists/").list {
      let id = list["id"]?.intValue ?? -1
      all[Self.key("playlist", id)] = try await get("/playlists/\(id)")
    }
    for row in try await get("/favorites").list {
      all[
        Self.key("favorite", row["content_id"]?.intValue ?? -1, row["content_type"]?.stringValue)] =
        row
    }
    for row in try await get("/admin/users?limit=1000").list {
      all[Self.key("user", row["id"]?.intValue ?? -1)] = row
    }
    // The second is refused to members.
    for path in ["/support/messages/me", "/support/messages"] {
      try await add("support_message", path)
    }
    for row in try await get("/admin/pending").list {
      all[Self.key("admin_item", row["id"]?.intValue ?? -1, row["type"]?.stringValue)] = row
    }
    return all
  }

  private func get(_ path: String) async throws -> JSONValue {
    try await server.call("GET", "/api/v1" + path, as: token).json
  }

  /// Where what this reader has differs from the lists.
  func differences() async throws -> [String] {
    let lists = try await lists()
    return Set(lists.keys).union(rows.keys).sorted().compactMap { key -> String? in
      let (mine, theirs) = (rows[key] ?? .null, lists[key] ?? .null)
      return mine == theirs ? nil : "\(key): \(mine) instead of \(theirs)"
    }
  }
}

extension JSONValue {
  /// The elements of an array; none for anything else.
  var list: [JSONValue] { if case .array(let values) = self { values } else { [] } }
}
