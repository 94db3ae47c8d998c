import CNTKit
import Foundation
import Subprocess
import Testing

@testable import CNTServer

/// What those who run the server ask it, and feeds for podcast apps.
struct OperationTests {
  @Test func `the description names every route with its rights`() async throws {
    let bare = APIDescription.document(CNTServerApplication.table, offering: Outside())
    #expect(bare["paths"]?["/api/v1/donations/sent"] != nil)
    #expect(bare["paths"]?["/api/v1/donations"] == nil)
    try await ServerHarness.run(
      outside: IdempotencyTests.settings, transport: IdempotencyTests.outside
    ) { server async throws in
      let document = try await server.call("GET", "/openapi.json").json
      #expect(document["openapi"]?.stringValue == "3.1.0")
      var names: Set<String> = []
      for route in CNTServerApplication.table.all
      where route.need == nil || [.stripe, .liveKit].contains(route.need) {
        let operation = document["paths"]?[route.path]?[route.method.rawValue.lowercased()]
        let name = operation?["operationId"]?.stringValue ?? ""
        #expect(names.insert(name).inserted && !name.isEmpty, "\(route.path)")
        let isBare = operation?["security"] == .array([])
        #expect(isBare == (route.access == .open), "\(route.path)")
        let takes = [HTTPMethod.post, .put, .patch].contains(route.method)
        #expect((operation?["requestBody"] != nil) == takes, "\(route.path)")
      }
    }
  }

  @Test func `a feed has what everybody may hear, and is well-formed`() async throws {
    try await ServerHarness.run { server async throws in
      let (grace, admin) = (try await server.token("grace"), try await server.token("admin"))
      for name in ["a.mp3", "b.mp3", "c&d.mp3"] {
        try Data("sound".utf8).write(
          to: URL(fileURLWithPath: server.folder + "/media/audio/" + name))
      }
      for (title, url) in [
        ("Faith & <works> \u{1} \\\"x\\\"", "/media/audio/a.mp3"), ("Waits", "/media/audio/b.mp3"),
        ("Gone", "/media/audio/none.mp3"), ("Amp", "/media/audio/c%26d.mp3"),
      ] {
        let text = title.replacing("\u{1}", with: "\\u0001")
        _ = try await server.call(
          "POST", "/api/v1/podcasts/", as: grace,
          json: #"{"title":"\#(text)","audio_url":"\#(url)"}"#
        )
      }
      for id in [1, 3, 4] {
        _ = try await server.call("POST", "/api/v1/admin/approve/podcast/\(id)", as: admin)
      }
      let answer = try await server.call("GET", "/rss/podcasts.xml")
      #expect(answer.headers["content-type"] == "application/rss+xml; charset=utf-8")
      let feed = String(decoding: answer.body, as: UTF8.self)
      #expect(feed.contains("<title>Faith &amp; &lt;works&gt;  &quot;x&quot;</title>"))
      #expect(feed.contains(#"/media/audio/a.mp3" length="5" type="audio/mpeg""#))
      #expect(!feed.contains("Waits") && !feed.contains("Gone") && feed.contains("c%26d.mp3"))
      let path = server.folder + "/feed.xml"
      try answer.body.write(to: URL(fileURLWithPath: path))
      let check = try await Subprocess.run(
        .name("python3"),
        arguments: [
          "-c",
          "import sys,xml.dom.minidom as m;print(len(m.parse(sys.argv[1]).getElementsByTagName('item')))",
          path,
        ], output: .string(limit: 1000), error: .string(limit: 1000))
      #expect(check.standardOutput == "2\n", "\(check.standardError)")
    }
  }

  @Test func `figures count what was answered, and are not for everybody`() async throws {
    try await ServerHarness.run { server async throws in
      #expect(try await server.call("GET", "/metrics").status == 404)
      #expect(try await server.call("GET", "/metrics", as: "").status == 404)
    }
    var settings = PlatformSettings()
    settings.metricsToken = "figures"
    try await ServerHarness.run(outside: settings) { server async throws in
      _ = try await server.call("GET", "/api/v1/podcasts/")
      _ = try await server.call("GET", "/api/v1/nope")
      #expect(try await server.call("GET", "/metrics").status == 404)
      #expect(try await server.call("GET", "/metrics", as: "wrong").status == 404)
      let text = String(
        decoding: try await server.call("GET", "/metrics", as: "figures").body, as: UTF8.self)
      #expect(text.contains(#"cnt_http_requests_total{method="GET",status="200"} 1"#))
      #expect(text.contains(#"cnt_http_requests_total{method="GET",status="404"} 3"#))
      #expect(text.contains(#"_bucket{le="+Inf"} 4"#) && text.contains("cnt_database_bytes "))
      #expect(try await server.call("GET", "/ready").json["status"]?.stringValue == "ready")
    }
  }

  @Test func `one's own things are handed over, and nobody else's`() async throws {
    try await ServerHarness.run { server async throws in
      try await FeedWorld(server).fill()
      let answer = try await server.call(
        "GET", "/api/v1/users/me/export", as: try await server.token("grace"))
      #expect(answer.status == 200)
      guard case .array(let users)? = answer.json["user"] else { throw Problem(500, "no array") }
      #expect(users.map { $0["username"]?.stringValue } == ["grace"])
      let text = String(decoding: answer.body, as: UTF8.self)
      #expect(!text.contains("password") && !text.contains("miriam@"))
      guard case .array(let likes)? = answer.json["likes"] else { throw Problem(500, "no array") }
      #expect(likes.allSatisfy { $0["user_id"] == .int(1) })
      #expect(try await server.call("GET", "/api/v1/users/me/export").status == 401)
    }
  }

  @Test func `settings that cannot be used are said`() {
    func fault(_ environment: [String: String]) -> String? {
      do {
        _ = try PlatformSettings(environment: environment)
        return nil
      } catch { return error.recovery }
    }
    #expect(fault(["LIVEKIT_URL": "wss://x"])?.contains("LIVEKIT_API_KEY") == true)
    #expect(fault(["LIVEKIT_URL": "x"])?.contains("wss://") == true)
    #expect(fault(["SMTP_URL": "smtp://x"])?.contains("MAIL_FROM") == true)
    #expect(fault(["SMTP_URL": "smtp://x", "MAIL_FROM": "a\nb@c"])?.contains("MAIL_FROM") == true)
    #expect(fault(["STRIPE_SECRET_KEY_FILE": "/nowhere"])?.contains("/nowhere") == true)
    #expect(fault([:]) == nil)
  }
}
