import CNTKit
import Foundation
import Testing

@testable import CNTServer

/// Places in what is played, for all devices of a person.
struct PositionTests {
  private func body(_ places: PlaybackPlace...) throws -> String {
    String(
      decoding: try JSONEncoder().encode(PlaybackPlaces(positions: places)), as: UTF8.self)
  }

  private func place(_ seconds: Double, at time: Int, id: Int = 12) -> PlaybackPlace {
    PlaybackPlace(
      contentType: "podcast", contentID: id, seconds: seconds, duration: 600, updatedAt: time)
  }

  private func places(_ answer: ServerHarness.Answer) throws -> [PlaybackPlace] {
    try JSONDecoder().decode(PlaybackPlaces.self, from: answer.body).positions
  }

  @Test func `the latest counts, whichever comes last, and belongs to one person`() async throws {
    try await ServerHarness.run { server in
      let (grace, miriam) = (try await server.token("grace"), try await server.token("miriam"))
      let path = "/api/v1/sync/positions"
      for (seconds, time) in [(30.0, 2000), (10, 1000), (40, 2000)] {
        let answer = try await server.call(
          "PUT", path, as: grace, json: try body(place(seconds, at: time)))
        #expect(answer.status == 200)
        #expect(try places(answer) == [place(30, at: 2000)])
      }
      #expect(try places(try await server.call("GET", path, as: grace)) == [place(30, at: 2000)])
      #expect(try places(try await server.call("GET", path, as: miriam)).isEmpty)
      #expect(try await server.call("GET", path).status == 401)
      #expect(try await server.call("PUT", path, json: try body()).status == 401)
    }
  }

  @Test func `a clock that is ahead is held to a minute, nonsense is refused`() async throws {
    try await ServerHarness.run { server in
      let grace = try await server.token("grace")
      let path = "/api/v1/sync/positions"
      let year = Int(Date().timeIntervalSince1970 * 1000) + 365 * 86_400_000
      let ahead = try places(
        try await server.call("PUT", path, as: grace, json: try body(place(1, at: year))))
      let kept = try #require(ahead.first?.updatedAt)
      #expect(kept <= Int(Date().timeIntervalSince1970 * 1000) + PlaybackPlace.mostAhead)
      for json in [
        try body(place(-1, at: 5)), try body(place(1, at: 0)), try body(place(1, at: 5, id: 0)),
        #"{"positions":[{"content_type":"users","content_id":1,"seconds":1,"updated_at":9}]}"#,
        #"{"positions":[{"content_type":"podcast","content_id":1,"seconds":1e300,"updated_at":9}]}"#,
      ] {
        // What no place can be is refused where it is read, the rest by what is allowed.
        let status = try await server.call("PUT", path, as: grace, json: json).status
        #expect(status == 400 || status == 422, "\(json)")
      }
      #expect(try await server.call("PUT", path, as: grace, json: "{}").status == 422)
    }
  }

  @Test func `the feed tells of them, to their owner alone`() async throws {
    try await ServerHarness.run { server in
      let grace = try await server.token("grace")
      _ = try await server.call(
        "PUT", "/api/v1/sync/positions", as: grace,
        json: try body(place(30, at: 2000), place(5, at: 1, id: 3)))
      func told(_ name: String) async throws -> [SyncChange] {
        let answer = try await server.call(
          "GET", "/api/v1/sync/changes", as: try await server.token(name))
        return try JSONDecoder().decode(SyncChangePage.self, from: answer.body).changes.filter {
          if case .upsert(.position) = $0 { true } else { false }
        }
      }
      #expect(
        Set(try await told("grace")) == [
          .upsert(.position(place(30, at: 2000))), .upsert(.position(place(5, at: 1, id: 3))),
        ])
      #expect(try await told("miriam").isEmpty)
      #expect(try await told("admin").isEmpty)
    }
  }
}
