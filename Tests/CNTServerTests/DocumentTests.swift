import CNTKit
import Foundation
import Testing

@testable import CNTServer

struct DocumentTests {
  private static let pdf = Data("%PDF-1.4\n1 0 obj\n<<>>\nendobj\n".utf8)

  @Test func `an admin uploads a PDF, publishes, changes and deletes it`() async throws {
    try await ServerHarness.run { server in
      let (grace, admin) = (try await server.token("grace"), try await server.token("admin"))
      func upload(_ token: String, _ name: String, _ type: String?, _ content: Data) async throws
        -> ServerHarness.Answer
      {
        try await server.upload("document", as: token, name: name, type: type, content: content)
      }
      #expect(try await upload(grace, "a.pdf", "application/pdf", Self.pdf).status == 403)
      // By its bytes, whatever name and type say.
      let html = Data("<html>%PDF-</html>".utf8)
      #expect(try await upload(admin, "a.pdf", "application/pdf", html).status == 400)
      #expect(try await upload(admin, "a.pdf", "text/html", Self.pdf).status == 400)
      #expect(try await upload(admin, "a.html", "application/pdf", Self.pdf).status == 400)
      let stored = try await upload(admin, "a.pdf", "application/pdf", Self.pdf)
      let path = try #require(stored.json["url"]?.stringValue)
      #expect(stored.status == 200 && path.hasPrefix("/media/documents/"))
      let file = try await server.call("GET", path)
      #expect(file.body == Self.pdf && file.headers["content-type"] == "application/pdf")

      let made = try await server.call(
        "POST", "/api/v1/documents", as: admin,
        json: #"{"title":"Hymnal","file_path":"\#(path)","category":"Songs"}"#)
      #expect(made.json["file_size"] == .int(Self.pdf.count))
      #expect(made.json["file_type"]?.stringValue == "application/pdf")
      let edited = try await server.call(
        "PATCH", "/api/v1/documents/1", as: admin, json: #"{"title":"Hymns"}"#)
      #expect(edited.json["title"]?.stringValue == "Hymns")
      #expect(
        edited.json["category"]?.stringValue == "Songs"
          && edited.json["file_path"] == made.json["file_path"])
      let longer = try await upload(admin, "b.pdf", "application/pdf", Self.pdf + Data("more".utf8))
      let other = try #require(longer.json["url"]?.stringValue)
      let moved = try await server.call(
        "PATCH", "/api/v1/documents/1", as: admin, json: #"{"file_path":"\#(other)"}"#)
      #expect(moved.json["file_size"] == .int(Self.pdf.count + 4))
      let away = try await server.call(
        "PATCH", "/api/v1/documents/1", as: admin, json: #"{"file_path":"https://t.invalid/c"}"#)
      #expect(away.json["file_size"] ?? .null == .null && away.json["file_type"] ?? .null == .null)
      for body in [
        #"{"title":"t","file_path":""}"#, #"{"title":"t","file_path":"/a.pdf","category":" "}"#,
      ] {
        #expect(
          try await server.call("POST", "/api/v1/documents", as: admin, json: body).status == 422,
          "\(body)")
      }
      for body in [
        #"{"title":""}"#, #"{"title":null}"#, #"{"category":5}"#, #"{"is_featured":"x"}"#,
      ] {
        let refused = try await server.call(
          "PATCH", "/api/v1/documents/1", as: admin, json: body)
        #expect(refused.status == 422, "\(body)")
      }
      #expect(
        try await server.call("PATCH", "/api/v1/documents/9", as: admin, json: "{}").status == 404)
      #expect(try await server.call("DELETE", "/api/v1/documents/1", as: admin).status == 200)
      #expect(try await server.call("GET", "/api/v1/documents/1").status == 404)
    }
  }
}
