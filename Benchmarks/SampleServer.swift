import CNTKit
import Foundation
import Synchronization

/// A server in memory that has posts and nothing else; the time that it takes itself is told apart.
final class SampleServer: HTTPTransport {
  struct State {
    var feed: SampleFeed
    /// Changes that the next question for changes is answered with; nil without a change feed.
    var changes: [Data]?
    var spent = Duration.zero
    var pages: [String: Data] = [:]
  }

  let state: Mutex<State>

  init(_ feed: SampleFeed, changes: [Data]? = nil) {
    state = Mutex(State(feed: feed, changes: changes))
  }

  /// Makes the answers before they are asked for, so that only our work is measured.
  func prepare(pageSizes: [Int]) {
    state.withLock { state in
      var skip = 0
      var sizes = pageSizes[...]
      while skip < state.feed.count {
        let size = sizes.popFirst() ?? pageSizes.last ?? 100
        state.pages["\(skip) \(size)"] = state.feed.page(skip: skip, limit: size)
        skip += size - 5
      }
    }
  }

  func send(
    _ request: HTTPRequest, progress: (@Sendable (HTTPProgress) -> Void)?
  ) async throws(TransportError) -> HTTPResponse {
    let start = ContinuousClock.now
    let response = answer(request)
    state.withLock { $0.spent += ContinuousClock.now - start }
    return response
  }

  private func answer(_ request: HTTPRequest) -> HTTPResponse {
    guard let url = URLComponents(string: request.url) else { return HTTPResponse(status: 400) }
    let path = url.path.replacing("/api/v1", with: "")
    func number(_ name: String, _ fallback: Int) -> Int {
      url.queryItems?.first { $0.name == name }?.value.flatMap(Int.init) ?? fallback
    }
    func json(_ text: String) -> HTTPResponse { HTTPResponse(status: 200, body: Data(text.utf8)) }
    switch path {
    case "/capabilities":
      let hasFeed = state.withLock { $0.changes != nil }
      return hasFeed ? json("{\"features\":{\"change_feed\":1}}") : HTTPResponse(status: 404)
    case "/sync/changes":
      return state.withLock { state in
        guard let next = state.changes?.first else {
          return json("{\"changes\":[],\"cursor\":\"end\",\"has_more\":false}")
        }
        state.changes?.removeFirst()
        return HTTPResponse(status: 200, body: next)
      }
    case "/auth/login":
      return json(
        """
        {"access_token":"token","refresh_token":"refresh","user_id":1,"name":"Me","is_admin":false}
        """)
    case "/users/me": return json("{\"id\":1,\"email\":\"a@b.org\",\"name\":\"Me\"}")
    case "/community/posts" where url.queryItems?.contains { $0.name == "user_id" } == true:
      return json("[]")
    case "/community/posts":
      let (skip, limit) = (number("skip", 0), number("limit", 100))
      return state.withLock { state in
        HTTPResponse(
          status: 200,
          body: state.pages["\(skip) \(limit)"] ?? state.feed.page(skip: skip, limit: limit))
      }
    case "/events/": return json("{\"events\":[],\"total\":0}")
    case "/notifications": return json("{\"notifications\":[],\"unread_count\":0}")
    default: return path.hasPrefix("/artists") ? HTTPResponse(status: 404) : json("[]")
    }
  }

  func stream(
    _ request: HTTPRequest, consume: @escaping @Sendable (HTTPStreamEvent) throws -> Void
  ) async throws(TransportError) -> HTTPResponse {
    throw TransportError(.badURL, requestMayHaveArrived: false)
  }
}
