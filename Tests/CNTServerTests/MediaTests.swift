import CNTKit
import Foundation
import Testing

@testable import CNTServer

struct MediaTests {
  private static let mp3 =
    Data([0x49, 0x44, 0x33, 4, 0, 0, 0, 0, 0, 0]) + Data(repeating: 7, count: 990)

  @Test func `an upload is stored under a name of ours and served with ranges`() async throws {
    try await ServerHarness.run { server in
      let token = try await server.token("grace")
      let made = try await server.upload(
        "audio", as: token, name: "../../evil.mp3", content: Self.mp3)
      #expect(made.status == 200, "\(made.json)")
      let url = made.json["url"]?.stringValue ?? ""
      #expect(url.hasPrefix("/media/audio/") && !url.contains("evil") && !url.contains(".."))
      #expect(made.json["content_type"]?.stringValue == "audio/mpeg")
      let whole = try await server.call("GET", url)
      #expect(whole.body == Self.mp3 && whole.headers["accept-ranges"] == "bytes")
      #expect(whole.headers["content-type"] == "audio/mpeg")
      let tag = whole.headers["etag"] ?? ""
      func get(_ headers: [String: String]) async throws -> ServerHarness.Answer {
        try await server.call("GET", url, headers: headers)
      }
      let part = try await get(["Range": "bytes=10-19"])
      #expect(part.status == 206 && part.body == Self.mp3[10..<20])
      #expect(part.headers["content-range"] == "bytes 10-19/1000")
      #expect(try await get(["Range": "bytes=-5"]).body == Self.mp3.suffix(5))
      #expect(try await get(["Range": "bytes=990-"]).body.count == 10)
      #expect(try await get(["Range": "bytes=990-5000"]).body.count == 10)
      let beyond = try await get(["Range": "bytes=1000-"])
      #expect(beyond.status == 416 && beyond.headers["content-range"] == "bytes */1000")
      #expect(try await get(["Range": "bytes=5-2"]).status == 200)
      #expect(try await get(["Range": "bytes=0-1,5-6"]).status == 200)
      #expect(try await get(["Range": "bytes=0-9", "If-Range": tag]).status == 206)
      #expect(try await get(["Range": "bytes=0-9", "If-Range": "\"other\""]).status == 200)
      #expect(try await get(["If-None-Match": tag]).status == 304)
      #expect(try await get(["If-None-Match": tag.replacing("\"", with: "")]).status == 304)
      #expect(
        try await get(["If-Modified-Since": whole.headers["last-modified"] ?? ""]).status == 304)
      let head = try await server.call("HEAD", url)
      #expect(head.status == 200 && head.body.isEmpty && head.headers["content-length"] == "1000")
    }
  }

  @Test func `what is not what it says is refused and leaves nothing behind`() async throws {
    try await ServerHarness.run { server in
      let token = try await server.token("grace")
      let refused = try await server.upload(
        "audio", as: token, name: "a.jpg", type: "image/jpeg", content: Self.mp3)
      #expect(
        refused.status == 400 && refused.json["detail"]?.stringValue == "File must be an audio file"
      )
      #expect(
        try await server.upload("audio", as: token, content: Data("#!/bin/sh".utf8)).status == 400)
      #expect(
        try await server.upload("audio", as: token, name: "a.php", content: Self.mp3).status == 400)
      #expect(
        try await server.upload("video", as: token, content: Self.mp3).json["detail"]?.stringValue
          == "File must be a video file")
      #expect(
        try await server.upload("image", as: token, name: "a.jpg", type: nil, content: Self.mp3)
          .status == 400)
      let missing = try await server.upload("audio", as: token, field: "audio", content: Self.mp3)
      #expect(missing.status == 422)
      #expect(missing.json["detail"] == .array([Invalid.missing("file", input: .null)]))
      let cut = try await server.call(
        "POST", "/api/v1/upload/audio", as: token,
        body: Data(
          "--B\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.mp3\"\r\nContent-Type: audio/mpeg\r\n\r\nID3cut"
            .utf8),
        headers: ["Content-Type": "multipart/form-data; boundary=B"])
      #expect(cut.status == 400)
      for folder in ["audio", "video", "images", "incoming"] {
        let files = try FileManager.default.contentsOfDirectory(
          atPath: server.folder + "/media/\(folder)"
        ).filter { folder == "incoming" || $0.contains(".") }
        #expect(files.isEmpty, "\(folder): \(files)")
      }
    }
  }

  @Test(arguments: [
    "/media/../secret.key", "/media/audio/../../secret.key",
    "/media/audio/%2e%2e/%2e%2e/secret.key",
    "/media/audio/..%2f..%2fsecret.key", "/media//etc/passwd", "/media/audio/", "/media/incoming/x",
    "/media/audio/.hidden", "/media/audio/%00", "/media/audio/link",
  ])
  func `no path leads out of the media folder`(path: String) async throws {
    try await ServerHarness.run { server in
      try FileManager.default.createSymbolicLink(
        atPath: server.folder + "/media/audio/link",
        withDestinationPath: server.folder + "/secret.key")
      try Data("x".utf8).write(to: URL(fileURLWithPath: server.folder + "/media/audio/.hidden"))
      #expect(try await server.call("GET", path).status == 404)
    }
  }

  @Test func `dates of HTTP are read and written`() {
    #expect(HTTPDate.text(1_795_493_814) == "Tue, 24 Nov 2026 04:16:54 GMT")
    #expect(HTTPDate.seconds("Tue, 24 Nov 2026 04:16:54 GMT") == 1_795_493_814)
    #expect(HTTPDate.seconds("yesterday") == nil)
  }
}
