import CNTKit
import Foundation
import Testing

@testable import CNTServer

/// What waits, was refused or was archived is not seen through what hangs on it.
struct HiddenContentTests {
  private static let hiding = [
    ("podcast", "UPDATE podcasts SET status = 'archived' WHERE id = 1", "approve/podcast/1"),
    ("movie", "UPDATE movies SET status = 'rejected' WHERE id = 1", "approve/movie/1"),
    ("music", "UPDATE music_tracks SET is_published = 3 WHERE id = 1", "approve/music/1"),
  ]

  @Test(arguments: hiding) func `a library tells nothing of content that its owner may not see`(
    type: String, hide: String, approve: String
  ) async throws {
    try await ServerHarness.run { server in
      let world = try await FeedWorld(server)
      try await world.fill()
      // Admins see it; their libraries, too.
      let admins = try await world.post("/playlists/", as: world.admin, #"{"name":"A"}"#)
      let item = #"{"content_type":"\#(type)","content_id":1}"#
      try await world.post("/playlists/1/items", as: world.grace, item)
      // She has the others from the start.
      if type == "music" { try await world.post("/favorites", as: world.grace, item) }
      try await world.post("/playlists/\(admins)/items", as: world.admin, item)
      var reader = try await FeedReader(server, as: "grace")
      try await reader.catchUp()
      func contents(_ list: Int, _ token: String) async throws -> [JSONValue] {
        let answer = try await server.call("GET", "/api/v1/playlists/\(list)", as: token)
        return answer.json["items"]?.list.filter {
          $0["content_type"]?.stringValue == type && $0["content_id"] == .int(1)
        }.map { $0["content"] ?? .null } ?? []
      }
      #expect(try await !contents(1, world.grace).contains(.null))
      try await world.execute(hide)
      #expect(Set(try await contents(1, world.grace)) == [.null])
      #expect(try await !contents(admins, world.admin).contains(.null))
      func favorite() async throws -> [JSONValue] {
        try await server.call("GET", "/api/v1/favorites", as: world.grace).json.list.filter {
          $0["content_type"]?.stringValue == type
        }.map { $0["content"] ?? .null }
      }
      #expect(try await favorite() == [.null])
      let told = try await reader.catchUp().map(\.key)
      #expect(told.contains("playlist 1") && told.contains("favorite \(type) 1"))
      #expect(try await reader.differences() == [])
      for path in ["/favorites", "/playlists/2/items"] {
        let refused = try await server.call("POST", "/api/v1" + path, as: world.miriam, json: item)
        #expect(refused.status == 404, "\(path)")
        #expect(refused.json["detail"]?.stringValue == "Content not found")
      }
      try await world.post("/admin/\(approve)", as: world.admin)
      #expect(try await favorite() != [.null])
      #expect(try await reader.catchUp().map(\.key).contains("playlist 1"))
      #expect(try await !contents(1, world.grace).contains(.null))
    }
  }

  @Test func `its maker keeps what waits in a playlist, and nobody else gets it there`()
    async throws
  {
    try await ServerHarness.run { server in
      let world = try await FeedWorld(server)
      try await world.fill()
      let item = #"{"content_type":"podcast","content_id":3}"#
      let own = try await server.call(
        "POST", "/api/v1/playlists/1/items", as: world.grace, json: item)
      #expect(own.json["content"]?["title"]?.stringValue == "Grace's")
      for (path, id) in [("/playlists/2/items", 3), ("/favorites", 3), ("/playlists/2/items", 99)] {
        let answer = try await server.call(
          "POST", "/api/v1" + path, as: world.miriam,
          json: #"{"content_type":"podcast","content_id":\#(id)}"#)
        #expect(answer.status == 404, "\(path) \(id)")
      }
    }
  }

  @Test func `a track that is not published is there for admins alone`() async throws {
    try await ServerHarness.run { server in
      let world = try await FeedWorld(server)
      try await world.fill()
      for state in [0, 2, 3] {
        try await world.execute("UPDATE music_tracks SET is_published = \(state) WHERE id = 1")
        for token in [nil, world.grace] {
          let answer = try await server.call("GET", "/api/v1/music/tracks/1", as: token)
          #expect(answer.status == 404)
          #expect(answer.json["detail"]?.stringValue == "Music track not found")
        }
        let seen = try await server.call("GET", "/api/v1/music/tracks/1", as: world.admin)
        #expect(seen.status == 200 && seen.json["is_published"] == .bool(false))
      }
      try await world.post("/admin/approve/music/1", as: world.admin)
      #expect(try await server.call("GET", "/api/v1/music/tracks/1").status == 200)
    }
  }

  @Test func `an event that was taken off is not in one's own list, and can be left`() async throws
  {
    try await ServerHarness.run { server in
      let world = try await FeedWorld(server)
      try await world.fill()
      let path = "/api/v1/events/my/attending"
      #expect(try await server.call("GET", path, as: world.grace).json.list.count == 1)
      for word in ["archive", "reject"] {
        try await world.post("/admin/\(word)/event/1", as: world.admin, "{}")
        #expect(try await server.call("GET", path, as: world.grace).json == .array([]))
      }
      let hosted = try await server.call("GET", "/api/v1/events/my/hosted", as: world.admin)
      #expect(hosted.json.list.count == 1)
      func leave(_ event: Int, _ token: String) async throws -> Int {
        try await server.call("DELETE", "/api/v1/events/\(event)/leave", as: token).status
      }
      #expect(try await leave(1, world.miriam) == 404, "she never had it, and is not told of it")
      #expect(try await leave(1, world.grace) == 200)
      #expect(try await leave(1, world.grace) == 404, "and now neither is she")
      try await world.post("/admin/approve/event/1", as: world.admin)
      #expect(try await server.call("GET", path, as: world.grace).json == .array([]))
      #expect(try await leave(1, world.grace) == 200, "one may leave again what one sees")
      #expect(try await leave(9, world.grace) == 404)
    }
  }

  @Test func `a place is kept in what its person may see`() async throws {
    try await ServerHarness.run { server in
      let world = try await FeedWorld(server)
      try await world.fill()
      try await world.execute("UPDATE movies SET status = 'rejected' WHERE id = 1")
      // Grace's podcast waits, a track is not published.
      for (token, expected) in [
        (world.miriam, ["bible_story 1"]), (world.grace, ["bible_story 1", "podcast 3"]),
        (world.admin, ["bible_story 1", "movie 1", "music 2", "podcast 3"]),
      ] {
        let places = ["bible_story 1", "movie 1", "music 2", "podcast 3"].map { name -> String in
          let parts = name.split(separator: " ")
          return
            #"{"content_type":"\#(parts[0])","content_id":\#(parts[1]),"seconds":5,"updated_at":9}"#
        }.joined(separator: ",")
        let answer = try await server.call(
          "PUT", "/api/v1/sync/positions", as: token, json: #"{"positions":[\#(places)]}"#)
        let kept = (answer.json["positions"]?.list ?? []).map {
          "\($0["content_type"]?.stringValue ?? "") \($0["content_id"]?.intValue ?? 0)"
        }
        #expect(kept.sorted() == expected)
      }
    }
  }
}
