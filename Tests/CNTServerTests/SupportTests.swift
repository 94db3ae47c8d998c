import CNTKit
import Foundation
import Testing

@testable import CNTServer

struct SupportTests {
  private func keys(_ value: JSONValue?) -> Set<String> {
    if case .object(let members)? = value { Set(members.keys) } else { [] }
  }

  @Test func `a question is answered, read and closed, each by whom it may be`() async throws {
    try await ServerHarness.run { server in
      let (grace, miriam) = (try await server.token("grace"), try await server.token("miriam"))
      let admin = try await server.token("admin")
      func call(_ method: String, _ path: String, _ token: String, _ json: String? = nil)
        async throws -> ServerHarness.Answer
      {
        try await server.call(method, "/api/v1/support/messages" + path, as: token, json: json)
      }
      let asked = try await call("POST", "", grace, #"{"subject":"Sound","message":"Too low"}"#)
      #expect(asked.status == 200)
      // The shape that the web client reads.
      #expect(
        keys(asked.json) == [
          "id", "subject", "message", "status", "admin_response", "user_id", "admin_id",
          "admin_seen", "user_seen", "created_at", "updated_at", "responded_at", "user",
        ])
      #expect(
        asked.json["status"]?.stringValue == "open" && asked.json["admin_seen"] == .bool(false))
      #expect(keys(asked.json["user"]).isSuperset(of: ["id", "name", "email"]))
      #expect(try await call("GET", "/me", miriam).json == .array([]))
      #expect(try await call("GET", "", grace).status == 403)
      #expect(try await call("GET", "?status_filter=open", admin).json.list.count == 1)
      #expect(try await call("GET", "?status_filter=closed", admin).json == .array([]))
      #expect(try await call("GET", "?status_filter=lost", admin).status == 400)
      #expect(try await call("POST", "/1/reply", grace, #"{"response":"No"}"#).status == 403)
      #expect(try await call("POST", "/1/close", miriam).status == 404)
      #expect(try await call("POST", "/1/mark-read", miriam, #"{"actor":"user"}"#).status == 404)
      #expect(try await call("POST", "/1/mark-read", grace, #"{"actor":"admin"}"#).status == 403)
      #expect(try await call("POST", "/1/mark-read", admin, #"{"actor":"user"}"#).status == 403)
      #expect(try await call("POST", "/1/mark-read", admin, #"{"actor":"cat"}"#).status == 422)
      let seen = try await call("POST", "/1/mark-read", admin, #"{"actor":"admin"}"#)
      #expect(seen.json["admin_seen"] == .bool(true))
      let answered = try await call("POST", "/1/reply", admin, #"{"response":"Louder now"}"#)
      #expect(answered.json["status"]?.stringValue == "responded")
      #expect(answered.json["user_seen"] == .bool(false) && answered.json["admin_id"] == .int(3))
      let told = try await server.call("GET", "/api/v1/notifications", as: grace).json
      #expect(told["notifications"]?.list.first?["type"]?.stringValue == "support_response")
      let stats = try await call("GET", "/stats", grace).json
      #expect(
        stats
          == .object([
            "total": .int(1), "open_count": .int(0), "unread_admin_count": .int(0),
            "unread_user_count": .int(1),
          ]))
      let read = try await call("POST", "/1/mark-read", grace, #"{"actor":"user"}"#)
      #expect(read.json["user_seen"] == .bool(true))
      #expect(try await call("POST", "/1/close", grace).json["status"]?.stringValue == "closed")
    }
  }

  @Test(arguments: [
    "{}", #"{"subject":"s"}"#, #"{"subject":" ","message":"m"}"#, #"{"subject":"s","message":""}"#,
    #"{"subject":1,"message":"m"}"#,
  ])
  func `a question without words is refused`(body: String) async throws {
    try await ServerHarness.run { server in
      let grace = try await server.token("grace")
      let answer = try await server.call("POST", "/api/v1/support/messages", as: grace, json: body)
      #expect(answer.status == 422)
      let all = try await server.call("GET", "/api/v1/support/messages/me", as: grace)
      #expect(all.json == .array([]))
    }
  }

  @Test func `an answer does not replace one that was not seen`() async throws {
    try await ServerHarness.run { server in
      let (grace, admin) = (try await server.token("grace"), try await server.token("admin"))
      let path = "/api/v1/support/messages"
      _ = try await server.call("POST", path, as: grace, json: #"{"subject":"S","message":"M"}"#)
      func answer(_ text: String, _ expected: String) async throws -> Int {
        try await server.call(
          "POST", "\(path)/1/reply", as: admin, json: #"{"response":"\#(text)"\#(expected)}"#
        ).status
      }
      #expect(try await answer("First", #","expected":null"#) == 200)
      #expect(try await answer("Second", #","expected":null"#) == 409)
      #expect(try await answer("Second", #","expected":"Other""#) == 409)
      let left = try await server.call("GET", "\(path)/me", as: grace).json.list.first
      #expect(left?["admin_response"]?.stringValue == "First")
      #expect(try await answer("Second", #","expected":"First""#) == 200)
      #expect(try await answer("Third", "") == 200)
      #expect(try await answer("Fourth", #","expected":5"#) == 422)
    }
  }

  @Test func `the desk counts what waits`() async throws {
    try await ServerHarness.run { server in
      let (grace, admin) = (try await server.token("grace"), try await server.token("admin"))
      for subject in ["A", "B"] {
        _ = try await server.call(
          "POST", "/api/v1/support/messages", as: grace,
          json: #"{"subject":"\#(subject)","message":"m"}"#)
      }
      _ = try await server.call(
        "POST", "/api/v1/support/messages/1/reply", as: admin, json: #"{"response":"r"}"#)
      let desk = try await server.call("GET", "/api/v1/admin/dashboard", as: admin).json
      #expect(desk["open_support_tickets"] == .int(1))
      #expect(desk["unread_support_messages"] == .int(1))
    }
  }
}
