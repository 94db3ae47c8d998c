import Foundation
import Testing

@testable import CNTKit

struct RedirectTests {
  private func next(
    _ status: Int, _ location: String, from url: String = "https://a.b/x",
    method: HTTPMethod = .get,
    body: HTTPBody = .none
  ) -> HTTPRequest? {
    let request = HTTPRequest(method, url, headers: ["Authorization": "Bearer t"], body: body)
    return Redirect.next(
      after: HTTPResponse(status: status, headers: ["Location": location]), to: request)
  }

  @Test func `the token stays on its origin`() {
    #expect(next(307, "/y")?.headers["Authorization"] == "Bearer t")
    #expect(next(307, "https://a.b:443/y")?.headers["Authorization"] == "Bearer t")
    for other in ["https://c.d/y", "https://a.b:444/y", "https://a.b.evil/y"] {
      #expect(next(302, other)?.headers["Authorization"] == nil)
    }
  }

  @Test func `https never becomes http`() {
    #expect(next(307, "http://a.b/y/")?.url == "https://a.b/y/")
    #expect(next(307, "http://c.d/y") == nil)
  }

  @Test func `307 keeps method and body, 303 does not, and no body leaves its origin`() {
    let body = HTTPBody.data(Data("x".utf8), contentType: "a/b")
    #expect(next(307, "/y", method: .post, body: body)?.body == body)
    #expect(next(303, "/y", method: .post, body: body)?.method == .get)
    #expect(next(307, "https://c.d/y", method: .post, body: body) == nil)
  }

  @Test func `other protocols are not followed`() {
    #expect(next(302, "file:///etc/passwd") == nil)
    #expect(next(302, "ftp://a.b/y") == nil)
  }

  @Test(arguments: [
    "https://a.b/\r\nX: y", "file:///etc/passwd", "https://", "gopher://a.b", "https://a.b/ü",
  ])
  func `a URL that could say something else is refused`(url: String) {
    #expect(!RequestCheck.isAcceptable(HTTPRequest(.get, url)))
  }

  @Test func `a header with a line break is refused`() {
    #expect(
      !RequestCheck.isAcceptable(
        HTTPRequest(.get, "https://a.b/", headers: ["X": "a\r\nEvil: 1"])))
  }
}
