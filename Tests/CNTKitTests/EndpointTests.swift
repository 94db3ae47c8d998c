import Foundation
import Testing

@testable import CNTKit

struct EndpointTests {
  @Test func `a body is the same bytes in every process`() throws {
    let post = CommunityPostCreate(title: "T", content: "C", category: "general")
    guard case .data(let data, _) = Endpoint<CommunityPost>.createPost(post).body else {
      Issue.record("no body")
      return
    }
    let expected = #"{"category":"general","content":"C","title":"T"}"#
    #expect(String(decoding: data, as: UTF8.self) == expected)
  }

  @Test func `what waits is asked for as the one who may see it`() {
    #expect(Endpoint<Podcast>.podcast(1).authorization == .optional)
    #expect(Endpoint<Movie>.movie(1).authorization == .optional)
    #expect(Endpoint<MusicTrack>.track(1).authorization == .optional)
  }

  @Test func `what answers an addition to a playlist need not be read`() throws {
    let body = PlaylistItemCreate(contentType: "music", contentID: 9)
    let endpoint = Endpoint<AddedPlaylistItem>.addPlaylistItem(playlist: 3, body)
    func item(_ text: String, _ status: Int = 200) throws -> PlaylistItem? {
      try endpoint.decode(HTTPResponse(status: status, body: Data(text.utf8))).item
    }
    #expect(try item("", 204) == nil && item("", 201) == nil)
    #expect(try item("null") == nil && item(#""ok""#) == nil && item(#"{"id":"x"}"#) == nil)
    #expect(try item(#"{"id":4,"content_type":"music","content_id":9}"#)?.id == 4)
    // A page of something in between has added nothing.
    #expect(throws: (any Error).self) { try item("<html>Sign in to Wi-Fi</html>") }
  }
}
