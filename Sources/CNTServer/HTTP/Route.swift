import CNTKit

/// Who may use a route.
enum Access: String, Sendable, CaseIterable {
  /// Everybody; a token is not looked at.
  case open
  /// Everybody; a valid token fills per-user fields, a bad one is ignored.
  case optional
  case member
  case admin
}

/// What a route cannot do without, outside of the server.
enum Need: Sendable {
  case liveKit, stripe, google, mail
  /// Nothing that this server can be given.
  case drive
}

/// One row of the API: a method, an exact path, who may use it and what it does.
struct Route: Sendable {
  var method: HTTPMethod
  /// Such as `/api/v1/podcasts/{podcast_id}`; a name in braces takes one segment.
  var path: String
  var access: Access
  /// The body is a file, read as it arrives.
  var takesFile: Bool
  /// What the body is, where it is a file.
  var fileType = "multipart/form-data"
  /// The status of a success.
  var success = 200
  /// Without it the route answers 503, and the description leaves it out.
  var need: Need?
  var handler: @Sendable (Call) async throws -> Reply

  init(
    _ method: HTTPMethod, _ path: String, _ access: Access, takesFile: Bool = false,
    _ handler: @escaping @Sendable (Call) async throws -> Reply
  ) {
    self.method = method
    self.path = path
    self.access = access
    self.takesFile = takesFile
    self.handler = handler
  }

  func taking(_ fileType: String) -> Route {
    var route = self
    route.fileType = fileType
    return route
  }

  func answering(_ success: Int) -> Route {
    var route = self
    route.success = success
    return route
  }

  func needing(_ need: Need) -> Route {
    var route = self
    route.need = need
    return route
  }
}

/// The routes by segments, so that a request finds its route without trying them all.
struct RouteTable: Sendable {
  private final class Node: Sendable {
    let literal: [String: Node]
    let parameter: (name: String, node: Node)?
    let routes: [HTTPMethod: Route]

    init(_ routes: [(segments: ArraySlice<String>, route: Route)]) {
      var own: [HTTPMethod: Route] = [:]
      var byLiteral: [String: [(ArraySlice<String>, Route)]] = [:]
      var byParameter: [(ArraySlice<String>, Route)] = []
      var name = ""
      for (segments, route) in routes {
        guard let first = segments.first else {
          own[route.method] = route
          continue
        }
        if first.hasPrefix("{") {
          name = String(first.dropFirst().dropLast())
          byParameter.append((segments.dropFirst(), route))
        } else {
          byLiteral[first, default: []].append((segments.dropFirst(), route))
        }
      }
      self.routes = own
      literal = byLiteral.mapValues { Node($0.map { (segments: $0.0, route: $0.1) }) }
      parameter =
        byParameter.isEmpty
        ? nil : (name, Node(byParameter.map { (segments: $0.0, route: $0.1) }))
    }
  }

  private let root: Node
  let all: [Route]

  init(_ routes: [Route]) {
    all = routes
    root = Node(routes.map { (segments: Self.segments($0.path)[...], route: $0) })
  }

  /// What stands at a path.
  struct Match {
    var routes: [HTTPMethod: Route]
    var parameters: [(name: String, value: String)]
  }

  /// nil when nothing does. A trailing slash is an empty segment of its own.
  func match(_ path: String) -> Match? {
    find(Self.segments(path)[...], root, [])
  }

  private func find(
    _ segments: ArraySlice<String>, _ node: Node, _ parameters: [(name: String, value: String)]
  ) -> Match? {
    guard let first = segments.first else {
      return node.routes.isEmpty ? nil : Match(routes: node.routes, parameters: parameters)
    }
    if let next = node.literal[first], let match = find(segments.dropFirst(), next, parameters) {
      return match
    }
    if !first.isEmpty, let (name, next) = node.parameter {
      return find(segments.dropFirst(), next, parameters + [(name, first)])
    }
    return nil
  }

  private static func segments(_ path: String) -> [String] {
    path.split(separator: "/", omittingEmptySubsequences: false).dropFirst().map(String.init)
  }
}
