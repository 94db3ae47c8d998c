import Foundation
import Testing

@testable import CNTKit

/// Captures of a build of the platform: what they hold must decode, whatever else changes.
struct CaptureTests {
  /// One recorded exchange.
  struct Capture {
    var name: String
    var path: String
    var method: String
    var response: HTTPResponse
  }

  static let all: [Capture] = {
    guard let folder = Bundle.module.url(forResource: "Captures", withExtension: nil) else {
      return []
    }
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return files.sorted().compactMap { file in
      guard let data = try? Data(contentsOf: folder.appendingPathComponent(file)),
        let value = try? JSONDecoder().decode(JSONValue.self, from: data),
        let status = value["status"]?.intValue
      else { return nil }
      var headers = HTTPHeaders()
      if case .object(let fields)? = value["response_headers"] {
        for (name, value) in fields { headers.add(name, value.stringValue ?? "") }
      }
      var body = (try? JSONEncoder().encode(value["response_body"] ?? .null)) ?? Data()
      if let text = value["response_body"]?["text"] { body = Data((text.stringValue ?? "").utf8) }
      return Capture(
        name: file, path: value["path"]?.stringValue ?? "",
        method: value["method"]?.stringValue ?? "",
        response: HTTPResponse(status: status, headers: headers, body: body))
    }
  }()

  private func decode<T: Decodable>(_ type: T.Type, _ capture: Capture) throws -> T {
    try JSONDecoder().decode(type, from: capture.response.body)
  }

  @Test func `the captures are there`() { #expect(Self.all.count == 81) }

  @Test(arguments: all.filter { $0.response.status == 200 && $0.path.hasPrefix("/api/v1") })
  func `every success decodes as its model`(capture: Capture) throws {
    let path = capture.path
    switch (capture.method, path) {
    case ("GET", "/api/v1/podcasts/"): _ = try decode([Podcast].self, capture)
    case ("POST", "/api/v1/podcasts/"):
      #expect(try decode(Podcast.self, capture).status == "pending")
    case ("GET", _) where path.hasPrefix("/api/v1/podcasts/"): _ = try decode(Podcast.self, capture)
    case ("GET", "/api/v1/music/tracks"): _ = try decode([MusicTrack].self, capture)
    case ("GET", "/api/v1/categories/"):
      #expect(try decode([CNTKit.Category].self, capture).count == 6)
    case ("GET", "/api/v1/bible-stories/1"): _ = try decode(BibleStory.self, capture)
    case ("GET", "/api/v1/playlists/"): _ = try decode([Playlist].self, capture)
    case ("POST", "/api/v1/playlists/"): _ = try decode(Playlist.self, capture)
    case ("GET", "/api/v1/community/posts"): _ = try decode([CommunityPost].self, capture)
    case ("POST", "/api/v1/community/posts"): _ = try decode(CommunityPost.self, capture)
    case ("POST", _) where path.hasSuffix("/like"): _ = try decode(LikeResult.self, capture)
    case ("GET", _) where path.hasSuffix("/comments"):
      _ = try decode([CNTKit.Comment].self, capture)
    case ("POST", _) where path.hasSuffix("/comments"): _ = try decode(CNTKit.Comment.self, capture)
    case ("GET", "/api/v1/live/streams"): _ = try decode([LiveStream].self, capture)
    case ("POST", "/api/v1/live/streams"): _ = try decode(LiveStream.self, capture)
    case ("POST", _) where path.hasPrefix("/api/v1/upload/"):
      #expect(try decode(UploadResult.self, capture).url.hasPrefix("/media/"))
    case ("POST", _) where path.contains("-editing/"):
      let result = try decode(EditResult.self, capture)
      #expect(result.url == result.path)
    case ("DELETE", _), ("OPTIONS", _), ("HEAD", _): break
    case ("POST", _) where path.hasSuffix("/join"): break
    default: Issue.record("no model for \(capture.name)")
    }
  }

  @Test(arguments: all.filter { $0.response.status >= 400 && $0.method != "HEAD" })
  func `every refusal becomes an error with a sentence`(capture: Capture) {
    let error = APIError(response: capture.response)
    #expect(error.status == capture.response.status)
    #expect(!error.recovery.isEmpty)
    if capture.response.status == 422 {
      guard case .invalid(let problems) = error.reason else {
        Issue.record("\(capture.name) is \(error.reason)")
        return
      }
      #expect(!problems.isEmpty)
    }
  }

  @Test func `a post written by the server has the keys of the platform`() throws {
    let capture = try #require(Self.all.first { $0.name.hasPrefix("040") })
    let post = try decode(CommunityPost.self, capture)
    let encoded = try JSONDecoder().decode(
      [String: JSONValue].self, from: JSONEncoder().encode(post))
    let recorded = try JSONDecoder().decode(
      [String: JSONValue].self, from: capture.response.body)
    for (key, value) in recorded { #expect(encoded[key] == value, "\(key)") }
  }
}

extension CaptureTests.Capture: CustomTestStringConvertible {
  var testDescription: String { name }
}
