import CNTKit
import Foundation
import GRDB

/// Pictures that are made anew, and posts of pictures that lie in the folder.
enum MaintenanceRoutes {
  static let routes: [Route] = [
    Route(.post, "/api/v1/community/posts/{post_id}/regenerate-quote-image", .member, quote),
    Route(.post, "/api/v1/admin/sync-images-to-posts", .admin, syncImages),
    Route(.post, "/api/v1/admin/movies/{movie_id}/regenerate-thumbnail", .admin, thumbnail),
    Route(.post, "/api/v1/admin/movies/regenerate-all-thumbnails", .admin, allThumbnails),
  ]

  private static func quote(_ call: Call) async throws -> Reply {
    let id = try call.id("post_id")
    let viewer = try call.member()
    try await call.confirm()
    if let kept = try await call.kept() { return kept }
    let post = try await call.services.database.read { db in try PostRows.one(db, id, viewer) }
    guard post.userID == viewer.id || viewer.isAdmin else { throw Problem.notOwner }
    guard post.postType == "text" else { throw Problem(400, "Only a text post has a quote image") }
    guard let place = await QuotePictures.make(post.content, services: call.services) else {
      throw Problem(503, "The server makes no pictures now: try again later")
    }
    return try await call.write { db in
      try db.execute(
        sql: "UPDATE community_posts SET image_url = ? WHERE id = ?",
        arguments: ["/media/" + place, id])
      return try .json(["image_url": "/media/" + place])
    }
  }

  /// Text posts without a picture get one. What lies in the folder of pictures belongs to nobody, so that
  /// no post is made of it here.
  private static func syncImages(_ call: Call) async throws -> Reply {
    try await call.confirm()
    if let kept = try await call.kept() { return kept }
    let bare = try await call.services.database.read { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT id, content FROM community_posts WHERE post_type = 'text' AND image_url IS NULL
          ORDER BY id LIMIT 100
          """
      ).map { (id: $0["id"] as Int, content: $0["content"] as String) }
    }
    var made: [(id: Int, place: String)] = []
    for post in bare {
      if let place = await QuotePictures.make(post.content, services: call.services) {
        made.append((post.id, place))
      }
    }
    return try await call.write { [made] db in
      for (id, place) in made {
        try db.execute(
          sql: "UPDATE community_posts SET image_url = ? WHERE id = ? AND image_url IS NULL",
          arguments: ["/media/" + place, id])
      }
      return try .json(
        ["message": .string("\(made.count) posts got a picture"), "updated": .int(made.count)]
          as [String: JSONValue])
    }
  }

  private struct Film: Sendable {
    var id: Int
    var path: String
  }

  private static func films(_ call: Call, _ filter: SQLFilter) async throws -> [Film] {
    let media = call.services.media
    return try await call.services.database.read { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT m.id, m.video_url FROM movies m LEFT JOIN categories c ON c.id = m.category_id
          \(filter.sql) ORDER BY m.id LIMIT 500
          """, arguments: filter.arguments
      ).compactMap { row in
        let url: String = row["video_url"]
        guard url.hasPrefix("/media/"), let file = media.file(String(url.dropFirst(7))) else {
          return nil
        }
        return Film(id: row["id"], path: file.path)
      }
    }
  }

  /// Where the picture of a film was put; nil where there is none to be had.
  private static func still(_ film: Film, _ services: Services) async -> String? {
    let incoming = "\(services.media.folder)/incoming/\(UUID().uuidString.lowercased()).jpg"
    defer { unlink(incoming) }
    let length = await MediaTools.duration(of: film.path) ?? 0
    guard
      await MediaTools.still(of: film.path, at: min(10, Double(length) / 4), to: incoming) == .made
    else { return nil }
    let place = ThumbnailRoutes.newPlace()
    return rename(incoming, "\(services.media.folder)/\(place)") == 0 ? place : nil
  }

  private static func store(_ db: Database, _ pictures: [(id: Int, place: String)]) throws {
    for (id, place) in pictures {
      try db.execute(
        sql: "UPDATE movies SET cover_image = ? WHERE id = ?", arguments: ["/media/" + place, id])
    }
  }

  private static func thumbnail(_ call: Call) async throws -> Reply {
    let id = try call.id("movie_id")
    try await call.confirm()
    if let kept = try await call.kept() { return kept }
    var filter = SQLFilter()
    filter.add("m.id = ?", id)
    guard let film = try await films(call, filter).first else { throw Problem.notFound("Movie") }
    guard let place = await still(film, call.services) else {
      throw Problem(400, "No picture can be taken from this film")
    }
    return try await call.write { db in
      try store(db, [(id, place)])
      return try .json(["thumbnail_url": "/media/" + place, "cover_image": "/media/" + place])
    }
  }

  private static func allThumbnails(_ call: Call) async throws -> Reply {
    var filter = SQLFilter()
    if let name = call.text("category_name") { filter.add("c.name = ?", name) }
    try await call.confirm()
    if let kept = try await call.kept() { return kept }
    let films = try await films(call, filter)
    var made: [(id: Int, place: String)] = []
    for film in films {
      if let place = await still(film, call.services) { made.append((film.id, place)) }
    }
    return try await call.write { [made] db in
      try store(db, made)
      return try .json(
        [
          "message": .string("\(made.count) of \(films.count) pictures were made"),
          "updated": .int(made.count), "failed": .int(films.count - made.count),
        ] as [String: JSONValue])
    }
  }
}
