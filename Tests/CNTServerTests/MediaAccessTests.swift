import CNTKit
import Foundation
import Testing

@testable import CNTServer

/// Media through the API, and pictures that the server makes.
struct MediaAccessTests {
  @Test func `only the server's own media is fetched`() async throws {
    try await ServerHarness.run { server async throws in
      let grace = try await server.token("grace")
      let file = server.folder + "/media/audio/a.mp3"
      try Data("0123456789".utf8).write(to: URL(fileURLWithPath: file))
      func get(_ url: String, _ range: String? = nil) async throws -> ServerHarness.Answer {
        try await server.call(
          "GET", "/api/v1/media/proxy?url=" + url, as: grace,
          headers: range.map { ["Range": $0] } ?? [:])
      }
      #expect(try await get("/media/audio/a.mp3").body == Data("0123456789".utf8))
      let part = try await get("/media/audio/a.mp3", "bytes=2-4")
      #expect(part.status == 206 && part.body == Data("234".utf8))
      for url in [
        "http://169.254.169.254/media/x", "http://127.0.0.1:22/media/a", "file:///etc/passwd",
        "gopher://x/media/", "/etc/passwd", "http%3A%2F%2Fevil.invalid%2Fmedia%2Fa", "",
      ] {
        let status = try await get(url).status
        #expect(status == 403 || status == 422, "\(url): \(status)")
      }
      #expect(try await get("/media/..%2F..%2Fsecret.key").status == 404)
      #expect(
        try await server.call("GET", "/api/v1/media/proxy?url=/media/audio/a.mp3").status == 401)
      let signed = try await server.call(
        "GET", "/api/v1/media/signed-url?path=/media/audio/a.mp3", as: grace)
      #expect(signed.json["url"]?.stringValue == "/media/audio/a.mp3")
    }
  }

  @Test func `a text post gets a picture of its words`() async throws {
    try await ServerHarness.run { server async throws in
      let (grace, miriam) = (try await server.token("grace"), try await server.token("miriam"))
      let made = try await server.call(
        "POST", "/api/v1/community/posts", as: grace,
        json:
          #"{"title":"t","content":"Be still: 100% %{n} 'quoted' \\\\","category":"General","post_type":"text"}"#
      )
      let id = made.json["id"]?.intValue ?? 0
      let path = "/api/v1/community/posts/\(id)/regenerate-quote-image"
      #expect(try await server.call("POST", path, as: miriam).status != 200)
      let answer = try await server.call("POST", path, as: grace)
      let url = try #require(answer.json["image_url"]?.stringValue, "\(answer.json)")
      let picture = try Data(contentsOf: URL(fileURLWithPath: server.folder + url))
      #expect(picture.starts(with: [0xff, 0xd8]) && picture.count > 5000)
      let shown = try await server.call("GET", "/api/v1/community/posts/\(id)", as: grace)
      #expect(shown.json["image_url"]?.stringValue != nil)
    }
  }

  @Test func `words are laid out in lines that fit`() {
    let (short, large) = QuotePictures.layOut("Be still, and know that I am God")
    #expect(short == ["Be still, and know", "that I am God"] && large == 88)
    let (long, small) = QuotePictures.layOut(String(repeating: "word ", count: 1000))
    #expect(long.count == 18 && long.last == "…" && small == 30)
    #expect(QuotePictures.layOut(" \n\t ").lines.isEmpty)
    #expect(QuotePictures.layOut(String(repeating: "x", count: 500)).lines.map(\.count) == [18])
  }
}
