import CNTKit
import GRDB

@testable import CNTServer

/// A server with something of every kind in it, made through the routes where there are some.
struct FeedWorld {
  let server: ServerHarness
  let grace: String
  let miriam: String
  let admin: String

  init(_ server: ServerHarness) async throws {
    self.server = server
    grace = try await server.token("grace")
    miriam = try await server.token("miriam")
    admin = try await server.token("admin")
  }

  @discardableResult
  func post(_ path: String, as token: String, _ json: String? = nil) async throws -> Int {
    let answer = try await server.call("POST", "/api/v1" + path, as: token, json: json)
    guard answer.status == 200 else { throw Refused(path: path, answer: answer.json) }
    return answer.json["id"]?.intValue ?? 0
  }

  struct Refused: Error {
    var path: String
    var answer: JSONValue
  }

  func execute(_ sql: String) async throws {
    try await server.application.services.database.write { db in try db.execute(sql: sql) }
  }

  func fill() async throws {
    try await execute(
      """
      INSERT INTO categories (name, type) VALUES ('Talks', 'podcast'),
        ('Animated Bible Stories', 'movie');
      INSERT INTO bible_stories (title, scripture_reference, content, created_at)
        VALUES ('Jonah', 'Jonah 1', 'Now the word', '2026-01-01T00:00:00');
      """)
    try await post("/podcasts/bulk/", as: admin, #"[{"title":"One"},{"title":"Two"}]"#)
    try await post("/podcasts/", as: grace, #"{"title":"Grace's"}"#)
    try await post(
      "/movies/", as: admin, #"{"title":"Film","video_url":"/m.mp4","status":"approved"}"#)
    try await post(
      "/movies/", as: admin,
      #"{"title":"Ark","video_url":"/a.mp4","status":"approved","category_id":2}"#)
    try await post("/movies/", as: miriam, #"{"title":"Waits","video_url":"/w.mp4"}"#)
    for title in ["Psalm", "Hidden"] {
      try await post(
        "/music/tracks", as: admin, #"{"title":"\#(title)","artist":"A","audio_url":"/a.mp3"}"#)
    }
    try await execute("UPDATE music_tracks SET is_published = 0 WHERE id = 2")
    try await post("/documents", as: admin, #"{"title":"Bible","file_path":"/b.pdf"}"#)
    for (token, title) in [(grace, "Hello"), (miriam, "Waits"), (admin, "News")] {
      try await post(
        "/community/posts", as: token,
        #"{"title":"\#(title)","content":"c","category":"general"}"#)
    }
    try await post("/admin/approve/community_post/1", as: admin)
    try await post("/community/posts/1/comments", as: miriam, #"{"content":"Amen"}"#)
    try await post("/community/posts/2/comments", as: miriam, #"{"content":"Mine"}"#)
    try await post("/community/posts/1/like", as: miriam)
    try await post("/events/", as: admin, #"{"title":"E","event_date":"2030-01-31T18:30:00"}"#)
    try await post("/events/", as: miriam, #"{"title":"M","event_date":"2030-02-01T18:30:00"}"#)
    try await post("/events/1/join", as: grace)
    for token in [grace, miriam] {
      _ = try await server.call("GET", "/api/v1/artists/me", as: token)
      try await post("/favorites", as: token, #"{"content_type":"podcast","content_id":1}"#)
      try await post("/favorites", as: token, #"{"content_type":"movie","content_id":1}"#)
      let list = try await post("/playlists/", as: token, #"{"name":"L"}"#)
      try await post(
        "/playlists/\(list)/items", as: token, #"{"content_type":"music","content_id":1}"#)
      try await post(
        "/playlists/\(list)/items", as: token, #"{"content_type":"podcast","content_id":2}"#)
    }
    try await post("/artists/1/follow", as: miriam)
    try await post("/live/streams", as: grace, #"{"title":"Evening prayer"}"#)
    try await post("/bank-details", as: miriam, #"{"account_number":"12345678"}"#)
    try await server.application.services.database.write { db in
      try db.execute(
        sql: """
          INSERT INTO stripe_accounts (user_id, stripe_account_id, created_at)
            VALUES (2, 'acct_1', '2026-01-01T00:00:00');
          INSERT INTO donations (donor_id, recipient_id, amount_minor, currency, payment_intent_id,
            created_at) VALUES (1, 2, 500, 'usd', 'pi_0', '2026-01-01T00:00:00');
          """)
    }
    try await post("/drafts/", as: grace, #"{"draft_type":"quote_post","content":"Begun"}"#)
    try await post("/support/messages", as: grace, #"{"subject":"S","message":"Help"}"#)
    try await post("/support/messages/1/reply", as: admin, #"{"response":"Done"}"#)
    try await post("/support/messages", as: miriam, #"{"subject":"T","message":"Waits"}"#)
  }
}
