import Foundation
import Testing

@testable import CNTKit

struct TimestampTests {
  @Test(arguments: [
    ("2026-11-24T04:16:50", 1_795_493_810, 0, false),
    ("2026-11-24 04:16:50", 1_795_493_810, 0, false),
    ("2026-11-24T04:16:50Z", 1_795_493_810, 0, true),
    ("2026-11-24T04:16:50.5", 1_795_493_810, 500_000, false),
    ("2026-11-24T04:16:50.123456789+00:00", 1_795_493_810, 123_456, true),
    ("2026-11-24T09:16:50+05:00", 1_795_493_810, 0, true),
    ("2026-11-24T09:16:50+0500", 1_795_493_810, 0, true),
    ("2026-11-24", 1_795_478_400, 0, false),
    ("1969-12-31T23:59:59", -1, 0, false),
    ("2024-02-29T00:00:00", 1_709_164_800, 0, false),
  ])
  func `known forms are read`(text: String, seconds: Int, micro: Int, zoned: Bool) throws {
    let stamp = try #require(Timestamp(text))
    #expect(stamp == Timestamp(secondsSince1970: seconds, microseconds: micro, isZoned: zoned))
  }

  @Test(arguments: [
    "", "yesterday", "2026-13-01", "2026-02-30", "2026-11-24T25:00:00", "2026-11-24T04:16:50.",
    "2026-11-24T04:16:50.1234567890", "2026-11-24T04:16:50+5", "2026-11-24T", "２０２６-11-24",
  ])
  func `anything else is refused`(text: String) { #expect(Timestamp(text) == nil) }

  @Test func `writing and reading again is the same`() throws {
    for seconds in stride(from: -3_000_000_000, through: 9_000_000_000, by: 86_399_977) {
      let stamp = Timestamp(secondsSince1970: seconds, microseconds: seconds & 0xffff)
      #expect(Timestamp(stamp.text) == stamp)
    }
  }
}

struct LenientDecodingTests {
  private func decode<T: Decodable>(_ type: T.Type, _ json: String) throws -> T {
    try JSONDecoder().decode(type, from: Data(json.utf8))
  }

  @Test func `loose booleans, numbers and aliases are understood`() throws {
    let post = try decode(
      CommunityPost.self,
      #"{"id":"7","title":"t","content":"c","is_approved":1,"likes_count":3.0,"is_liked":0}"#)
    #expect(post.id == 7 && post.isApproved == true && post.likesCount == 3 && !post.isLiked)
    #expect(try decode(UserNotification.self, #"{"id":1,"is_read":true}"#).read)
    #expect(try decode(LikeResult.self, #"{"is_liked":true,"likes_count":2}"#).liked)
    #expect(
      try decode(DocumentAsset.self, #"{"id":1,"title":"t","file_url":"/a"}"#).filePath == "/a")
    #expect(try decode(LiveStream.self, #"{"id":1,"title":"t","host_id":"12"}"#).hostID == 12)
  }

  @Test(arguments: [
    #"{"title":"t"}"#, #"{"id":null,"title":"t"}"#, #"{"id":0,"title":"t"}"#,
    #"{"id":-3,"title":"t"}"#, #"{"id":1.5e300,"title":"t"}"#, #"{"id":1}"#,
    #"{"id":1,"title":5}"#, #"{"id":1,"title":"t","created_at":"soon"}"#,
  ])
  func `what would corrupt the mirror is refused`(json: String) {
    #expect(throws: (any Error).self) { try decode(Podcast.self, json) }
  }

  @Test(arguments: [#""inf""#, #""-Infinity""#, #""nan""#, "1e999"])
  func `a number is finite`(text: String) {
    #expect(throws: (any Error).self) {
      try decode(Movie.self, #"{"id":1,"title":"t","rating":\#(text)}"#)
    }
  }

  @Test(arguments: ["9223372036854775807", #""-9223372036854775808""#, "1e18"])
  func `an integer leaves room for arithmetic`(text: String) {
    #expect(throws: (any Error).self) {
      try decode(Movie.self, #"{"id":1,"title":"t","plays_count":\#(text)}"#)
    }
  }

  @Test func `a missing optional is written as null`() throws {
    let text = String(decoding: try JSONEncoder().encode(Podcast(id: 1, title: "t")), as: UTF8.self)
    #expect(text.contains(#""audio_url":null"#))
  }
}

struct AddressTests {
  @Test(arguments: [
    ("cnt.example.org", "https://cnt.example.org"), ("localhost:8000", "http://localhost:8000"),
    ("127.0.0.1:99/", "http://127.0.0.1:99"), ("HTTP://Host/api/v1/", "http://host"),
    ("https://a.b/sub/api/v1", "https://a.b/sub"),
  ])
  func `what a person types becomes an origin`(text: String, origin: String) throws {
    #expect(try ServerAddress(text).origin == origin)
  }

  @Test(arguments: [
    "", "ftp://a.b", "https://user:pw@a.b", "https://a.b/?q=1", "https://", "a b.c",
    "https://a.b:99999", "https://a.b\r\nX: y",
  ])
  func `what is no address is refused with a sentence`(text: String) {
    #expect(throws: ServerAddress.Invalid.self) { try ServerAddress(text) }
  }

  @Test(
    arguments: [
      (nil, nil), ("  ", nil), ("https://x.y/a.mp3", "https://x.y/a.mp3"),
      ("d1.cloudfront.net/a.mp3", "https://d1.cloudfront.net/a.mp3"),
      ("/media/audio//a.mp3", "https://cdn.z/audio/a.mp3"),
      ("assets/images/q.jpg", "https://cdn.z/images/q.jpg"),
      ("audio/a.mp3", "https://cdn.z/audio/a.mp3"),
      ("https://bucket.s3.eu-west-1.amazonaws.com/audio/a.mp3", "https://cdn.z/audio/a.mp3"),
    ] as [(String?, String?)])
  func `media references resolve on a CDN`(reference: String?, url: String?) throws {
    let resolver = MediaResolver(
      server: try ServerAddress("https://api.z"), mediaBase: "https://cdn.z/")
    #expect(resolver.url(for: reference) == url)
  }

  @Test(arguments: [
    ("/media/audio/a.mp3", "http://127.0.0.1:8000/media/audio/a.mp3"),
    ("audio/a.mp3", "http://127.0.0.1:8000/media/audio/a.mp3"),
    ("assets/images/q.jpg", "http://127.0.0.1:8000/images/q.jpg"),
  ])
  func `media references resolve on a development server`(reference: String, url: String) throws {
    #expect(MediaResolver(server: try ServerAddress("127.0.0.1:8000")).url(for: reference) == url)
  }

  @Test func `accounts of different servers and people have different folders`() throws {
    let paths = try Paths(environment: ["CNT_HOME": "/h"])
    let folders = try ["a.b", "a.b:1", "http://a.b", "a.c"].flatMap { text in
      try [1, 2].map { paths.account(server: try ServerAddress(text), userID: $0) }
    }
    #expect(Set(folders).count == folders.count)
    #expect(folders.allSatisfy { !$0.dropFirst("/h/data/accounts/".count).contains("/") })
  }
}
