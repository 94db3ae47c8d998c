import CNTKit
import Foundation
import Testing

@testable import CNTServer

struct DraftTests {
  private func members(_ value: JSONValue) -> Set<String> {
    if case .object(let members) = value { Set(members.keys) } else { [] }
  }

  @Test func `a draft is kept, changed in part, listed by kind and deleted`() async throws {
    try await ServerHarness.run { server in
      let grace = try await server.token("grace")
      func call(_ method: String, _ path: String, _ json: String? = nil) async throws
        -> ServerHarness.Answer
      {
        try await server.call(method, "/api/v1/drafts/" + path, as: grace, json: json)
      }
      let body = """
        {"draft_type":"audio_podcast","title":"Psalm 23","original_media_url":"/media/audio/a.mp3",
        "editing_state":{"cuts":[[1.5,2]],"name":"a"},"duration":61,"unknown":1}
        """
      let made = try await call("POST", "", body)
      #expect(made.status == 200, "\(made.json)")
      #expect(made.json["status"]?.stringValue == "editing" && made.json["id"] == .int(1))
      #expect(
        made.json["editing_state"]
          == .object([
            "cuts": .array([.array([.double(1.5), .int(2)])]), "name": .string("a"),
          ]))
      _ = try await call("POST", "", #"{"draft_type":"quote_post","content":"Be still"}"#)
      let changed = try await call("PUT", "1", #"{"status":"ready","title":null}"#)
      #expect(changed.json["status"]?.stringValue == "ready")
      #expect(changed.json["title"] == nil || changed.json["title"] == .null)
      #expect(changed.json["duration"] == .int(61) && changed.json["editing_state"] != nil)
      let all = try await call("GET", "?limit=1").json
      #expect(members(all) == ["drafts", "total", "skip", "limit"] && all["total"] == .int(2))
      #expect(all["drafts"]?.list.first?["draft_type"]?.stringValue == "quote_post")
      let quotes = try await call("GET", "type/quote_post").json
      #expect(quotes["total"] == .int(1) && quotes["limit"] == .int(20))
      #expect(try await call("GET", "?draft_type=audio_podcast").json["total"] == .int(1))
      #expect(try await call("DELETE", "1").status == 200)
      #expect(try await call("GET", "1").status == 404)
      #expect(try await call("GET", "").json["total"] == .int(1))
    }
  }

  @Test func `nobody sees or changes another's draft, admins neither`() async throws {
    try await ServerHarness.run { server in
      let grace = try await server.token("grace")
      let path = "/api/v1/drafts/"
      _ = try await server.call(
        "POST", path, as: grace, json: #"{"draft_type":"quote_post","content":"Mine"}"#)
      for name in ["miriam", "admin"] {
        let other = try await server.token(name)
        for method in ["GET", "PUT", "DELETE"] {
          #expect(
            try await server.call(method, path + "1", as: other, json: #"{"content":"x"}"#).status
              == 404)
        }
        #expect(try await server.call("GET", path, as: other).json["total"] == .int(0))
      }
      #expect(
        try await server.call("GET", path + "1", as: grace).json["content"]?.stringValue == "Mine")
    }
  }

  @Test(arguments: [
    ("{}", 422), (#"{"draft_type":5}"#, 422), (#"{"draft_type":"sermon"}"#, 400),
    (#"{"draft_type":"quote_post","title":5}"#, 422),
    (#"{"draft_type":"quote_post","status":"done"}"#, 400),
    (#"{"draft_type":"quote_post","status":null}"#, 422),
    (#"{"draft_type":"quote_post","duration":-1}"#, 400),
    (#"{"draft_type":"quote_post","duration":"long"}"#, 422),
    (#"{"draft_type":"quote_post","editing_state":[1]}"#, 422),
  ])
  func `what is no draft is refused and leaves nothing`(body: String, status: Int) async throws {
    try await ServerHarness.run { server in
      let grace = try await server.token("grace")
      let answer = try await server.call("POST", "/api/v1/drafts/", as: grace, json: body)
      #expect(answer.status == status, "\(answer.json)")
      #expect(
        try await server.call("GET", "/api/v1/drafts/", as: grace).json["total"] == .int(0))
    }
  }

  @Test func `a device belongs to whoever signed in there last`() async throws {
    try await ServerHarness.run { server in
      let (grace, miriam) = (try await server.token("grace"), try await server.token("miriam"))
      func register(_ token: String, _ who: String, _ platform: String = "ios") async throws -> Int
      {
        try await server.call(
          "POST", "/api/v1/device-tokens/register", as: who,
          json: #"{"token":"\#(token)","platform":"\#(platform)"}"#
        ).status
      }
      func count(_ who: String) async throws -> Int {
        try await server.call("GET", "/api/v1/device-tokens/my-tokens", as: who).json.list.count
      }
      #expect(try await register("device-of-a-family", grace) == 200)
      #expect(try await register("device-of-a-family", grace) == 200)
      #expect(try await count(grace) == 1)
      #expect(try await register("device-of-a-family", miriam) == 200)
      #expect(try await register("another", miriam) == 200)
      let (first, second) = (try await count(grace), try await count(miriam))
      #expect(first == 0 && second == 2)
      #expect(try await register("x", grace, "toaster") == 400)
      #expect(try await register("", grace) == 400)
      #expect(try await register("with space", grace) == 400)
      let list = try await server.call("GET", "/api/v1/device-tokens/my-tokens", as: miriam)
      #expect(!String(decoding: list.body, as: UTF8.self).contains("device-of-a-family"))
      // Another's is not removed.
      _ = try await server.call("DELETE", "/api/v1/device-tokens?token=another", as: grace)
      #expect(try await count(miriam) == 2)
      _ = try await server.call("DELETE", "/api/v1/device-tokens?token=another", as: miriam)
      #expect(try await count(miriam) == 1)
      _ = try await server.call("DELETE", "/api/v1/device-tokens", as: miriam)
      #expect(try await count(miriam) == 0)
    }
  }
}
