import CNTKit
import Foundation
import Synchronization

/// The platform in memory, with its awkward sides: likes toggle, nothing is idempotent, lists have no
/// cursor, and faults can be put on any route.
final class FakePlatform: HTTPTransport {
  /// What happens to the next matching request instead of, or after, its being carried out.
  enum Fault: Sendable {
    /// No connection: nothing arrives.
    case unreachable
    /// It arrives and is carried out; the answer is lost.
    case answerLost
    /// The request is lost on its way; the client cannot tell.
    case requestLost
    case status(Int, detail: String)
    /// It is carried out, and then something in the server fails.
    case faultAfterwards
    /// A page of something in between.
    case html
    /// The answer is cut off in the middle.
    case cutOff
    /// Nothing comes until the client gives up.
    case hangs
  }

  struct Call: Hashable, Sendable {
    var method: String
    var path: String
    var headers = HTTPHeaders()
    var query: [String: String] = [:]
    var line: String { "\(method) \(path)" }
  }

  /// What the platform knows.
  struct World: Sendable {
    var me = 7
    var isAdmin = true
    var now = Date(timeIntervalSince1970: 1_800_000_000)
    var nextID = 1000
    var podcasts: [Podcast] = []
    var movies: [Movie] = []
    var kids: [Movie] = []
    var tracks: [MusicTrack] = []
    var stories: [BibleStory] = []
    var documents: [DocumentAsset] = []
    var categories: [CNTKit.Category] = []
    var posts: [CommunityPost] = []
    var likes: Set<Int> = []
    var comments: [Comment] = []
    var events: [Event] = []
    var favorites: [Favorite] = []
    var playlists: [Playlist] = []
    /// Whether it does not show what is in a playlist, as an early build does not.
    var hidesItems = false
    var places: [PlaybackPlace] = []
    var artists: [Artist] = []
    var notifications: [UserNotification] = []
    var pending: [AdminContentItem] = []
    var support: [SupportMessage] = []
    var approved: [Int] = []
    var users: [AdminUser] = []
    var commission: CommissionSettings? = CommissionSettings(id: 1)
    /// How many times the last thing was done to an account or to content: "archive podcast 1".
    var deskDeeds: [String] = []
    var hasPostRoute = false
    /// Files that were uploaded, by the name in their address, and those that are not whole.
    var files: [String: Data] = [:]
    var parts: [String: (length: Int, data: Data)] = [:]
    /// Whether uploads that are not finished are forgotten before the next request.
    var forgetsParts = false
    /// What it says that it offers; nil on the deployed platform, which has no such route.
    var features: [String: Int]?
    var ignoresPaging = false
    var mostRows = Int.max
    var missing: Set<String> = []
    var calls: [Call] = []
    var arriving = Data()
    fileprivate var faults: [(line: String, fault: Fault)] = []
    fileprivate var hooks: [(line: String, hook: @Sendable (inout World) -> Void)] = []
  }

  private let state = Mutex(World())

  /// Reads or changes what the platform knows.
  @discardableResult
  func with<Value: Sendable>(_ work: (inout World) -> sending Value) -> Value {
    state.withLock { work(&$0) }
  }

  /// The next request whose line begins so meets a fault, `times` times.
  func fail(_ line: String, _ fault: Fault, times: Int = 1) {
    with { world in for _ in 0..<times { world.faults.append((line, fault)) } }
  }

  /// Nothing can be reached until `online()`.
  func offline() { fail("", .unreachable, times: 10_000) }

  func online() { with { $0.faults = [] } }

  /// Does something just before the next request whose line begins so is carried out.
  func before(_ line: String, _ hook: @escaping @Sendable (inout World) -> Void) {
    with { $0.hooks.append((line, hook)) }
  }

  func calls(_ line: String) -> Int {
    with { world in world.calls.count { $0.line.hasPrefix(line) } }
  }

  func send(
    _ request: HTTPRequest, progress: (@Sendable (HTTPProgress) -> Void)?
  ) async throws(TransportError) -> HTTPResponse {
    let call = Call(request)
    if case .multipart(let parts) = request.body, case .file(let path)? = parts.first?.content {
      with { $0.arriving = FileManager.default.contents(atPath: path) ?? Data() }
      progress?(HTTPProgress(sent: 1, sentTotal: 2, received: 0))
    }
    let (fault, answer) = with { world -> (Fault?, HTTPResponse) in
      world.calls.append(call)
      if let index = world.hooks.firstIndex(where: { call.line.hasPrefix($0.line) }) {
        world.hooks.remove(at: index).hook(&world)
      }
      let index = world.faults.firstIndex { call.line.hasPrefix($0.line) }
      let fault = index.map { world.faults.remove(at: $0).fault }
      switch fault {
      case .unreachable, .requestLost, .status, .html, .hangs:
        return (fault, HTTPResponse(status: 500))
      case .answerLost, .cutOff, .faultAfterwards, nil:
        return (fault, world.answer(call, request.body))
      }
    }
    switch fault {
    case .unreachable: throw TransportError(.cannotConnect, requestMayHaveArrived: false)
    case .answerLost, .requestLost: throw TransportError(.timedOut, requestMayHaveArrived: true)
    case .faultAfterwards:
      return HTTPResponse(status: 500, body: Data("Internal Server Error".utf8))
    case .hangs:
      for await _ in AsyncStream<Void>(unfolding: { try? await Task.sleep(for: .seconds(3600)) }) {
        break
      }
      throw TransportError(.cancelled, requestMayHaveArrived: true)
    case .status(let status, let detail): return .refusal(status, detail)
    case .html: return HTTPResponse(status: 200, body: Data("<html>Sign in to Wi-Fi</html>".utf8))
    case .cutOff:
      return HTTPResponse(status: answer.status, body: answer.body.prefix(answer.body.count / 2))
    case nil: return answer
    }
  }

  func stream(
    _ request: HTTPRequest, consume: @escaping @Sendable (HTTPStreamEvent) throws -> Void
  ) async throws(TransportError) -> HTTPResponse {
    throw TransportError(.badURL, requestMayHaveArrived: false)
  }
}

extension FakePlatform.World {
  /// For hooks: what happens to the request that they come before.
  mutating func fail(_ line: String, _ fault: FakePlatform.Fault) { faults.append((line, fault)) }
}

extension FakePlatform.Call {
  init(_ request: HTTPRequest) {
    let parts = URLComponents(string: request.url)
    method = request.method.rawValue
    headers = request.headers
    path = (parts?.path ?? "").replacingOccurrences(of: "/api/v1", with: "")
    for item in parts?.queryItems ?? [] { query[item.name] = item.value }
  }
}

extension HTTPResponse {
  static func json(_ value: some Encodable, status: Int = 200) -> HTTPResponse {
    HTTPResponse(status: status, body: (try? JSONEncoder().encode(value)) ?? Data())
  }

  static func refusal(_ status: Int, _ detail: String) -> HTTPResponse {
    .json(["detail": detail], status: status)
  }
}
