import CNTKit
import Foundation
import Testing

@testable import CNTServer

/// Uploads that come in parts.
struct PartTests {
  static let mp3 = Data([0x49, 0x44, 0x33, 4]) + Data((0..<996).map { UInt8($0 % 251) })

  @Test func `what came in parts is what would have come whole`() async throws {
    try await ServerHarness.run { server in
      let parts = try await server.parts("grace")
      let made = try await parts.begin(1000)
      let id = made.json["id"]?.stringValue ?? ""
      #expect(made.status == 201 && made.headers["location"] == "/api/v1/uploads/\(id)")
      #expect(made.headers["tus-resumable"] == "1.0.0" && made.headers["upload-expires"] != nil)
      #expect(try await parts.offset(id) == 0)
      let first = try await parts.patch(id, 0, Self.mp3.prefix(600))
      #expect(first.status == 204 && first.headers["upload-offset"] == "600")
      #expect(first.headers["content-length"] == nil)
      let head = try await parts.head(id)
      #expect(head.status == 200 && head.headers["upload-offset"] == "600")
      #expect(head.headers["upload-length"] == "1000")
      #expect(head.headers["cache-control"] == "no-store")
      let sent = PartClient.creation(1000, "audio")["Upload-Metadata"]
      #expect(head.headers["upload-metadata"] == sent)
      let early = try await parts.finish(id)
      #expect(early.status == 409)
      #expect(early.json["detail"]?.stringValue?.contains("600 of 1000") == true)
      #expect(try await parts.patch(id, 600, Self.mp3.suffix(400)).status == 204)
      let done = try await parts.finish(id)
      #expect(done.status == 200, "\(done.json)")
      let whole = try await server.upload("audio", as: parts.token, content: Self.mp3)
      let keys = { (answer: JSONValue) -> [String] in
        guard case .object(let members) = answer else { return [] }
        return members.keys.sorted()
      }
      #expect(keys(done.json) == keys(whole.json))
      #expect(done.json["content_type"]?.stringValue == "audio/mpeg")
      let url = done.json["url"]?.stringValue ?? ""
      #expect(try await server.call("GET", url).body == Self.mp3)
      // Once more, it is as it was.
      #expect(try await parts.finish(id).body == done.body)
      #expect(try await parts.offset(id) == 1000)
      #expect(try await parts.patch(id, 1000, Data()).status == 204)
      #expect(try await parts.patch(id, 1000, Data([1])).status == 413)
      #expect(try server.media("audio").count == 2)
      #expect(parts.files == [])
    }
  }

  @Test(.timeLimit(.minutes(3)))
  func `a film has its length and a picture, a face becomes its owner's`() async throws {
    let film = try await TestFilm.make()
    let png = Data([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0])
    try await ServerHarness.run { server in
      let parts = try await server.parts("grace")
      let movie = try await parts.create(film.count, "movie")
      #expect(try await parts.patch(movie, 0, film).status == 204)
      let made = try await parts.finish(movie)
      #expect(made.json["duration"] == .int(3))
      #expect(made.json["url"]?.stringValue?.hasPrefix("/media/movies/") == true)
      let still = made.json["thumbnail_url"]?.stringValue ?? ""
      #expect(try await server.call("GET", still).body.starts(with: [0xff, 0xd8]))
      #expect(try server.media("incoming") == [])
      let face = try await parts.create(png.count, "profile-image")
      #expect(try await parts.patch(face, 0, png).status == 204)
      let url = try await parts.finish(face).json["avatar"]?.stringValue
      let me = try await server.call("GET", "/api/v1/users/me", as: parts.token)
      #expect(url != nil && me.json["avatar"]?.stringValue == url)
    }
  }

  @Test func `what is not what it said is refused, and no file appears`() async throws {
    try await ServerHarness.run { server in
      let parts = try await server.parts("grace")
      let id = try await parts.create(9)
      #expect(try await parts.patch(id, 0, Data("#!/bin/sh".utf8)).status == 204)
      let refused = try await parts.finish(id)
      #expect(refused.status == 400)
      #expect(refused.json["detail"]?.stringValue == "File must be an audio file")
      #expect(try server.media("audio") == [])
      #expect(try await server.call("GET", "/media/parts/\(id)").status == 404)
      #expect(try await parts.delete(id) == 204)
      #expect(try await parts.delete(id) == 404)
      #expect(parts.files == [])
    }
  }

  @Test func `an upload is its owner's, and for nobody else there`() async throws {
    try await ServerHarness.run { server in
      let parts = try await server.parts("grace")
      let id = try await parts.create(4)
      for name in ["miriam", "admin"] {
        let other = try await server.parts(name)
        #expect(try await other.head(id).status == 404)
        #expect(try await other.patch(id, 0, Data("ID3.".utf8)).status == 404)
        #expect(try await other.delete(id) == 404)
        #expect(try await other.finish(id).status == 404)
      }
      let guest = PartClient(server: server, token: "")
      #expect(try await guest.begin(4).status == 401)
      #expect(try await guest.head(id).status == 401)
      #expect(try await guest.patch(id, 0, Data("ID3.".utf8)).status == 401)
      #expect(try await parts.offset(id) == 0)
      #expect(try await parts.patch("../../cnt.sqlite", 0, Data([1])).status == 404)
    }
  }

  @Test func `what the protocol does not allow is refused and changes nothing`() async throws {
    try await ServerHarness.run { server in
      let parts = try await server.parts("grace")
      let id = try await parts.create(10)
      func patch(_ offset: Int, _ text: String, _ headers: [String: String] = [:])
        async throws -> Int
      {
        try await parts.patch(id, offset, Data(text.utf8), headers: headers).status
      }
      let old = try await parts.patch(id, 0, Data("x".utf8), headers: ["Tus-Resumable": "0.2.2"])
      #expect(old.status == 412 && old.headers["tus-version"] == "1.0.0")
      #expect(try await patch(0, "x", ["Content-Type": "application/json"]) == 415)
      #expect(try await patch(0, "x", ["Upload-Offset": "-1"]) == 400)
      #expect(try await patch(0, "x", ["Upload-Offset": "+0"]) == 400)
      #expect(try await patch(3, "x") == 409)
      #expect(try await patch(0, "12345678901") == 413)
      #expect(try await parts.offset(id) == 0)
      #expect(try await patch(0, "12345") == 204)
      #expect(try await patch(0, "12345") == 409, "a repeat is no second part")
      #expect(try await parts.offset(id) == 5)
      let over = try await server.call(
        "POST", "/api/v1/uploads/\(id)", as: parts.token, body: Data("67890".utf8),
        headers: [
          "Tus-Resumable": "1.0.0", "Upload-Offset": "5", "X-HTTP-Method-Override": "PATCH",
          "Content-Type": "application/offset+octet-stream",
        ])
      #expect(over.status == 204 && over.headers["upload-offset"] == "10")
      let options = try await server.call("OPTIONS", "/api/v1/uploads")
      #expect(options.headers["tus-extension"] == "creation,termination,expiration")
      #expect(options.headers["tus-max-size"] == "\(500 << 20)")
      #expect(options.headers["access-control-allow-headers"]?.contains("Upload-Offset") == true)
      let offered = try await server.call("GET", "/api/v1/capabilities").json
      #expect(offered["features"]?["upload_parts"] == .int(1))
    }
  }

  @Test(arguments: [
    ("Upload-Length", "", 400), ("Upload-Length", "1e3", 400), ("Upload-Length", "-5", 400),
    ("Upload-Length", "\(500 << 20 + 1)", 413), ("Upload-Length", "99999999999999999999", 400),
    ("Upload-Metadata", "", 400), ("Upload-Metadata", "kind YXVkaW8=,kind YXVkaW8=", 400),
    ("Upload-Metadata", "kind !!!", 400),
    ("Upload-Metadata", String(repeating: "a", count: 5000), 400),
    ("Upload-Metadata", PartClient.metadata(["kind": "opera"]), 400),
    (
      "Upload-Metadata",
      PartClient.metadata(["kind": "audio", "filename": "a.exe", "filetype": "audio/mpeg"]), 400
    ),
    (
      "Upload-Metadata",
      PartClient.metadata(["kind": "document", "filename": "d.pdf", "filetype": "application/pdf"]),
      403
    ),
    ("Tus-Resumable", "", 412),
  ]) func `an upload that could not be finished is not begun`(
    name: String, value: String, status: Int
  ) async throws {
    try await ServerHarness.run { server in
      let token = try await server.token("grace")
      var headers = PartClient.creation(10, "audio")
      headers[name] = value.isEmpty ? nil : value
      let answer = try await server.call("POST", "/api/v1/uploads", as: token, headers: headers)
      #expect(answer.status == status, "\(answer.json)")
      #expect(answer.headers["tus-resumable"] == "1.0.0")
    }
  }

  @Test func `a person has so many unfinished uploads, and so large ones`() async throws {
    try await ServerHarness.run { server in
      let parts = try await server.parts("grace")
      var ids: [String] = []
      for _ in 0..<PartUpload.most { ids.append(try await parts.create(4)) }
      #expect(try await parts.begin(4).status == 429)
      #expect(try await server.parts("miriam").begin(4).status == 201)
      #expect(try await parts.patch(ids[0], 0, Data("ID3.".utf8)).status == 204)
      #expect(try await parts.finish(ids[0]).status == 200)
      #expect(try await parts.begin(4).status == 201, "a finished one makes room")
      let miriam = try await server.parts("miriam")
      for _ in 0..<4 { #expect(try await miriam.begin(500 << 20, "video").status == 201) }
      #expect(try await miriam.begin(500 << 20, "video").status == 413)
    }
  }
}
