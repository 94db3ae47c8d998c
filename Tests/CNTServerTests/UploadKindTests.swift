import CNTKit
import Foundation
import Subprocess
import Testing

@testable import CNTServer

struct UploadKindTests {
  private static let png = Data([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0])

  /// The colour of a JPEG, as one pixel of red, green and blue.
  private func color(_ picture: Data) async throws -> [UInt8] {
    let path = NSTemporaryDirectory() + "cnt-upload-\(UUID().uuidString).jpg"
    defer { try? FileManager.default.removeItem(atPath: path) }
    try picture.write(to: URL(fileURLWithPath: path))
    let record = try await Subprocess.run(
      .name("ffmpeg"),
      arguments: [
        "-v", "error", "-nostdin", "-i", path, "-vf", "scale=1:1", "-f", "rawvideo", "-pix_fmt",
        "rgb24", "pipe:1",
      ], output: .bytes(limit: 64), error: .discarded)
    return record.standardOutput
  }

  @Test(.timeLimit(.minutes(3)))
  func `a film that is uploaded has its length and a picture`() async throws {
    let film = try await TestFilm.make()
    try await ServerHarness.run { server in
      let grace = try await server.token("grace")
      let made = try await server.upload(
        "movie?movie_type=kids_movie", as: grace, name: "a.mp4", type: "video/mp4", content: film)
      #expect(made.status == 200, "\(made.json)")
      let url = made.json["url"]?.stringValue ?? ""
      #expect(url.hasPrefix("/media/animated-bible-stories/"))
      #expect(made.json["duration"] == .int(3))
      let still = try await server.call("GET", made.json["thumbnail_url"]?.stringValue ?? "")
      let red = try await color(still.body)
      #expect(red[0] > 200 && red[2] < 60)
      #expect(
        try await server.upload(
          "movie?movie_type=opera", as: grace, name: "a.mp4", type: "video/mp4", content: film
        ).status == 400)
      let generate = "/api/v1/upload/thumbnail/generate-from-video"
      let later = try await server.call(
        "POST", generate + "?video_url=\(url)&timestamp=2.5", as: grace)
      let picture = try await server.call("GET", later.json["thumbnail_url"]?.stringValue ?? "")
      let blue = try await color(picture.body)
      #expect(blue[0] < 60 && blue[2] > 200)
      func repeated(_ time: String) async throws -> ServerHarness.Answer {
        try await server.call(
          "POST", generate + "?video_url=\(url)&timestamp=\(time)", as: grace,
          headers: ["Idempotency-Key": "still"])
      }
      let (once, twice) = (try await repeated("1"), try await repeated("1"))
      #expect(once.status == 200 && once.body == twice.body)
      #expect(try await repeated("2").status == 422)
      for query in [
        "", "?video_url=/media/video/no.mp4", "?video_url=../../etc/passwd",
        "?video_url=\(url)&timestamp=99", "?video_url=\(url)&timestamp=nan",
        "?video_url=\(url)&timestamp=-1",
      ] {
        let status = try await server.call("POST", generate + query, as: grace).status
        #expect((400..<500).contains(status), "\(query): \(status)")
      }
      let length = try await server.call(
        "GET", "/api/v1/upload/media/duration?path=\(url.dropFirst())", as: grace)
      #expect(length.json == .object(["duration": .int(3)]))
      #expect(
        try await server.call(
          "GET", "/api/v1/upload/media/duration?path=media/audio/no.mp3", as: grace
        ).status == 404)
    }
  }

  @Test func `pictures of people and artists become theirs`() async throws {
    try await ServerHarness.run { server in
      let grace = try await server.token("grace")
      let face = try await server.upload(
        "profile-image", as: grace, name: "me.png", type: "image/png", content: Self.png)
      let url = face.json["url"]?.stringValue ?? ""
      #expect(face.status == 200 && url.hasPrefix("/media/images/profiles/"))
      let me = try await server.call("GET", "/api/v1/users/me", as: grace)
      #expect(me.json["avatar"]?.stringValue == url)
      let cover = try await server.upload(
        "", as: grace, name: "c.png", type: "image/png", content: Self.png,
        path: "/api/v1/artists/me/cover-image")
      let page = try await server.call("GET", "/api/v1/artists/me", as: grace)
      #expect(cover.json["cover_image"]?.stringValue?.hasPrefix("/media/images/") == true)
      #expect(page.json["cover_image"] == cover.json["cover_image"])
      let refused = try await server.upload(
        "profile-image", as: grace, name: "me.png", type: "image/png", content: Data("no".utf8))
      #expect(refused.status == 400)
      #expect(
        try await server.call("GET", "/api/v1/users/me", as: grace).json["avatar"]?.stringValue
          == url)
      for (kind, type, name) in [
        ("thumbnail", "image/png", "t.png"), ("draft/image", "image/png", "d.png"),
      ] {
        let made = try await server.upload(
          kind, as: grace, name: name, type: type, content: Self.png)
        #expect(made.status == 200, "\(kind): \(made.json)")
        #expect(try await server.call("GET", made.json["url"]?.stringValue ?? "").body == Self.png)
      }
      #expect(
        try await server.upload(
          "draft/program", as: grace, name: "d.png", type: "image/png", content: Self.png
        ).status == 400)
      #expect(
        try await server.call("GET", "/api/v1/upload/thumbnail/defaults").json
          == .object(["thumbnails": .array([])]))
    }
  }
}
