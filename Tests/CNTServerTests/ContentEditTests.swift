import CNTKit
import Foundation
import Testing

@testable import CNTServer

struct ContentEditTests {
  @Test func `what its maker changes waits again, an admin's change does not`() async throws {
    try await ServerHarness.run { server in
      let (grace, miriam) = (try await server.token("grace"), try await server.token("miriam"))
      let admin = try await server.token("admin")
      let made = try await server.call(
        "POST", "/api/v1/podcasts/", as: grace, json: #"{"title":"Psalm","description":"d"}"#)
      let path = "/api/v1/podcasts/\(made.json["id"]?.intValue ?? 0)"
      _ = try await server.call(
        "POST", "/api/v1/admin/approve/podcast/\(made.json["id"]?.intValue ?? 0)", as: admin)
      #expect(try await server.call("PUT", path, json: #"{"title":"x"}"#).status == 401)
      #expect(try await server.call("PUT", path, as: miriam, json: #"{"title":"x"}"#).status == 403)
      let edited = try await server.call("PUT", path, as: admin, json: #"{"title":"Psalm 1"}"#)
      #expect(edited.json["title"]?.stringValue == "Psalm 1")
      #expect(edited.json["description"]?.stringValue == "d")
      #expect(try await server.call("GET", path).status == 200)
      let own = try await server.call(
        "PUT", path, as: grace, json: #"{"audio_url":"/media/audio/b.mp3","status":"approved"}"#)
      #expect(own.status == 200 && own.json["status"]?.stringValue == "pending")
      #expect(try await server.call("GET", path).status == 404)
      for (body, status) in [
        (#"{"title":null}"#, 422), (#"{"title":" "}"#, 400), (#"{"duration":-1}"#, 400),
        (#"{"duration":"x"}"#, 422), (#"{"audio_url":7}"#, 422),
      ] {
        #expect(try await server.call("PUT", path, as: grace, json: body).status == status)
      }
      #expect(try await server.call("GET", path, as: grace).json["title"]?.stringValue == "Psalm 1")
    }
  }

  @Test func `a film's rating, date and place on the first page are checked`() async throws {
    try await ServerHarness.run { server in
      let (grace, admin) = (try await server.token("grace"), try await server.token("admin"))
      let made = try await server.call(
        "POST", "/api/v1/movies/", as: grace,
        json: #"{"title":"Ruth","video_url":"/media/movies/r.mp4"}"#)
      let path = "/api/v1/movies/\(made.json["id"]?.intValue ?? 0)"
      let own = try await server.call(
        "PUT", path, as: grace,
        json: #"{"rating":7.5,"release_date":"2024-05-01","is_featured":true,"cast":"Naomi"}"#)
      #expect(own.status == 200, "\(own.json)")
      #expect(own.json["rating"]?.doubleValue == 7.5 && own.json["is_featured"] == .bool(false))
      #expect(own.json["cast"]?.stringValue == "Naomi")
      let featured = try await server.call("PUT", path, as: admin, json: #"{"is_featured":true}"#)
      #expect(featured.json["is_featured"] == .bool(true))
      for body in [#"{"rating":11}"#, #"{"rating":"x"}"#, #"{"release_date":"soon"}"#] {
        #expect(try await server.call("PUT", path, as: grace, json: body).status == 400, "\(body)")
      }
    }
  }
}
