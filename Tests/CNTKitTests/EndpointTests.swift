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
}
