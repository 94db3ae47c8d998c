import CNTKit
import Foundation
import Testing

@testable import CNTServer

struct RouteTests {
  @Test func `paths, slashes and methods answer as the platform does`() async throws {
    try await ServerHarness.run { server in
      let redirect = try await server.call("GET", "/api/v1/podcasts?limit=1")
      #expect(
        redirect.status == 307
          && redirect.headers["location"]?.hasSuffix("/api/v1/podcasts/?limit=1") == true)
      #expect(try await server.call("GET", "/api/v1/music/tracks/").status == 307)
      #expect(
        try await server.call("GET", "/api/v1/nope").json
          == .object(["detail": .string("Not Found")]))
      let method = try await server.call("PATCH", "/api/v1/podcasts/")
      #expect(method.status == 405 && method.headers["allow"] == "GET, POST")
      #expect(method.json["detail"]?.stringValue == "Method Not Allowed")
      #expect(try await server.call("OPTIONS", "/api/v1/podcasts/").body == Data("OK".utf8))
      #expect(try await server.call("GET", "/health").json["status"]?.stringValue == "healthy")
    }
  }

  @Test func `a number that is none is a 422 in the framework's words`() async throws {
    try await ServerHarness.run { server in
      let answer = try await server.call("GET", "/api/v1/podcasts/?limit=abc")
      #expect(answer.status == 422)
      let recorded =
        #"{"detail":[{"type":"int_parsing","loc":["query","limit"],"msg":"Input should be a valid integer, unable to parse string as an integer","input":"abc","url":"https://errors.pydantic.dev/2.5/v/int_parsing"}]}"#
      #expect(answer.json == (try JSONDecoder().decode(JSONValue.self, from: Data(recorded.utf8))))
      #expect(try await server.call("GET", "/api/v1/podcasts/abc").json["detail"] != nil)
      #expect(try await server.call("GET", "/api/v1/podcasts/?skip=-1").status == 422)
      #expect(try await server.call("GET", "/api/v1/podcasts/?limit=0").json == .array([]))
    }
  }

  @Test func `bodies are checked before anything changes`() async throws {
    try await ServerHarness.run { server in
      let token = try await server.token("grace")
      let missing = try await server.call(
        "POST", "/api/v1/community/posts", as: token, json: #"{"title":"Hello"}"#)
      guard case .array(let problems)? = missing.json["detail"] else {
        Issue.record("\(missing.json)")
        return
      }
      #expect(missing.status == 422 && problems.count == 2)
      #expect(problems.allSatisfy { $0["input"] == .object(["title": .string("Hello")]) })
      for body in ["{", "[]", "5", #"{"title":5,"content":"c","category":"g"}"#, ""] {
        let answer = try await server.call("POST", "/api/v1/community/posts", as: token, json: body)
        #expect(answer.status == 422, "\(body)")
      }
      let deep = String(repeating: "[", count: 5000) + String(repeating: "]", count: 5000)
      #expect(
        try await server.call("POST", "/api/v1/podcasts/", as: token, json: deep).status == 413)
      let all = try await server.call(
        "GET", "/api/v1/community/posts?approved_only=false", as: token)
      #expect(all.json == .array([]))
    }
  }

  @Test func `guests, members and admins may do what is theirs`() async throws {
    try await ServerHarness.run { server in
      let (grace, admin) = (try await server.token("grace"), try await server.token("admin"))
      for route in CNTServerApplication.table.all
      where route.access == .member || route.access == .admin {
        let path = route.path.replacing("{content_type}", with: "podcast").split(
          separator: "/", omittingEmptySubsequences: false
        )
        .map { $0.hasPrefix("{") ? "1" : String($0) }.joined(separator: "/")
        let guest = try await server.call(route.method.rawValue, path, json: "{}")
        #expect(guest.status == 401, "\(route.method) \(path) let a guest in")
        let forged = try await server.call(route.method.rawValue, path, as: "a.b.c", json: "{}")
        #expect(forged.status == 401, "\(route.method) \(path) took a forged token")
        if route.access == .admin {
          #expect(
            try await server.call(route.method.rawValue, path, as: grace, json: "{}").status == 403,
            "\(path)")
        }
      }
      #expect(try await server.call("GET", "/api/v1/admin/dashboard", as: admin).status == 200)
      #expect(try await server.call("GET", "/api/v1/podcasts/", as: "broken").status == 200)
    }
  }

  @Test func `a refresh token works once, and its reuse ends the family`() async throws {
    try await ServerHarness.run { server in
      let login = try await server.call(
        "POST", "/api/v1/auth/login",
        json: #"{"username_or_email":"GRACE@t.invalid","password":"grace-password"}"#)
      let first = login.json["refresh_token"]?.stringValue ?? ""
      func refresh(_ token: String) async throws -> ServerHarness.Answer {
        try await server.call(
          "POST", "/api/v1/auth/refresh", json: #"{"refresh_token":"\#(token)"}"#)
      }
      let second = try await refresh(first)
      #expect(second.status == 200)
      let next = second.json["refresh_token"]?.stringValue ?? ""
      #expect(next != first && !next.isEmpty)
      #expect(try await refresh(first).status == 401)
      #expect(try await refresh(next).status == 401, "the family of a reused token has ended")
      #expect(try await refresh("never-issued").status == 401)
    }
  }

  @Test func `passwords are not guessed for long`() async throws {
    try await ServerHarness.run { server in
      var last = 0
      for _ in 0..<12 {
        let answer = try await server.call(
          "POST", "/api/v1/auth/login", json: #"{"username_or_email":"grace","password":"wrong"}"#)
        last = answer.status
        if last == 429 { #expect(Int(answer.headers["retry-after"] ?? "") ?? 0 > 0) }
      }
      #expect(last == 429)
      #expect(
        try await server.call(
          "POST", "/api/v1/auth/login", json: #"{"username_or_email":"nobody","password":"x"}"#
        ).json["detail"]?.stringValue == "Incorrect username/email or password")
    }
  }

  @Test func `many likes at once leave one row at most`() async throws {
    try await ServerHarness.run { server in
      let (grace, admin) = (try await server.token("grace"), try await server.token("admin"))
      let post = try await server.call(
        "POST", "/api/v1/community/posts", as: admin,
        json: #"{"title":"t","content":"c","category":"general"}"#)
      let id = post.json["id"]?.intValue ?? 0
      await withTaskGroup(of: Void.self) { group in
        for _ in 0..<21 {
          group.addTask {
            _ = try? await server.call("POST", "/api/v1/community/posts/\(id)/like", as: grace)
          }
        }
      }
      let row = try await server.call("GET", "/api/v1/community/posts/\(id)", as: grace)
      #expect(row.json["likes_count"] == .int(1))
      #expect(row.json["is_liked"] == .bool(true))
      #expect(
        try await server.call("GET", "/api/v1/community/posts/\(id)").json["is_liked"]
          == .bool(false))
    }
  }

  @Test func `what waits is seen by its author and admins, and decisions are told`() async throws {
    try await ServerHarness.run { server in
      let (grace, miriam, admin) = (
        try await server.token("grace"), try await server.token("miriam"),
        try await server.token("admin")
      )
      let made = try await server.call(
        "POST", "/api/v1/podcasts/", as: grace, json: #"{"title":"Mine"}"#)
      let id = made.json["id"]?.intValue ?? 0
      #expect(made.json["status"]?.stringValue == "pending")
      #expect(try await server.call("GET", "/api/v1/podcasts/\(id)", as: grace).status == 200)
      #expect(try await server.call("GET", "/api/v1/podcasts/\(id)", as: miriam).status == 404)
      #expect(try await server.call("DELETE", "/api/v1/podcasts/\(id)", as: miriam).status == 404)
      let reject = try await server.call(
        "POST", "/api/v1/admin/reject/podcast/\(id)", as: admin, json: #"{"reason":"Too short"}"#)
      #expect(reject.json["reason"]?.stringValue == "Too short")
      let told = try await server.call("GET", "/api/v1/notifications", as: grace)
      guard case .array(let notifications)? = told.json["notifications"] else { return }
      #expect(notifications.first?["type"]?.stringValue == "content_rejected")
      #expect(notifications.first?["data"]?["reason"]?.stringValue == "Too short")
      #expect(
        try await server.call("GET", "/api/v1/notifications", as: miriam).json["notifications"]
          == .array([]))
      #expect(
        try await server.call("POST", "/api/v1/admin/approve/nonsense/1", as: admin).status == 400)
      #expect(
        try await server.call("POST", "/api/v1/admin/approve/podcast/999", as: admin).status == 404)
      let post = try await server.call(
        "POST", "/api/v1/community/posts", as: grace,
        json: #"{"title":"t","content":"c","category":"g"}"#)
      let postID = post.json["id"]?.intValue ?? 0
      for broken in ["{", #"{"reason":5}"#, "[]"] {
        let answer = try await server.call(
          "POST", "/api/v1/admin/reject/community_post/\(postID)", as: admin, json: broken)
        #expect(answer.status == 422, "\(broken)")
      }
      #expect(
        try await server.call("GET", "/api/v1/community/posts/\(postID)", as: grace).status == 200)
      #expect(
        try await server.call(
          "POST", "/api/v1/admin/reject/community_post/\(postID)", as: admin,
          json: #"{"reason":null}"#
        ).status == 200)
      #expect(
        try await server.call("GET", "/api/v1/community/posts/\(postID)", as: grace).status == 404)
    }
  }

  @Test func `favourites, events and follows are idempotent in effect`() async throws {
    try await ServerHarness.run { server in
      let (grace, admin) = (try await server.token("grace"), try await server.token("admin"))
      _ = try await server.call(
        "POST", "/api/v1/podcasts/bulk/", as: admin, json: #"[{"title":"P"}]"#)
      let favorite = #"{"content_type":"podcast","content_id":1}"#
      #expect(
        try await server.call("POST", "/api/v1/favorites", as: grace, json: favorite).json[
          "content"]?["title"]?.stringValue == "P")
      let again = try await server.call("POST", "/api/v1/favorites", as: grace, json: favorite)
      #expect(
        again.status == 400
          && again.json["detail"]?.stringValue?.contains("already in favorites") == true)
      #expect(
        try await server.call("DELETE", "/api/v1/favorites/podcast/1", as: grace).status == 200)
      #expect(
        try await server.call("DELETE", "/api/v1/favorites/podcast/1", as: grace).status == 404)

      let event = try await server.call(
        "POST", "/api/v1/events/", as: admin,
        json: #"{"title":"E","event_date":"2030-01-31T18:30:00.000+05:00","max_attendees":1}"#)
      #expect(event.json["status"]?.stringValue == "published")
      let id = event.json["id"]?.intValue ?? 0
      for _ in 0..<2 {
        #expect(try await server.call("POST", "/api/v1/events/\(id)/join", as: grace).status == 200)
      }
      #expect(
        try await server.call("GET", "/api/v1/events/\(id)", as: grace).json[
          "my_attendance_status"]?.stringValue == "pending")
      let full = try await server.call(
        "POST", "/api/v1/events/\(id)/join", as: try await server.token("miriam"))
      #expect(full.status == 400)
      let list = try await server.call("GET", "/api/v1/events/?upcoming_only=true")
      #expect(list.json["total"] == .int(1))
    }
  }
}
