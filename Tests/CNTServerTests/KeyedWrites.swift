import CNTKit
import Foundation
import GRDB
import Testing

@testable import CNTServer

extension IdempotencyTests {
  /// One write of a route, on a server that `FeedWorld` has filled.
  struct Write: CustomTestStringConvertible, Sendable {
    var method: String
    var template: String
    var path: String
    var name: String
    var body: String?
    var headers: [String: String]

    init(
      _ method: String, _ template: String, _ path: String? = nil, as name: String,
      _ body: String? = nil, headers: [String: String] = [:]
    ) {
      self.method = method
      self.template = template
      self.path = path ?? template
      self.name = name
      self.body = body
      self.headers = headers
    }

    var testDescription: String { "\(method) \(path)" }

    /// The same, after what it is about was made.
    func prepared(_ server: ServerHarness) async throws -> Write {
      var write = self
      if path.hasSuffix("film.mp4") || path.contains("{film}") {
        try await TestFilm.make().write(
          to: URL(fileURLWithPath: server.folder + "/media/video/film.mp4"))
      }
      if path.contains("{film}") {
        let made = try await server.call(
          "POST", "/api/v1/movies/", as: try await server.token("admin"),
          json: #"{"title":"F","video_url":"/media/video/film.mp4"}"#)
        write.path = path.replacing("{film}", with: "\(made.json["id"]?.intValue ?? 0)")
      }
      if path.contains("{text}") {
        // By the table: the route would begin to make a picture.
        let id = try await server.application.services.database.write { db in
          try db.insert(
            into: "community_posts",
            [
              ("user_id", 3), ("title", "t"), ("content", "Be still"), ("category", "General"),
              ("post_type", "text"), ("is_approved", true), ("created_at", "2026-01-01T00:00:00"),
            ])
        }
        write.path = path.replacing("{text}", with: "\(id)")
      }
      if path.contains("{upload}") {
        let parts = PartClient(server: server, token: try await server.token(name))
        let id = try await parts.create(8)
        _ = try await parts.patch(id, 0, Data("ID3.....".utf8))
        write.path = path.replacing("{upload}", with: id)
      }
      return write
    }
  }

  /// What is not carried out but answered anew each time: tokens are secrets and are kept nowhere.
  static let answered: Set<String> = [
    "POST /live/streams/{stream_id}/join", "POST /live/streams/by-room/{room_name}/join",
    "POST /live/streams/{stream_id}/livekit-token",
    "POST /live/streams/by-room/{room_name}/livekit-token",
    // Always refused.
    "POST /admin/google-drive/import/{file_id}",
  ]

  /// Services outside of the server that the writes need.
  static var outside: FakeOutside {
    let outside = FakeOutside()
    outside.answer("/v1/accounts", #"{"id":"acct_1"}"#)
    outside.answer(
      "/v1/accounts/acct_1",
      #"{"id":"acct_1","charges_enabled":true,"payouts_enabled":true,"details_submitted":true}"#)
    outside.answer("/v1/account_links", #"{"url":"https://stripe.invalid/onboard"}"#)
    outside.answer("/v1/payment_intents", #"{"id":"pi_1","client_secret":"s"}"#)
    outside.answer("/v1/payment_intents/pi_0", #"{"id":"pi_0","status":"succeeded"}"#)
    outside.answer("/v1/checkout/sessions", #"{"id":"cs_1","url":"https://stripe.invalid/pay"}"#)
    outside.answer("/DeleteRoom", "{}")
    return outside
  }

  static let settings: PlatformSettings = {
    var settings = PlatformSettings()
    settings.stripe = StripeSettings(
      secretKey: "sk", publishableKey: nil, webhookSecret: nil, apiBase: "http://stripe.invalid",
      returnURL: "https://cnt.invalid")
    settings.liveKit = LiveKitSettings(
      url: "ws://livekit.invalid", key: "k", secret: "a secret of some length for tests",
      publicURL: "ws://livekit.invalid", voiceAgent: nil)
    return settings
  }()

  static let writes = [
    Write("POST", "/uploads", as: "grace", headers: PartClient.creation(8, "audio")),
    Write(
      "DELETE", "/uploads/{upload}", "/uploads/{upload}", as: "grace",
      headers: ["Tus-Resumable": "1.0.0"]),
    Write("POST", "/uploads/{upload}/finish", as: "grace", "{}"),
    Write("POST", "/stripe-connect/create-account", as: "grace"),
    Write("POST", "/stripe-connect/create-onboarding-link", as: "miriam"),
    Write(
      "POST", "/donations/create-payment-intent", as: "grace",
      #"{"recipient_user_id":2,"amount":5}"#),
    Write("POST", "/donations", as: "grace", #"{"recipient_user_id":2,"amount":5}"#),
    Write(
      "POST", "/donations/confirm/{payment_intent_id}", "/donations/confirm/pi_0", as: "grace"),
    Write(
      "DELETE", "/livekit/voice/room/{room_name}", "/livekit/voice/room/voice-agent-1", as: "grace"),
    Write(
      "POST", "/community/posts/{post_id}/regenerate-quote-image",
      "/community/posts/{text}/regenerate-quote-image", as: "admin"),
    Write("POST", "/admin/sync-images-to-posts", as: "admin"),
    Write(
      "POST", "/admin/movies/{movie_id}/regenerate-thumbnail",
      "/admin/movies/{film}/regenerate-thumbnail", as: "admin"),
    Write("POST", "/admin/movies/regenerate-all-thumbnails", as: "admin"),
    Write("POST", "/podcasts/", as: "grace", #"{"title":"P"}"#),
    Write("POST", "/podcasts/bulk/", as: "admin", #"[{"title":"P"},{"title":"Q"}]"#),
    Write("PUT", "/podcasts/{podcast_id}", "/podcasts/3", as: "grace", #"{"title":"New"}"#),
    Write("DELETE", "/podcasts/{podcast_id}", "/podcasts/3", as: "grace"),
    Write("POST", "/movies/", as: "grace", #"{"title":"M","video_url":"/v.mp4"}"#),
    Write("PUT", "/movies/{movie_id}", "/movies/3", as: "miriam", #"{"title":"New"}"#),
    Write("DELETE", "/movies/{movie_id}", "/movies/3", as: "miriam"),
    Write(
      "POST", "/upload/thumbnail/generate-from-video",
      "/upload/thumbnail/generate-from-video?video_url=/media/video/film.mp4", as: "grace"),
    Write("POST", "/drafts/", as: "grace", #"{"draft_type":"quote_post","content":"c"}"#),
    Write("PUT", "/drafts/{draft_id}", "/drafts/1", as: "grace", #"{"content":"d"}"#),
    Write("DELETE", "/drafts/{draft_id}", "/drafts/1", as: "grace"),
    Write(
      "POST", "/device-tokens/register", as: "grace", #"{"token":"t","platform":"ios"}"#),
    Write("DELETE", "/device-tokens", as: "grace"),
    Write("POST", "/live/streams", as: "grace", #"{"title":"L"}"#),
    Write("PUT", "/live/streams/{stream_id}", "/live/streams/1", as: "grace", #"{"title":"M"}"#),
    Write("POST", "/live/streams/{stream_id}/end", "/live/streams/1/end", as: "grace"),
    Write("DELETE", "/live/streams/{stream_id}", "/live/streams/1", as: "grace"),
    Write("POST", "/bank-details", as: "grace", #"{"account_number":"12345678"}"#),
    Write("PUT", "/bank-details", as: "miriam", #"{"bank_name":"B"}"#),
    Write("DELETE", "/bank-details", as: "miriam"),
    Write("POST", "/music/tracks", as: "admin", #"{"title":"T","artist":"A","audio_url":"/a"}"#),
    Write("POST", "/documents", as: "admin", #"{"title":"D","file_path":"/d"}"#),
    Write("PATCH", "/documents/{document_id}", "/documents/1", as: "admin", #"{"title":"E"}"#),
    Write("DELETE", "/documents/{document_id}", "/documents/1", as: "admin"),
    Write("POST", "/support/messages", as: "grace", #"{"subject":"S","message":"M"}"#),
    Write(
      "POST", "/support/messages/{message_id}/reply", "/support/messages/1/reply", as: "admin",
      #"{"response":"R"}"#),
    Write(
      "POST", "/support/messages/{message_id}/mark-read", "/support/messages/1/mark-read",
      as: "grace", #"{"actor":"user"}"#),
    Write(
      "POST", "/support/messages/{message_id}/close", "/support/messages/1/close", as: "grace"),
    Write(
      "POST", "/community/posts", as: "grace", #"{"title":"t","content":"c","category":"g"}"#),
    Write("POST", "/community/posts/{post_id}/like", "/community/posts/1/like", as: "grace"),
    Write(
      "POST", "/community/posts/{post_id}/comments", "/community/posts/1/comments", as: "grace",
      #"{"content":"Amen"}"#),
    Write("POST", "/events/", as: "grace", #"{"title":"E","event_date":"2030-01-01T10:00:00"}"#),
    Write("PUT", "/events/{event_id}", "/events/2", as: "miriam", #"{"title":"New"}"#),
    Write("DELETE", "/events/{event_id}", "/events/2", as: "miriam"),
    Write("POST", "/events/{event_id}/join", "/events/1/join", as: "miriam"),
    Write("DELETE", "/events/{event_id}/leave", "/events/1/leave", as: "grace"),
    Write(
      "PUT", "/events/{event_id}/attendees/{user_id}", "/events/1/attendees/1", as: "admin",
      #"{"status":"approved"}"#),
    Write("POST", "/favorites", as: "grace", #"{"content_type":"music","content_id":1}"#),
    Write(
      "DELETE", "/favorites/{content_type}/{content_id}", "/favorites/podcast/1", as: "grace"),
    Write("POST", "/playlists/", as: "grace", #"{"name":"L"}"#),
    Write(
      "POST", "/playlists/{playlist_id}/items", "/playlists/1/items", as: "grace",
      #"{"content_type":"movie","content_id":1}"#),
    Write(
      "DELETE", "/playlists/{playlist_id}/items/{item_id}", "/playlists/1/items/1", as: "grace"),
    Write("PUT", "/artists/me", as: "grace", #"{"bio":"b"}"#),
    Write("POST", "/artists/{artist_id}/follow", "/artists/2/follow", as: "grace"),
    Write("DELETE", "/artists/{artist_id}/follow", "/artists/1/follow", as: "miriam"),
    Write(
      "PUT", "/sync/positions", as: "grace",
      #"{"positions":[{"content_type":"podcast","content_id":1,"seconds":5,"updated_at":9}]}"#),
    Write("POST", "/notifications/read", as: "grace", #"{"notification_ids":[1]}"#),
    Write("POST", "/notifications/read-all", as: "grace"),
    Write("DELETE", "/notifications/{notification_id}", "/notifications/1", as: "grace"),
    Write("DELETE", "/notifications", as: "grace"),
    Write("PUT", "/users/me", as: "grace", #"{"name":"Gracia"}"#),
    Write(
      "POST", "/admin/approve/{content_type}/{content_id}", "/admin/approve/podcast/3", as: "admin"),
    Write(
      "POST", "/admin/reject/{content_type}/{content_id}", "/admin/reject/community_post/2",
      as: "admin", #"{"reason":"No"}"#),
    Write(
      "PATCH", "/admin/users/{user_id}/admin", "/admin/users/1/admin", as: "admin",
      #"{"is_admin":true}"#),
    Write(
      "POST", "/admin/archive/{content_type}/{content_id}", "/admin/archive/podcast/1", as: "admin"),
    Write("PUT", "/admin/settings/commission", as: "admin", #"{"commission_percentage":5}"#),
    Write(
      "PATCH", "/community/posts/{post_id}/carousel-visibility",
      "/community/posts/1/carousel-visibility", as: "admin", #"{"show_in_carousel":false}"#),
    Write("DELETE", "/admin/users/{user_id}", "/admin/users/2", as: "admin"),
    Write("DELETE", "/admin/{content_type}/{content_id}", "/admin/movie/1", as: "admin"),
  ]
}

extension ServerHarness {
  func send(
    _ write: IdempotencyTests.Write, as token: String, key: String
  ) async throws -> Answer {
    try await call(
      write.method, "/api/v1" + write.path, as: token, json: write.body,
      headers: write.headers.merging(["Idempotency-Key": key]) { $1 })
  }

  /// Every row of every table.
  func contents() async throws -> [String] {
    try await application.services.database.read { db in
      let tables = try String.fetchAll(
        db, sql: "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
      return try tables.flatMap { table in
        try Row.fetchAll(db, sql: "SELECT * FROM \(table)").map { "\(table) \($0)" }
      }
    }
  }
}

/// Copies the database's files right after the commit, before anybody is answered.
final class CopyAtCommit: TransactionObserver {
  private let source: String
  private let target: String

  init(from source: String, to target: String) {
    self.source = source
    self.target = target
  }

  func observes(eventsOfKind eventKind: DatabaseEventKind) -> Bool { true }
  func databaseDidChange(with event: DatabaseEvent) {}
  func databaseDidRollback(_ db: Database) {}

  func databaseDidCommit(_ db: Database) {
    let files = FileManager.default
    guard !files.fileExists(atPath: target) else { return }
    try? files.createDirectory(atPath: target, withIntermediateDirectories: true)
    for name in ["cnt.sqlite", "cnt.sqlite-wal", "secret.key"] {
      try? files.copyItem(atPath: "\(source)/\(name)", toPath: "\(target)/\(name)")
    }
  }
}
