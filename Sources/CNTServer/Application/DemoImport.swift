import CNTDemo
import CNTKit
import Foundation
import GRDB

extension CNTServerApplication {
  /// The form of the demo content; a new number makes old data folders be told so.
  static let demoVersion = "1"

  /// Whether the demo content is here already.
  public func hasDemo() async throws -> Bool {
    try await services.database.read { db in
      try String.fetchOne(db, sql: "SELECT value FROM server_info WHERE key = 'demo'") != nil
    }
  }

  /// Takes in demo content, all of it or nothing.
  public func importDemo(_ content: DemoContent) async throws {
    var hashes: [Int: String] = [:]
    for person in content.people {
      hashes[person.user.id] = try await services.passwords.hash(person.password)
    }
    let stamp = services.stamp
    try await services.database.write { [hashes] db in
      guard try Int.fetchOne(db, sql: "SELECT count(*) FROM users") == 0 else {
        throw Failure(recovery: "This data folder has accounts already: choose an empty --data.")
      }
      try DemoRows(db: db, stamp: stamp).insert(content, hashes)
      try db.execute(
        sql: "INSERT INTO server_info (key, value) VALUES ('demo', ?)",
        arguments: [Self.demoVersion])
    }
  }
}

/// Demo values as rows.
private struct DemoRows {
  let db: Database
  let stamp: String

  func insert(_ content: DemoContent, _ hashes: [Int: String]) throws {
    for person in content.people {
      try put("users", person.user, adding: ["password_hash": hashes[person.user.id]])
    }
    for category in content.categories { try put("categories", category) }
    for artist in content.artists {
      try put("artists", artist, without: ["followers_count", "is_following"])
    }
    for follow in content.follows {
      _ = try db.insert(
        into: "artist_followers",
        [("artist_id", follow.artistID), ("user_id", follow.userID), ("created_at", stamp)])
    }
    for podcast in content.podcasts { try put("podcasts", podcast) }
    for movie in content.movies { try put("movies", movie) }
    for track in content.tracks { try put("music_tracks", track) }
    for story in content.stories { try put("bible_stories", story) }
    for document in content.documents { try put("document_assets", document) }
    for post in content.posts {
      try put(
        "community_posts", post, without: ["user_name", "user_avatar", "is_liked"],
        adding: [
          "is_approved": (post.isApproved ?? true) ? 1 : 0,
          "show_in_carousel": (post.showInCarousel ?? true) ? 1 : 0,
        ])
    }
    for comment in content.comments {
      try put("comments", comment, without: ["user_name", "user_avatar"])
    }
    for like in content.likes {
      _ = try db.insert(
        into: "likes", [("post_id", like.postID), ("user_id", like.userID), ("created_at", stamp)])
    }
    try db.execute(
      sql: """
        UPDATE community_posts SET
          likes_count = (SELECT count(*) FROM likes WHERE post_id = community_posts.id),
          comments_count = (SELECT count(*) FROM comments WHERE post_id = community_posts.id)
        """)
    for event in content.events {
      try put(
        "events", event,
        without: ["host", "attendees_count", "is_attending", "my_attendance_status"])
    }
    for attendee in content.attendees {
      try put(
        "event_attendees", attendee.attendee, without: ["user"],
        adding: ["event_id": attendee.eventID])
    }
    for playlist in content.playlists {
      try put("playlists", playlist, without: ["item_count", "items"])
      for item in playlist.items ?? [] {
        try put("playlist_items", item, without: ["content"], adding: ["playlist_id": playlist.id])
      }
    }
    for favorite in content.favorites { try put("favorites", favorite, without: ["content"]) }
    for notification in content.notifications {
      try put("notifications", notification.value, adding: ["user_id": notification.userID])
    }
  }

  /// Inserts a model by its keys; missing creation times become now.
  private func put<Model: Encodable>(
    _ table: String, _ model: Model, without: [String] = [],
    adding: [String: (any DatabaseValueConvertible)?] = [:]
  ) throws {
    let data = try JSONEncoder().encode(model)
    guard case .object(let members) = try JSONDecoder().decode(JSONValue.self, from: data) else {
      return
    }
    var values: [String: (any DatabaseValueConvertible)?] = [:]
    for (key, value) in members where !without.contains(key) { values[key] = try column(value) }
    for (key, value) in adding { values[key] = value }
    if members["created_at"] == .null { values["created_at"] = stamp }
    _ = try db.insert(into: table, values.sorted { $0.key < $1.key }.map { ($0.key, $0.value) })
  }

  private func column(_ value: JSONValue) throws -> (any DatabaseValueConvertible)? {
    switch value {
    case .null: nil
    case .bool(let flag): flag
    case .int(let number): number
    case .double(let number): number
    case .string(let text): text
    case .array, .object: String(decoding: try JSONEncoder().encode(value), as: UTF8.self)
    }
  }
}
