import CNTKit
import Foundation
import GRDB

/// The server's search: public content only.
enum SearchRoutes {
  static let routes: [Route] = [Route(.get, "/api/v1/search/", .open, search)]

  private static func search(_ call: Call) async throws -> Reply {
    guard let text = call.text("q") else {
      if call.query.contains(where: { $0.name == "q" }) { return try .json(SearchResults()) }
      throw Problem(invalid: [Invalid.missing("q", in: "query", input: .null)])
    }
    let page = try call.page(defaultLimit: 20)
    let type = call.text("type")
    let pattern = Visibility.like(String(text.prefix(200)))
    func wants(_ name: String) -> Bool { type == nil || type == "all" || type == name }
    let (podcasts, videos, music, posts) = (
      wants("podcasts"), wants("videos") || wants("movies"), wants("music"), wants("posts")
    )
    let results = try await call.services.database.read { db -> SearchResults in
      func rows<Model: Decodable>(
        _ sql: String, _ columns: [String], _ condition: String
      ) throws -> [Model] {
        let match = columns.map { "\($0) LIKE ?1 ESCAPE '\\'" }.joined(separator: " OR ")
        return try Fetched.all(
          db, "\(sql) WHERE (\(match)) AND \(condition) ORDER BY 1 DESC LIMIT ?2 OFFSET ?3",
          [pattern, page.limit, page.skip])
      }
      var results = SearchResults()
      if podcasts {
        results.podcasts = try rows(
          "SELECT * FROM podcasts", ["title", "description"], "status = 'approved'")
      }
      if videos {
        results.movies = try rows(
          "SELECT * FROM movies", ["title", "description", "director"], "status = 'approved'")
      }
      if music {
        results.music = try rows(
          "SELECT * FROM music_tracks", ["title", "artist", "album"], "is_published = 1")
      }
      if posts {
        results.posts = try rows(
          """
          SELECT p.*, coalesce(u.name, u.username) AS user_name, u.avatar AS user_avatar,
            0 AS is_liked FROM community_posts p JOIN users u ON u.id = p.user_id
          """, ["p.title", "p.content"], "p.is_approved = 1")
      }
      return results
    }
    return try .json(results)
  }
}
