import CNTKit
import Foundation
import Synchronization
import Testing

@testable import CNTServer

/// A clock that goes on when it is told to.
private final class Clock: Sendable {
  private let date = Mutex(Date(timeIntervalSince1970: 1_795_500_000))

  var now: Date { date.withLock { $0 } }
  var milliseconds: Int { Int(now.timeIntervalSince1970 * 1000) }

  func pass(_ seconds: TimeInterval) { date.withLock { $0 += seconds } }
}

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

  /// What the places are in.
  private func fill(_ server: ServerHarness) async throws {
    try await server.application.services.database.write { db in
      try db.execute(
        sql: """
          INSERT INTO podcasts (id, title, status, created_at) VALUES
            (3, 'A', 'approved', '2026-01-01T00:00:00'), (12, 'B', 'approved', '2026-01-01T00:00:00')
          """)
    }
  }

  @Test func `the latest counts, whichever comes last, and belongs to one person`() async throws {
    try await ServerHarness.run { server in
      try await fill(server)
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
      try await fill(server)
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

  @Test func `what a clock that is ahead said twice does not win over what came in between`()
    async throws
  {
    let clock = Clock()
    try await ServerHarness.run(now: { clock.now }) { server in
      try await fill(server)
      let grace = try await server.token("grace")
      func put(_ place: PlaybackPlace) async throws -> [PlaybackPlace] {
        try places(
          try await server.call("PUT", "/api/v1/sync/positions", as: grace, json: try body(place)))
      }
      let lost = place(30, at: clock.milliseconds + 3_600_000)
      let kept = try #require(try await put(lost).first)
      #expect(kept.updatedAt == clock.milliseconds + PlaybackPlace.mostAhead)
      #expect(try await put(lost) == [kept])
      clock.pass(70)
      #expect(try await put(lost) == [kept], "the same again changes nothing")
      let newer = place(50, at: clock.milliseconds)
      #expect(try await put(newer) == [newer])
      clock.pass(30)
      #expect(try await put(lost) == [newer])
      clock.pass(100)
      #expect(try await put(place(31, at: lost.updatedAt + 1000)).first?.seconds == 31)
    }
  }

  @Test func `of two clocks that are ahead, the older message sent again does not win`()
    async throws
  {
    let clock = Clock()
    try await ServerHarness.run(now: { clock.now }) { server in
      try await fill(server)
      let grace = try await server.token("grace")
      func put(_ place: PlaybackPlace) async throws -> Double? {
        try places(
          try await server.call("PUT", "/api/v1/sync/positions", as: grace, json: try body(place))
        ).first?.seconds
      }
      let phone = place(30, at: clock.milliseconds + 3_600_000)
      let tablet = place(50, at: clock.milliseconds + 7_200_000)
      #expect(try await put(phone) == 30)
      clock.pass(70)
      #expect(try await put(tablet) == 50)
      clock.pass(70)
      #expect(try await put(phone) == 50, "it was known before the other")
      #expect(try await put(tablet) == 50)
      #expect(try await put(place(60, at: tablet.updatedAt + 1000)) == 60)
      clock.pass(70)
      #expect(try await put(place(70, at: clock.milliseconds)) == 70, "a clock that is right")
    }
  }

  @Test func `a place in what is not there is not kept, the others are`() async throws {
    try await ServerHarness.run { server in
      try await fill(server)
      let grace = try await server.token("grace")
      let path = "/api/v1/sync/positions"
      let answer = try await server.call(
        "PUT", path, as: grace, json: try body(place(5, at: 9, id: 4), place(30, at: 9)))
      #expect(try places(answer) == [place(30, at: 9)])
      for type in ["movie", "music", "bible_story"] {
        let other = PlaybackPlace(contentType: type, contentID: 12, seconds: 1, updatedAt: 9)
        let answer = try await server.call("PUT", path, as: grace, json: try body(other))
        #expect(try places(answer).isEmpty, "\(type)")
      }
      #expect(try places(try await server.call("GET", path, as: grace)) == [place(30, at: 9)])
    }
  }

  @Test(arguments: ["", #""seconds":null,"#])
  func `a position without a place is refused`(seconds: String) async throws {
    try await ServerHarness.run { server in
      try await fill(server)
      let grace = try await server.token("grace")
      let answer = try await server.call(
        "PUT", "/api/v1/sync/positions", as: grace,
        json:
          #"{"positions":[{"content_type":"podcast","content_id":12,\#(seconds)"updated_at":9}]}"#)
      #expect(answer.status == 422)
    }
  }

  @Test func `the feed tells of them, to their owner alone`() async throws {
    try await ServerHarness.run { server in
      try await fill(server)
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
